package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.faults.Covers;

/** Somebody removes a folder of the export, as one can on a server, while it is being written. */
@Covers("F14")
class RemovedFolderTest {

  private static final int PHOTOS = 300;

  @TempDir private Path temp;

  private Household home;
  private Album album;

  @BeforeEach
  void fill() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    album = home.album("Sardinia");
    for (int i = 0; i < PHOTOS; i++) {
      home.photo("beach" + i + ".jpg", "beach " + i, album);
    }
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatWasInItAlreadyIsWrittenAgain() throws IOException {
    ExportSummary summary = home.exporter().run(false, removing("Sardinia"), Household.NEVER);
    assertThat(summary.failures()).isEmpty();
    assertThat(home.media()).hasSize(PHOTOS);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void soAreSidecars() throws IOException {
    home.exporter().run(false, removing("Sardinia/metadata"), Household.NEVER);
    assertThat(home.files().keySet()).filteredOn(name -> name.endsWith(".jpg.json")).hasSize(PHOTOS);
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void aFolderThatIsNewIsNoneThatWasRemoved() throws IOException {
    assertThat(home.export().written()).isEqualTo(PHOTOS);
    home.rename(album, "Rome");
    assertThat(home.export().written()).isZero();
  }

  /** Removes a folder once some of the photos are there, and others on their way. */
  private ExportListener removing(String folder) {
    return new ExportListener() {
      private boolean removed;

      @Override
      public void progressed(long filesDone, long bytesDone) {
        if (filesDone == PHOTOS / 10 && !removed) {
          removed = true;
          remove(home.at(folder));
        }
      }
    };
  }

  private void remove(Path folder) {
    try {
      Files.move(folder, temp.resolve("removed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
