package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that collide on one side only, so that the numbers of media and sidecars do not agree. */
class CollisionsTest {

  private static final String F = "Photos from 2023/";
  private static final String CUT = "A title that begins with the same forty-six un";

  @Test
  void titlesThatShareACutNameAreToldApartByWhatFollows() {
    Export export =
        new Export()
            .media(CUT + "1.jpg", CUT + "2.jpg", CUT + "2(1).jpg", CUT + ".jpeg")
            .sidecar(CUT + ".json", CUT + "2 first.jpg", 1)
            .sidecar(CUT + "(1).json", CUT + "1.jpg", 2)
            .sidecar(CUT + "(2).json", CUT + "2 second.jpg", 3)
            .sidecar(CUT + "(3).json", CUT + ".jpeg", 4);

    assertThat(export.sidecarOf(F + CUT + "2.jpg")).isEqualTo(F + CUT + ".json");
    assertThat(export.sidecarOf(F + CUT + "1.jpg")).isEqualTo(F + CUT + "(1).json");
    assertThat(export.sidecarOf(F + CUT + "2(1).jpg")).isEqualTo(F + CUT + "(2).json");
    assertThat(export.sidecarOf(F + CUT + ".jpeg")).isEqualTo(F + CUT + "(3).json");
  }

  @Test
  void aCutExtensionIsToldApartByTheTitle() {
    String stem = CUT.substring(0, 45);
    Export export =
        new Export()
            .media(stem + ".png", stem + ".jpg")
            .sidecar(stem + "..json", stem + ".jpg", 1)
            .sidecar(stem + ".(1).json", stem + ".png", 2);

    assertThat(export.sidecarOf(F + stem + ".jpg")).isEqualTo(F + stem + "..json");
    assertThat(export.sidecarOf(F + stem + ".png")).isEqualTo(F + stem + ".(1).json");
  }

  @Test
  void aTitleThatGivesAnotherNameIsNotTheMediasThoughTheirBeginningsAgree() {
    Export export = new Export().media(CUT + "1.jpg").sidecar(CUT + ".json", CUT + "2.jpg", 1);

    assertThat(export.sidecarOf(F + CUT + "1.jpg")).isNull();
    assertThat(export.roleOf(F + CUT + ".json")).isEqualTo("unused");
  }

  @Test
  void ofTitlesThatShareACutNameAnEditedCopyKnowsItsOriginal() {
    Export export =
        new Export()
            .media(CUT + "1.jpg", CUT + "1(1).jpg", CUT + "2.jpg")
            .sidecar(CUT + ".json", CUT + "1.jpg", 1)
            .sidecar(CUT + "(1).json", CUT + "2.jpg", 2);

    assertThat(export.path(export.item(F + CUT + "1(1).jpg").editedOf())).isEqualTo(F + CUT + "1.jpg");
    assertThat(export.sidecarOf(F + CUT + "2.jpg")).isEqualTo(F + CUT + "(1).json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pâques à Évian, été 2019, une très belle journée au lac avec Zoé.jpg", "바닷가에서 찍은 우리 가족의 여름 사진들.HEIC",
        "Çeşme_de güneşli bir gün, ağaçların altında öğle yemeği.jpeg"
      })
  void accentsThatWereCountedApartAreCutEarlier(String text) {
    String title = Normalizer.normalize(text, Normalizer.Form.NFD);
    int dot = title.lastIndexOf('.');
    String media = title.substring(0, Math.min(dot, 51 - (title.length() - dot))) + title.substring(dot);
    String sidecar = title.substring(0, 46) + ".json";
    Export export = new Export().media(Normalizer.normalize(media, Normalizer.Form.NFC)).sidecar(sidecar, title, 1);

    assertThat(export.read().items().get(0).sidecar()).isPresent();
    assertThat(new Export().media(media).sidecar(sidecar, title, 1).read().items().get(0).sidecar()).isPresent();
  }

  @Test
  void aVideoThatSharesItsNameWithAMovingHalfKeepsItsSidecar() {
    Export export =
        new Export()
            .media("IMG.HEIC").says(null, null, "A")
            .media("IMG.MOV").says(null, 2, "A")
            .media("IMG(1).MOV").says(null, 60, null)
            .sidecar("IMG.HEIC.json", "IMG.HEIC", 1_680_000_000)
            .sidecar("IMG.MOV.json", "IMG.MOV", 1_690_000_000);

    assertThat(export.sidecarOf(F + "IMG(1).MOV")).isEqualTo(F + "IMG.MOV.json");
    assertThat(export.path(export.item(F + "IMG.HEIC").liveVideo())).isEqualTo(F + "IMG.MOV");
  }

  @Test
  void theClockTellsAVideoFromAMovingHalfOfItsName() {
    Export export =
        new Export()
            .media("IMG.HEIC")
            .media("IMG.MOV").says("2023-03-28T10:40:00", 2, null)
            .media("IMG(1).MOV").says("2023-07-22T04:26:40", 60, null)
            .sidecar("IMG.HEIC.json", "IMG.HEIC", 1_680_000_000)
            .sidecar("IMG.MOV.json", "IMG.MOV", 1_690_000_000);

    assertThat(export.sidecarOf(F + "IMG(1).MOV")).isEqualTo(F + "IMG.MOV.json");
    assertThat(export.path(export.item(F + "IMG.HEIC").liveVideo())).isEqualTo(F + "IMG.MOV");
  }

  @Test
  void aVideoOfWhichNothingSaysToWhichStillItBelongsIsNobodys() {
    Export export =
        new Export()
            .media("IMG.HEIC", "IMG(1).HEIC", "IMG.MOV")
            .sidecar("IMG.HEIC.json", "IMG.HEIC", 1_680_000_000)
            .sidecar("IMG.HEIC(1).json", "IMG.HEIC", 1_690_000_000);

    assertThat(export.sidecarOf(F + "IMG.MOV")).isNull();
    assertThat(export.item(F + "IMG.MOV").ambiguousBetween()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"IMG.MOV, IMG(1).MOV", "IMG(1).MOV, IMG(1).MOV"})
  void numbersAreTrustedWhereTheVideosAreAsManyAsTheStills(String first, String second) {
    Export export = new Export().media("IMG.HEIC", "IMG(1).HEIC", second);
    if (!first.equals(second)) {
      export.media(first);
    }

    assertThat(export.path(export.item(F + "IMG(1).HEIC").liveVideo())).isEqualTo(F + "IMG(1).MOV");
  }

  @Test
  void ofTwoStillsOfANameTheIdentifierFindsTheOneThatMoves() {
    Export export =
        new Export()
            .media("IMG.HEIC").says(null, null, "A")
            .media("IMG.JPG").says(null, null, "B")
            .media("IMG.MOV").says(null, 2, "B");

    assertThat(export.path(export.item(F + "IMG.JPG").liveVideo())).isEqualTo(F + "IMG.MOV");
  }

  @Test
  void theEditedCopyOfAVideoIsNoMovingHalfOfAnEditedPhoto() {
    Export export =
        new Export()
            .media("IMG.jpg", "IMG.mp4", "IMG-edited.jpg", "IMG-edited.mp4")
            .sidecar("IMG.jpg.json", "IMG.jpg", 1_680_000_000)
            .sidecar("IMG.mp4.json", "IMG.mp4", 1_690_000_000);

    assertThat(export.sidecarOf(F + "IMG-edited.mp4")).isEqualTo(F + "IMG.mp4.json");
  }
}
