package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

  /** Rule, media, sidecar. */
  private static final String[] PAIRS = {
    "same name | IMG_1.jpg | IMG_1.jpg.supplemental-metadata.json",
    "same name | skytree (2).jpg | skytree (2).jpg.supplemental-metadata.json",
    "same name | a(1).jpg | a(1).jpg.supplemental-metadata.json",
    "same name | VIDEO0001 | VIDEO0001.supplemental-metadata.json",
    "same name | x.mp4. | x.mp4..supplemental-metadata.json",
    "same name | .jpg | .jpg.supplemental-metadata.json",
    "same name and number | a(1).jpg | a.jpg.supplemental-metadata(1).json",
    "same name and number | Bild(3).(2)(3).jpg | Bild(3).(2).jpg.supplemental-metadata(3).json",
    "same name and number | (1).jpg | .jpg.supplemental-metadata(1).json",
    "same name and number | PXL_1.MP(2) | PXL_1.MP.supplemental-metadata(2).json",
    "truncated supplemental-metadata | 9C19C4BF.JPG | 9C19C4BF.JPG.suppl.json",
    "truncated supplemental-metadata | e23.jpg | e23.jpg..json",
    "truncated supplemental-metadata and number | Edge(12).jpg | Edge.jpg.s(12).json",
    "same name, old form | IMG_1.jpg | IMG_1.jpg.json",
    "same name, old form | meta.jpg | meta.jpg.metadata.json",
    "same name and number, old form | DSC(2).JPG | DSC.JPG(2).json",
    "number inside the sidecar's name | IMG_1234(1).jpg | IMG_1234.jpg(1).supplemental-metadata.json",
    "truncated name | g2345678901234567890123456789012345678901234567.jpg | g234567890123456789012345678901234567890123456.json",
    "truncated name | c234567890123456789012345678901234567890123.jpg | c234567890123456789012345678901234567890123.jp.json",
    "truncated name | D4945678901234567890123456789012345678901234567(123).jpg | D494567890123456789012345678901234567890123456(123).json",
    "truncated name | Urlaub in Knaufspesch in der Schneifel gan(38).JPG | Urlaub in Knaufspesch in der Schneifel gan(38).json",
    "same name in another case | IMG_1234.JPG | IMG_1234.jpg.json",
    "same name in another case | IMG_0460(1).MOV | IMG_0460.mov.supplemental-metadata(1).json",
    "same name but for reserved characters | it's.jpg | it_s.jpg.supplemental-metadata.json",
    "title without extension | vacation.final.jpg | vacation.final.supplemental-metadata.json",
    "title without extension | PicasaSync(6).jpg | PicasaSync.supplemental-metadata(6).json",
    "same name, another extension | IMG_3.jpg | IMG_3.HEIC.supplemental-metadata.json",
    "same name, another extension | PANO.jpg | PANO.jp.json",
    "same name, another extension | clip.mp4 | clip.AVI.supplemental-metadata.json",
    "same name, another extension | IMG_0999.MP4 | IMG_0999.HEIC.supplemental-metadata.json",
    "moving half of a missing still | PXL_1.MP | PXL_1.MP.jpg.supplemental-metadata.json",
    "number inside the sidecar's name | IMG_1234(1).jpg | IMG_1234.jpg(1).suppl.json",
    "number inside the sidecar's name | IMG_1234(12).HEIC | IMG_1234.HEIC(12).metadata.json",
    "truncated supplemental-metadata | x.MP.jpg | x.MP.jpg.supplemental-met.json",
    "truncated supplemental-metadata and number | x.MP(3).jpg | x.MP.jpg.supplemental-met(3).json",
    "same name, old form | a(0).jpg | a(0).jpg.json",
    "same name, old form | Snapchat-1.mp4. | Snapchat-1.mp4..json",
    "same name and number, old form | Snapchat-1.mp4(1). | Snapchat-1.mp4.(1).json",
    "same name and number, old form | meta(2).jpg | meta.jpg.metadata(2).json",
    "same name and number | MVIMG_1(1) | MVIMG_1.supplemental-metadata(1).json",
    "same name and number, old form | Trip(2019)(1).jpg | Trip(2019).jpg(1).json",
    "same name in another case | a(1).JPG | a.jpg(1).json",
    "same name but for reserved characters | Screenshot at 6.01.26 PM.png | Screenshot at 6.01.26 PM.png.json",
    "same name but for reserved characters | R&D(1).jpg | R_D.jpg.supplemental-metadata(1).json",
    "same name in another encoding | KÃ¤se.jpg | Käse.jpg.supplemental-metadata.json",
    "same name in another encoding | Ð–ÑƒÐº(1).jpg | Жук.jpg.supplemental-metadata(1).json",
    "title without extension | IMG_1.MOV.jpg | IMG_1.MOV.supplemental-metadata.json",
    "title without extension | 27_06_12 - 2.jpg | 27_06_12 - 2.json",
    "same name, another extension | IMG_1.jpeg | IMG_1.jpg.json",
    "same name, another extension | clip(2).mp4 | clip.3gp.supplemental-metadata(2).json",
    "same name, another extension | a.dng | a.jpg.json",
    "same name, another extension | photo.HIF | photo.jpg.json",
    "moving half of a missing still | MVIMG_1 | MVIMG_1.jpg.supplemental-metadata.json",
    "moving half of a missing still | PXL_1.RAW-01.MP.COVER | PXL_1.RAW-01.MP.COVER.jpg.sup.json",
    "number given twice | photo(1)(1).jpg | photo.jpg.supplemental-metadata(1).json",
  };

  /** Media, sidecar. */
  private static final String[] STRANGERS = {
    "DSC_0104(1).JPG | DSC_0104.JPG.json",
    "DSC_0104.JPG | DSC_0104.JPG(1).json",
    "DSC_0102(1).JPG | DSC_0102.JPG(2).json",
    "IMG_12345.jpg | IMG_1234.json",
    "IMG_8102-beach.jpg | IMG_8102.jpg.supplemental-metadata.json",
    "Foto-b.jpg | Foto.jpg.supplemental-metadata.json",
    "PXL_20211013_220651958.jpg | PXL_20211013_220651983.jpg.json",
    "IMG_1.jpg | IMG_1.MOV.supplemental-metadata.json",
    "DSC1-2.jpg | DSC1.jpg.json",
    "DSC_0238_1.JPG | DSC_0238.JPG.json",
    "a(0).jpg | a.jpg.json",
    "a(01).jpg | a.jpg(1).json",
    "München.jpg | Zürich.jpg.json",
    "IMG_1(1).jpg | IMG_1(1)(1).jpg.json",
    "IMG_1 (1).jpg | IMG_1.jpg.supplemental-metadata(1).json",
  };

  static List<List<String>> pairs() {
    return rows(PAIRS);
  }

  static List<List<String>> strangers() {
    return rows(STRANGERS);
  }

  private static List<List<String>> rows(String... lines) {
    return Arrays.stream(lines).map(line -> List.of(line.split(" \\| ", -1))).toList();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theRulePairsWhatItsTableSays(List<String> row) {
    Export export = new Export().in("Album").media(row.get(1)).sidecar(row.get(2), "", 1_600_000_000);

    TakeoutItem item = export.item("Album/" + row.get(1));

    assertThat(item.rule()).isEqualTo(Optional.of(row.get(0)));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void noRulePairsStrangers(List<String> row) {
    Export export = new Export().in("Album").media(row.get(0)).sidecar(row.get(1), "", 1_600_000_000);

    assertThat(export.sidecarOf("Album/" + row.get(0))).isNull();
    assertThat(export.roleOf("Album/" + row.get(1))).isEqualTo("unused");
  }

  @Test
  void everyRuleHasAnExample() {
    Set<String> inTable = pairs().stream().map(row -> row.get(0)).collect(Collectors.toSet());
    Set<String> rules = Rules.IN_ORDER.stream().map(Rule::name).collect(Collectors.toSet());
    rules.remove("name cut from the title");

    assertThat(inTable).isEqualTo(rules);
  }

  @Test
  void aCutMediaNameIsForetoldByTheWholeTitle() {
    String title = "Klassenfahrt nach Sankt Peter-Ording letzter Abend.webpage";
    String media = NameCut.cut("Klassenfahrt nach Sankt Peter-Ording letzter Abend", 51 - 8) + ".webpage";
    Export export = new Export().in("Album").media(media).sidecar(title.substring(0, 46) + ".json", title, 1);

    assertThat(export.item("Album/" + media).rule()).contains("name cut from the title");
  }

  @Test
  void aWholeSidecarNameForetellsACutMediaName() {
    String stem = "Klassenfahrt nach Sankt Peter-Ording, letzter Abend am Strand 01";
    String media = stem.substring(0, 47) + ".jpg";
    Export export = new Export().in("Album").media(media).sidecar(stem + ".jpg.supplemental-metadata.json", stem + ".jpg", 1);

    assertThat(export.item("Album/" + media).rule()).contains("name cut from the title");
  }

  @Test
  void theNameAsItStandsBeatsAMovedNumber() {
    Export export =
        new Export()
            .in("Album")
            .media("photo.jpg", "photo(1).jpg")
            .sidecars("photo.jpg.supplemental-metadata.json", "photo(1).jpg.supplemental-metadata.json");

    assertThat(export.sidecarOf("Album/photo(1).jpg")).isEqualTo("Album/photo(1).jpg.supplemental-metadata.json");
  }

  @Test
  void twoSpellingsThatFitEquallyAreNamedAndNeitherIsTaken() {
    Export export = new Export().in("Album").media("AMB.jpg").sidecar("amb.JPG.json", "a", 1).sidecar("Amb.Jpg.json", "b", 99);

    TakeoutItem item = export.item("Album/AMB.jpg");

    assertThat(item.sidecar()).isEmpty();
    assertThat(item.ambiguousBetween()).hasSize(2);
    assertThat(export.read().wantEmbeddedFacts()).contains(item.media());
  }

  @Test
  void theClockInTheFileDecidesBetweenTwoSpellings() {
    Export export =
        new Export()
            .in("Album")
            .media("AMB.jpg")
            .says("2019-07-13T08:40:00", null, null)
            .sidecar("amb.JPG.json", "a", 1_563_000_000)
            .sidecar("Amb.Jpg.json", "b", 1_563_100_077);

    assertThat(export.sidecarOf("Album/AMB.jpg")).isEqualTo("Album/amb.JPG.json");
    assertThat(export.item("Album/AMB.jpg").confidence()).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void oneSidecarForTwoVideosWithoutExtensionInItsNameIsNobodys() {
    Export export = new Export().in("Album").media("clip.mp4", "clip.avi").sidecars("clip.supplemental-metadata.json");

    assertThat(export.sidecarOf("Album/clip.mp4")).isNull();
    assertThat(export.sidecarOf("Album/clip.avi")).isNull();
  }

  @Test
  void theSamePathInTwoPartsIsPairedWithinThePart() {
    Export export =
        new Export()
            .in("Album")
            .part(1).copy("a.jpg", 7).sidecar("a.jpg.json", "a.jpg", 1_600_000_000)
            .part(2).copy("a.jpg", 7).sidecar("a.jpg.json", "a.jpg", 1_600_000_000);

    assertThat(export.read().items()).allMatch(each -> each.sidecar().isPresent());
    assertThat(export.read().items().get(1).sameAs()).contains(export.read().items().get(0).media());
  }
}
