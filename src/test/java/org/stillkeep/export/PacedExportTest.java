package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.library.ByteLimit;

class PacedExportTest {

  private static final int VIDEO_BYTES = 200_000;

  @TempDir private Path folder;

  private Household withVideo() throws IOException {
    Household home = Household.withExportAt(folder.resolve("export"));
    home.video("film.mp4", new byte[VIDEO_BYTES], home.album("Sardinia"));
    return home;
  }

  @Test
  void aPassWritesNoFasterThanItMay() throws IOException {
    AtomicLong nanos = new AtomicLong();
    ByteLimit limit = new ByteLimit(1_000, nanos::get, nanos::addAndGet);
    try (Household home = withVideo()) {
      new Exporter(home.library, home.catalog, home.options, limit).run(false, ExportListener.NONE, Household.NEVER);
    }
    assertThat(folder.resolve("export/Sardinia/film.mp4")).hasSize(VIDEO_BYTES);
    assertThat(Duration.ofNanos(nanos.get()).plusMillis(250)).isGreaterThanOrEqualTo(Duration.ofSeconds(VIDEO_BYTES / 1_000));
  }

  @Test
  void aStopIsHeardWhileTheLimitIsWaitedFor() throws IOException {
    AtomicBoolean waits = new AtomicBoolean();
    ByteLimit limit =
        new ByteLimit(
            1,
            System::nanoTime,
            nanos -> {
              waits.set(true);
              LockSupport.parkNanos(nanos);
            });
    long began = System.nanoTime();
    try (Household home = withVideo()) {
      Exporter exporter = new Exporter(home.library, home.catalog, home.options, limit);
      assertThatThrownBy(() -> exporter.run(false, ExportListener.NONE, waits::get)).isInstanceOf(CancellationException.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as("the video would take two days").isLessThan(Duration.ofSeconds(10));
    assertThat(folder.resolve("export/Sardinia/film.mp4")).doesNotExist();
  }
}
