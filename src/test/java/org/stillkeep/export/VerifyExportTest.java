package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.export.ExportFinding.Kind;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.Half;

/** What is in an export folder and what should be: told apart, and restored without touching what is somebody else's. */
@Covers({"F26", "F27", "P2"})
class VerifyExportTest {

  @TempDir Path root;
  private Household home;
  private Asset first;
  private Asset live;

  @BeforeEach
  void export() throws IOException {
    home = Household.withExportAt(root);
    Album album = home.album("Sardinia");
    first = home.photo("IMG_1.jpg", "one", album);
    home.photo("IMG_2.jpg", "two", album);
    live = home.livePhoto("IMG_3.HEIC", "IMG_3.MOV", "standing", "moving", album);
    home.export();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatWasLeftInOrderIsInOrder() throws IOException {
    ExportReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.inOrder()).as("four photos and videos, their JSON, the album's").isEqualTo(9);
  }

  @Test
  void missingChangedDamagedAndForeignFilesAreToldApart() throws IOException {
    Files.delete(file("IMG_3.MOV"));
    damage("IMG_1.jpg");
    Files.writeString(file("IMG_2.jpg"), "retouched");
    Files.writeString(file("my notes.txt"), "mine");
    Files.createDirectories(root.resolve("Mine/more"));
    Files.writeString(root.resolve("Mine/more/a.txt"), "mine");
    Files.writeString(root.resolve("Thumbs.db"), "nobody's");
    assertThat(verify().findings())
        .extracting(finding -> finding.kind() + " " + finding.path() + " " + finding.files())
        .containsExactly(
            "DAMAGED Sardinia/IMG_1.jpg 1",
            "MISSING Sardinia/IMG_3.MOV 1",
            "CHANGED Sardinia/IMG_2.jpg 1",
            "FOREIGN Mine/more 1",
            "FOREIGN Sardinia 1");
  }

  @Test
  void withoutReadingSizeAndTimeTellAndNothingIsReadThatHasThem() throws IOException {
    damage("IMG_1.jpg");
    Files.delete(file("IMG_3.MOV"));
    Files.setLastModifiedTime(file("IMG_3.HEIC"), FileTime.fromMillis(0));
    Files.writeString(file("IMG_2.jpg"), "retouched");
    Files.writeString(file("my notes.txt"), "mine");
    ExportReport report = home.exporter().verify(false, ExportCheckListener.NONE, Household.NEVER);
    assertThat(report.findings())
        .extracting(finding -> finding.kind() + " " + finding.path())
        .containsExactly("MISSING Sardinia/IMG_3.MOV", "CHANGED Sardinia/IMG_2.jpg", "FOREIGN Sardinia");
    assertThat(report.bytesRead()).as("of the two that differ").isEqualTo("standing".length() + "retouched".length());
    assertThat(report.inOrder()).isEqualTo(7);
  }

  @Test
  void aFileThatWasOnlyTouchedIsInOrder() throws IOException {
    Files.setLastModifiedTime(file("IMG_1.jpg"), FileTime.fromMillis(0));
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void aRepairRestoresWhatIsMissingAndDamagedAndLeavesTheRestAlone() throws IOException {
    Files.delete(file("IMG_3.MOV"));
    Files.delete(file("metadata/IMG_2.jpg.json"));
    damage("IMG_1.jpg");
    Files.writeString(file("IMG_2.jpg"), "retouched");
    Files.writeString(file("my notes.txt"), "mine");
    home.exporter().repair(true, ExportCheckListener.NONE, Household.NEVER);
    assertThat(file("IMG_1.jpg")).as("the damaged file is kept").doesNotExist();
    assertThat(root.resolve("Trash/Sardinia/IMG_1.jpg")).hasContent("oNe");

    home.export();

    assertThat(file("IMG_1.jpg")).hasContent("one");
    assertThat(file("IMG_3.MOV")).hasContent("moving");
    assertThat(file("metadata/IMG_2.jpg.json")).exists();
    assertThat(file("IMG_2.jpg")).hasContent("retouched");
    assertThat(file("my notes.txt")).hasContent("mine");
    assertThat(verify().findings()).extracting(ExportFinding::kind).containsExactly(Kind.CHANGED, Kind.FOREIGN);
    assertThat(home.export().changedAnything()).isFalse();
  }

  @Test
  void damagedTwiceIsKeptTwice() throws IOException {
    for (int i = 0; i < 2; i++) {
      damage("IMG_1.jpg");
      home.exporter().repair(true, ExportCheckListener.NONE, Household.NEVER);
      home.export();
    }
    try (var kept = Files.list(root.resolve("Trash/Sardinia"))) {
      assertThat(kept).hasSize(2);
    }
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void whatItsOwnerWorkedOnSinceItWasComparedStaysWhereItIs() throws IOException {
    damage("IMG_1.jpg");
    ExportCheckListener workingOnIt =
        (files, ofFiles, bytes, ofBytes) -> {
          if (files == ofFiles) {
            overwrite("IMG_1.jpg", "retouched");
          }
        };
    home.exporter().repair(true, workingOnIt, Household.NEVER);
    assertThat(file("IMG_1.jpg")).hasContent("retouched");
    assertThat(root.resolve("Trash")).doesNotExist();
  }

  private void overwrite(String name, String content) {
    try {
      Files.writeString(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRepairOfAFolderInOrderDoesNothing() throws IOException {
    home.exporter().repair(true, ExportCheckListener.NONE, Household.NEVER);
    assertThat(home.export()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void theLibraryMayFindItsOwnContentHere() throws IOException {
    assertThat(home.exporter().copyOf(first, Half.STILL_OR_WHOLE)).contains(file("IMG_1.jpg"));
    assertThat(home.exporter().copyOf(live, Half.LIVE_VIDEO)).contains(file("IMG_3.MOV"));
    Files.writeString(file("IMG_1.jpg"), "retouched");
    assertThat(home.exporter().copyOf(first, Half.STILL_OR_WHOLE)).isEmpty();
  }

  @Test
  void verifyingStopsOnRequest() {
    assertThatThrownBy(() -> home.exporter().verify(true, ExportCheckListener.NONE, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  private ExportReport verify() throws IOException {
    return home.exporter().verify(true, ExportCheckListener.NONE, Household.NEVER);
  }

  /** As a disk does it: neither size nor time tell. */
  private void damage(String name) throws IOException {
    FileTime time = Files.getLastModifiedTime(file(name));
    Files.writeString(file(name), "oNe");
    Files.setLastModifiedTime(file(name), time);
  }

  private Path file(String name) {
    return root.resolve("Sardinia").resolve(name);
  }
}
