package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.library.ByteLimit;

class PacedImportTest {

  private static final int PHOTOS = 10;

  @TempDir private Path inbox;

  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
    fixture.options =
        new ImportOptions(
            AfterImport.KEEP, Optional.empty(), false, false, Trust.DIRECTORY, ImportFixture.ZONE, 1, ImportFixture.CLOCK);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ArchiveSet photos() throws IOException {
    TakeoutBuilder takeout = takeout();
    for (int i = 0; i < PHOTOS; i++) {
      takeout.photo("IMG_" + i + ".jpg");
    }
    return ImportFixture.set(takeout.writeTo(inbox).values());
  }

  @Test
  void anImportReadsNoFasterThanItMay() throws IOException {
    AtomicLong nanos = new AtomicLong();
    ByteLimit limit = new ByteLimit(1_000, nanos::get, nanos::addAndGet);
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options, limit);
    ImportPlan plan = importer.plan(photos(), () -> false);

    assertThat(importer.run(plan, ImportListener.NONE, () -> false).imported()).isEqualTo(PHOTOS);

    assertThat(Duration.ofNanos(nanos.get()).plusMillis(250)).isGreaterThanOrEqualTo(Duration.ofMillis(plan.bytesToRead()));
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
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options, limit);
    ImportPlan plan = importer.plan(photos(), () -> false);
    long began = System.nanoTime();

    assertThatThrownBy(() -> importer.run(plan, ImportListener.NONE, waits::get)).isInstanceOf(CancellationException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).as("one photo alone would take a minute").isLessThan(Duration.ofSeconds(10));
  }
}
