package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that share the sidecar of another: moving halves, edited copies, files of other folders and loose files. */
class CompanionsTest {

  private static final String F = "Photos from 2023/";

  @ParameterizedTest
  @CsvSource({
    "IMG_1.HEIC, IMG_1.MOV",
    "IMG_1.JPG, IMG_1.mp4",
    "IMG_1(2).HEIC, IMG_1(2).MP4",
    "PXL_1.MP.jpg, PXL_1.MP",
    "PXL_1.MP~2.jpg, PXL_1.MP~2",
    "PXL_1.MP(1).jpg, PXL_1(1).MP",
    "PXL_1.MP(1).jpg, PXL_1.MP(1)",
    "MVIMG_1.jpg, MVIMG_1",
    "MVIMG_1.jpg, MVIMG_1.MP4",
    "foo_MP.jpg, foo_MP.mp4",
    "PXL_1.RAW-01.MP.COVER.jpg, PXL_1.RAW-01.MP.COVER",
    "M234567890123456789012345678901234567890123456.jpeg, M2345678901234567890123456789012345678901234567.mov",
  })
  void aStillAndItsMovingHalfAreOneItem(String still, String video) {
    Export export = new Export().media(still, video);

    assertThat(export.item(F + still).kind()).isEqualTo(ItemKind.LIVE);
    assertThat(export.path(export.item(F + still).liveVideo())).isEqualTo(F + video);
  }

  @ParameterizedTest
  @CsvSource({"IMG_1.JPG, IMG_2.MOV", "IMG_1(1).JPG, IMG_1.MOV", "IMG_1.dng, IMG_1.MP4", "VB-01.COVER.mp4, VB-02.MAIN.mp4"})
  void otherNamesAreTwoItems(String one, String other) {
    assertThat(new Export().media(one, other).read().items()).hasSize(2);
  }

  @Test
  void aLongVideoBesideAStillIsNoHalf() {
    Export export =
        new Export().media("IMG_1.JPG").sized(90_000_000).media("IMG_1.MOV").says(null, 42, null).sidecars("IMG_1.JPG.json");

    assertThat(export.item(F + "IMG_1.MOV").kind()).isEqualTo(ItemKind.VIDEO);
    assertThat(export.sidecarOf(F + "IMG_1.MOV")).isNull();
  }

  @Test
  void aVideoWithASidecarOfAnotherTimeIsNoHalf() {
    Export export =
        new Export().media("a.JPG", "a.MOV").sidecar("a.JPG.json", "a.JPG", 1_680_000_000).sidecar("a.MOV.json", "a.MOV", 1_690_000_000);

    assertThat(export.read().items()).hasSize(2);
  }

  @Test
  void applesIdentifierFindsTheStillThatWasNumberedApart() {
    Export export =
        new Export()
            .media("IMG.jpg").says(null, null, "A")
            .media("IMG(1).jpg").says(null, null, "B")
            .media("IMG.MOV").says(null, 2, "B");

    assertThat(export.path(export.item(F + "IMG(1).jpg").liveVideo())).isEqualTo(F + "IMG.MOV");
  }

  @Test
  void differentIdentifiersAreDifferentShots() {
    Export export =
        new Export().sized(1_000).media("IMG.jpg").says(null, null, "A").media("IMG(1).jpg").says(null, null, "C").media("IMG.MOV").says(null, 2, "B");

    assertThat(export.read().items()).hasSize(3);
  }

