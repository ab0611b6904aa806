package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;

/** JSON, XMP, both or none, and going from one to the other. */
class SidecarFormsTest {

  @TempDir Path temp;
  private Household home;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void xmpLiesBesideThePhotoUnderItsWholeName() throws IOException {
    sidecars(SidecarForm.XMP);
    home.photo(Household.described(Household.details("beach.jpg"), "the last day"), "beach", home.favorites());
    ExportSummary summary = home.export();
    assertThat(home.files()).containsOnlyKeys("Favorites/beach.jpg", "Favorites/beach.jpg.xmp");
    assertThat(summary.sidecars()).isEqualTo(1);
    assertThat(home.read("Favorites/beach.jpg.xmp"))
        .contains("exif:DateTimeOriginal=\"2019-07-13T06:40:00+00:00\"")
        .contains("the last day")
        .contains("xmp:Rating=\"5\"")
        .doesNotContain("PreservedFileName");
  }

  @Test
  void bothHalvesOfALivePhotoHaveTheirOwn() throws IOException {
    sidecars(SidecarForm.XMP, SidecarForm.JSON);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving");
    home.export();
    assertThat(home.files())
        .containsOnlyKeys(
            "Photos from 2019/IMG_1.HEIC",
            "Photos from 2019/IMG_1.HEIC.xmp",
            "Photos from 2019/IMG_1.MOV",
            "Photos from 2019/IMG_1.MOV.xmp",
            "Photos from 2019/metadata/IMG_1.HEIC.json",
            "Photos from 2019/metadata/IMG_1.MOV.json");
  }

  @Test
  void aTitleThatTheFileNameCannotShowIsKept() throws IOException {
    sidecars(SidecarForm.XMP);
    home.photo("at 10:30.jpg", "clock");
    home.export();
    assertThat(home.read("Photos from 2019/at 10_30.jpg.xmp")).contains("xmpMM:PreservedFileName=\"at 10:30.jpg\"");
  }

  @Test
  void turnedOnLaterItComesToWhatIsThereAlreadyAndPhotosAreNotWrittenAgain() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    sidecars(SidecarForm.JSON, SidecarForm.XMP);
    ExportSummary summary = home.export();
    assertThat(summary.written()).isZero();
    assertThat(summary.sidecars()).isEqualTo(1);
    assertThat(home.files()).containsKeys("Sardinia/beach.jpg.xmp", "Sardinia/metadata/beach.jpg.json");
    Map<String, String> before = home.snapshot();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.snapshot()).isEqualTo(before);
  }

  @Test
  void turnedOffLaterOnlyWhatWeWroteIsRemoved() throws IOException {
    sidecars(SidecarForm.JSON, SidecarForm.XMP);
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.photo("edited.jpg", "edited", home.album("Sardinia"));
    home.export();
    Files.writeString(home.at("Sardinia/edited.jpg.xmp"), "developed by hand");
    Files.writeString(home.at("Sardinia/mine.xmp"), "mine");
    sidecars();
    ExportSummary summary = home.export();
    assertThat(home.files())
        .containsOnlyKeys("Sardinia/beach.jpg", "Sardinia/edited.jpg", "Sardinia/edited.jpg.xmp", "Sardinia/mine.xmp");
    assertThat(home.read("Sardinia/edited.jpg.xmp")).isEqualTo("developed by hand");
    assertThat(home.at("Sardinia/metadata")).doesNotExist();
    assertThat(summary.withdrawn()).isEqualTo(4);
    assertThat(summary.changedAnything()).isTrue();
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void whatAnEditorWroteThereBeforeUsIsItsOwn() throws IOException {
    home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    Files.writeString(home.at("Sardinia/beach.jpg.xmp"), "developed by hand");
    sidecars(SidecarForm.JSON, SidecarForm.XMP);
    assertThat(home.export().kept()).containsExactly("Sardinia/beach.jpg.xmp");
    assertThat(home.read("Sardinia/beach.jpg.xmp")).isEqualTo("developed by hand");
    assertThat(home.exportFully().sidecars()).isZero();
  }

  @Test
  void aMetadataChangeRewritesTheXmp() throws IOException {
    sidecars(SidecarForm.XMP);
    Asset beach = home.photo("beach.jpg", "beach", home.album("Sardinia"));
    home.export();
    home.library.improve(beach.id(), Household.described(beach.details(), "the last day"));
    assertThat(home.export().sidecars()).isEqualTo(1);
    assertThat(home.read("Sardinia/beach.jpg.xmp")).contains("the last day");
  }

  @Test
  void aMovedPhotoTakesItsXmpAlong() throws IOException {
    sidecars(SidecarForm.XMP);
    Asset lamp = home.photo("lamp.jpg", "lamp");
    home.export();
    home.library.improve(lamp.id(), Household.taken("lamp.jpg", Instant.parse("2016-02-03T04:05:06Z")));
    home.export();
    assertThat(home.files()).containsOnlyKeys("Photos from 2016/lamp.jpg", "Photos from 2016/lamp.jpg.xmp");
  }

  @Test
  void theTrashHoldsAPhotoWithItsXmp() throws IOException {
    sidecars(SidecarForm.XMP);
    Asset lamp = home.photo("lamp.jpg", "lamp");
    home.photo("other.jpg", "other");
    home.export();
    home.library.trash(List.of(lamp.id()));
    home.export();
    assertThat(home.files())
        .containsKeys("Trash/Photos from 2019/lamp.jpg", "Trash/Photos from 2019/lamp.jpg.xmp")
        .doesNotContainKeys("Photos from 2019/lamp.jpg.xmp");
  }

  private void sidecars(SidecarForm... forms) {
    home.options = Options.of(home.options).sidecars(forms).build();
    assertThat(home.options.sidecars()).isEqualTo(Set.of(forms));
  }
}
