package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.Covers;

/** The marker is gone when a plan is made, though the folder is the same: nothing is taken from it. */
@Covers("P9")
class BeforeDeletingTest {

  @Test
  void nothingGoesToTheTrash() throws IOException {
    try (ExportStage stage = new ExportStage(Work.TRASHED)) {
      nothingIsTaken(stage);
    }
  }

  @Test
  void noSidecarIsWithdrawn() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      stage.export();
      stage.home.options = Options.of(stage.home.options).sidecars().build();
      nothingIsTaken(stage);
    }
  }

  private static void nothingIsTaken(ExportStage stage) throws IOException {
    Map<String, String> before = stage.home.files();
    Marker marker = Marker.read(stage.home.root()).orElseThrow();
    ExportListener removing =
        new ExportListener() {
          @Override
          public void planned(long assets, long bytes) {
            try {
              Files.delete(stage.home.at(Marker.FILE_NAME));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    assertThatExceptionOfType(ExportException.class)
        .isThrownBy(() -> stage.exporter().run(false, removing, Household.NEVER))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(ExportException.Reason.NOT_CONNECTED));
    assertThat(stage.home.files()).isEqualTo(before);
    marker.write(stage.home.root());
    assertThat(stage.export().isClean()).isTrue();
    assertThat(stage.home.files()).isNotEqualTo(before);
  }
}