  @Test
  void aSecondClipOfOneStillIsAnItemWithItsSidecar() {
    Export export = new Export().media("a.HEIC", "a.MOV", "a.MP4").sidecars("a.HEIC.json");

    assertThat(export.path(export.item(F + "a.HEIC").liveVideo())).isEqualTo(F + "a.MOV");
    assertThat(export.sidecarOf(F + "a.MP4")).isEqualTo(F + "a.HEIC.json");
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_1-edited.jpg, IMG_1.jpg",
    "IMG_1-bearbeitet(3).jpg, IMG_1(3).jpg",
    "IMG_1-ha editado.jpg, IMG_1.jpg",
    "IMG_1-編集済み.jpg, IMG_1.jpg",
    "IMG_1-MODIFIÉ.jpg, IMG_1.jpg",
    "IMG_1-edited.jpg, IMG_1.HEIC",
    "IMG_1-ANIMATION.gif, IMG_1.jpg",
    "IMG_1-ERASER-edited.jpg, IMG_1.jpg",
    "IMG_1(1)-editat(1).jpg, IMG_1(1)(1).jpg",
    "Con Yoli por Málaga en el piso nuevo_001-ha edi.JPG, Con Yoli por Málaga en el piso nuevo_001.JPG",
    "Vacaciones familiares en la playa de Cádiz_005-.jpg, Vacaciones familiares en la playa de Cádiz_005.jpg",
  })
  void anEditedCopyKnowsItsOriginal(String copy, String original) {
    Export export = new Export().media(copy, original).sidecar(MediaName.of(original).withoutIndex() + index(original) + ".json", "", 7);

    assertThat(export.path(export.item(F + copy).editedOf())).isEqualTo(F + original);
    assertThat(export.sidecarOf(F + copy)).isNotNull().isEqualTo(export.sidecarOf(F + original));
    assertThat(export.item(F + copy).rule()).contains("edited copy of");
  }

  private static String index(String name) {
    int index = MediaName.of(name).index();
    return index == 0 ? "" : "(" + index + ")";
  }

  @ParameterizedTest
  @CsvSource({"IMG_1-beach.jpg, IMG_1.jpg", "Foto-b.jpg, Foto.jpg", "IMG_1-edited(1).jpg, IMG_2.jpg", "-edited.jpg, a.jpg"})
  void otherNamesAreNoCopies(String name, String other) {
    Export export = new Export().media(name, other).sidecars(other + ".json");

    assertThat(export.item(F + name).editedOf()).isEmpty();
    assertThat(export.sidecarOf(F + name)).isNull();
  }

  @Test
  void aSidecarOfItsOwnBeatsThatOfTheOriginal() {
    Export export = new Export().media("K.jpg", "K-edited.jpg").sidecars("K.jpg.json", "K-edited.jpg.json");

    assertThat(export.sidecarOf(F + "K-edited.jpg")).isEqualTo(F + "K-edited.jpg.json");
  }

  @Test
  void anEditedCopyUsesTheSidecarOfItsMissingOriginal() {
    Export export = new Export().media("IMG-edited(2).jpg").sidecars("IMG.jpg.json", "IMG.jpg.supplemental-metadata(2).json");

    assertThat(export.sidecarOf(F + "IMG-edited(2).jpg")).isEqualTo(F + "IMG.jpg.supplemental-metadata(2).json");
    assertThat(export.item(F + "IMG-edited(2).jpg").editedOf()).isEmpty();
  }

  @Test
  void anEditedCopyWhoseSuffixWasCutAwayIsKnownByItsNumber() {
    String stem = "image-bf585df5c19f02ae117f3797a074f099b3ab9f9ab";
    Export export = new Export().media(stem + ".jpg", stem + "(1).jpg").sidecar(stem.substring(0, 46) + ".json", stem + ".jpg", 7);

    assertThat(export.path(export.item(F + stem + "(1).jpg").editedOf())).isEqualTo(F + stem + ".jpg");
    assertThat(export.item(F + stem + "(1).jpg").sidecar()).isPresent();
  }

  @Test
  void timeDecidesWhichOfManyIsTheCopy() {
    String stem = "Lorem ipsum dolor sit amet consectetur adipisci";
    Export export = new Export();
    String[] clocks = {"2019-06-08T15:20:00", "2019-06-08T16:20:00", "2019-06-08T16:20:00", "2019-06-08T17:20:00"};
    for (int i = 0; i < clocks.length; i++) {
      export.media(stem + (i == 0 ? "" : "(" + i + ")") + ".jpg").says(clocks[i], null, null);
    }
    for (int i = 0; i < 3; i++) {
      export.sidecar(stem.substring(0, 46) + (i == 0 ? "" : "(" + i + ")") + ".json", stem + "ng.jpg", 1_560_000_000 + 3_600L * i);
    }

    assertThat(export.sidecarOf(F + stem + "(3).jpg")).endsWith("(2).json");
    assertThat(export.path(export.item(F + stem + "(2).jpg").editedOf())).isEqualTo(F + stem + "(1).jpg");
  }

  @Test
  void withoutTimesOnlyTheFirstOfManyIsSure() {
    String stem = "Lorem ipsum dolor sit amet consectetur adipisci";
    Export export = new Export().media(stem + ".jpg", stem + "(1).jpg", stem + "(2).jpg");
    export.sidecar(stem.substring(0, 46) + ".json", stem + "1.jpg", 1).sidecar(stem.substring(0, 46) + "(1).json", stem + "2.jpg", 77);

    assertThat(export.sidecarOf(F + stem + ".jpg")).isNotNull();
    assertThat(export.sidecarOf(F + stem + "(1).jpg")).isNull();
    assertThat(export.item(F + stem + "(1).jpg").ambiguousBetween()).isNotEmpty();
  }

  @Test
  void aRawWithoutSidecarUsesThatOfThePhotoBesideIt() {
    Export export = new Export().media("a.dng", "a.jpg").sidecars("a.jpg.json");

    assertThat(export.sidecarOf(F + "a.dng")).isEqualTo(F + "a.jpg.json");
  }

  @Test
  void aSidecarIsFoundInAnAlbumsFolder() {
    Export export = new Export().media("a.jpg").in("Wedding").sidecars("a.jpg.json").json("m.json", "{\"title\": \"Wedding\"}");

    assertThat(export.sidecarOf(F + "a.jpg")).isEqualTo("Wedding/a.jpg.json");
    assertThat(export.albumsOf(F + "a.jpg")).containsExactly("Wedding");
  }

  @Test
  void sidecarsOfDifferentTimesInOtherFoldersAreAmbiguous() {
    Export export = new Export().media("D.jpg").in("B").sidecar("D.jpg.json", "D.jpg", 1_300_000_000).in("C").sidecar("D.jpg.json", "D.jpg", 1_500_000_000);

    assertThat(export.sidecarOf(F + "D.jpg")).isNull();
    assertThat(export.item(F + "D.jpg").ambiguousBetween()).hasSize(2);
  }

  @Test
  void yearFoldersNeverLendToEachOther() {
    Export export = new Export().in("Photos from 2019").media("a.jpg").in("Photos from 2018").sidecars("a.jpg.json");

    assertThat(export.sidecarOf("Photos from 2019/a.jpg")).isNull();
  }

  @Test
  void anotherPhotosSidecarIsNotTakenForItsNameAlone() {
    Export export = new Export().copy("IMG_1.jpg", 1).sidecars("IMG_1.jpg.json").in("Album").copy("IMG_1.jpg", 2);

    assertThat(export.sidecarOf("Album/IMG_1.jpg")).isNull();
  }

  @Test
  void aFileTooBigForAnArchiveFindsItsSidecar() {
    Export export = new Export().sidecars("GH010015.MP4.supplemental-metadata.json").at("GH010015-023.MP4", null);

    assertThat(export.sidecarOf("GH010015-023.MP4")).isEqualTo(F + "GH010015.MP4.supplemental-metadata.json");
  }

  @Test
  void ofTwoNamesThatDifferInCaseTimeFindsTheSidecar() {
    Export export =
        new Export()
            .media("A.mov").says("2024-05-18T02:40:00", null, null)
            .media("A.MOV").says("2024-09-22T10:13:20", null, null)
            .sidecar("A.MOV.supplemental-metadata.json", "A.MOV", 1_716_000_000)
            .sidecar("A.MOV.supplemental-metadata(1).json", "A.MOV", 1_727_000_000);

    assertThat(export.sidecarOf(F + "A.mov")).isEqualTo(F + "A.MOV.supplemental-metadata.json");
    assertThat(export.sidecarOf(F + "A.MOV")).isEqualTo(F + "A.MOV.supplemental-metadata(1).json");
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_2063-031.MOV, IMG_2063.MOV.supplemental-metadata.json, IMG_2063.MOV",
    "IMG_2063-031.MOV, IMG_2063.MOV.supplemental-metadata(2).json, IMG_2063.MOV",
    "VID_20160529_175415-002.mp4, VID_20160529_175415.mp4.supplemental-met.json, VID_20160529_175415.mp4",
    "Grandma-s birthday-004.mp4, Grandma-s birthday.json, Grandma-s birthday",
    "film-005.mp4, film.avi.json, film.avi",
    "Q_A-1203.MP4, Q_A.MP4.json, Q&A.MP4",
    "clip.mp4, clip.mp4.json, clip.mp4",
  })
  void aFileBesideTheArchivesFindsTheSidecarThatHasNoMedia(String file, String sidecar, String title) {
    Export export = new Export().media("other.mp4").sidecars("other.mp4.json").sidecar(sidecar, title, 9).at(file, null);

    assertThat(export.sidecarOf(file)).isEqualTo(F + sidecar);
  }

  @Test
  void aFileBesideTheArchivesFindsASidecarWithACutName() {
    String title = "The whole wedding from the church to the last dance.mp4";
    Export export = new Export().sidecar(title.substring(0, 46) + ".json", title, 9).at(title.replace(".mp4", "-002.mp4"), null);

    assertThat(export.read().items().get(0).sidecar()).isPresent();
  }

  @Test
  void ofSidecarsThatSayDifferentThingsAFileBesideTheArchivesTakesNone() {
    Export export =
        new Export()
            .in("Photos from 2019").sidecar("GOPR0001.MP4.json", "GOPR0001.MP4", 1_550_000_000)
            .in("Photos from 2020").sidecar("GOPR0001.MP4.json", "GOPR0001.MP4", 1_590_000_000)
            .at("GOPR0001-002.MP4", null);

    assertThat(export.sidecarOf("GOPR0001-002.MP4")).isNull();
    assertThat(export.item("GOPR0001-002.MP4").ambiguousBetween()).hasSize(2);
  }

  @Test
  void aSidecarWithACutNameIsFoundInAnAlbumToo() {
    String stem = "Backyard_ceremony_wedding_photography_xxxxxxx_m";
    Export export =
        new Export()
            .media(stem + ".jpg")
            .in("Wedding").sidecar(stem.substring(0, 46) + ".json", stem + "agnolia-1.jpg", 1_600_000_000).json("m.json", "{\"title\": \"Wedding\"}");

    assertThat(export.sidecarOf(F + stem + ".jpg")).isEqualTo("Wedding/" + stem.substring(0, 46) + ".json");
    assertThat(export.albumsOf(F + stem + ".jpg")).containsExactly("Wedding");
  }

  @ParameterizedTest
  @CsvSource({
    "PXL_1.TS.jpg, PXL_1.TS",
    "PXL_1.NIGHT.jpg, PXL_1.NIGHT.mp4",
    "PXL_1.PORTRAIT.jpg, PXL_1.PORTRAIT",
    "PXL_1.MV.jpg, PXL_1.MV",
    "MVIMG_1(1).jpg, MVIMG_1(1)",
    "PXL_1.MP~2(1).jpg, PXL_1(1).MP~2",
    "PXL_1.RAW-01.MP.COVER(2).jpg, PXL_1.RAW-01.MP(2).COVER",
    "20220101_120000.heic, 20220101_120000.mp4",
    "IMG_1.PNG, IMG_1.MOV",
    "IMG_4101(1).HEIC, IMG_4101(1)",
  })
  void theClipIsTheStillsNameWithoutItsLastExtension(String still, String clip) {
    Export export = new Export().media(still, clip).sidecars(MediaName.of(still).withoutIndex() + ".supplemental-metadata" + index(still) + ".json");

    assertThat(export.path(export.item(F + still).liveVideo())).isEqualTo(F + clip);
  }

  @Test
  void anExtensionlessSidecarIsThatOfTheStillAndItsMovingHalf() {
    Export export = new Export().media("IMG_1.HEIC", "IMG_1.MP4").sidecars("IMG_1.supplemental-metadata.json");

    assertThat(export.item(F + "IMG_1.HEIC").kind()).isEqualTo(ItemKind.LIVE);
    assertThat(export.sidecarOf(F + "IMG_1.MP4")).isEqualTo(F + "IMG_1.supplemental-metadata.json");
  }

  @ParameterizedTest
  @CsvSource({
    "IMG_1(1)-edited.jpg, IMG_1.jpg.supplemental-metadata(1).json",
    "IMG_1(1)-edited.jpg, IMG_1(1).jpg.supplemental-metadata.json",
    "IMG_1-edited.jpg, IMG_1.HEIC.json",
    "VID_1-edited.mp4, VID_1.MOV.json",
    "IMG_1-ANIMATION.gif, IMG_1.gif.json",
    "IMG_1-COLLAGE-edited.jpg, IMG_1.jpg.json",
    "IMG_1-edited(1).jpg, IMG_1.jpg.json",
  })
  void theSidecarOfAMissingOriginalServesItsCopy(String copy, String sidecar) {
    assertThat(new Export().media(copy).sidecars(sidecar).sidecarOf(F + copy)).isEqualTo(F + sidecar);
  }

  @Test
  void ofSeveralNumbersACopyWithoutItsOriginalTakesNone() {
    Export export = new Export().media("IMG_1-edited(3).jpg").sidecars("IMG_1.jpg.json", "IMG_1.jpg(1).json");

    assertThat(export.sidecarOf(F + "IMG_1-edited(3).jpg")).isNull();
  }
}
