package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/**
 * What runs in little memory. By default 2,000 small photos and a video of 512 MB; {@code -Dstillkeep.slow=true} makes it 4 GB
 * where the disk has room. How many entries fit is {@link ScaleTest}'s.
 */
class MemoryTest {

  private static final boolean SLOW = Boolean.getBoolean("stillkeep.slow");
  private static final int PHOTOS = 2_000;
  private static final long VIDEO_BYTES = Long.getLong("stillkeep.memory-video-mb", SLOW ? 1024 : 512) << 20;
  private static final long SMALL_PHOTO_BYTES = 50_000;
  private static final long PHOTO_BYTES = 1_500_000;

  private static final Duration AT_MOST = Duration.ofMinutes(20);

  @TempDir private Path home;

  @Test
  @Covers("F59")
  void aLargeArchiveIsImportedAndExportedWith96MegabytesOfHeap() throws Exception {
    long photoBytes = SLOW && hasRoomFor(PHOTO_BYTES) ? PHOTO_BYTES : SMALL_PHOTO_BYTES;
    assumeTrue(hasRoomFor(photoBytes), "needs 5 GB of disk");
    // Its key is kept, so that the commands that follow need no Argon2id, which takes 256 MB by design.
    Installation installation = Installation.withVault(home);
    Path archive = home.resolve("takeout-20240601T101010Z-001.zip");
    try (LargeTakeout takeout = new LargeTakeout(archive)) {
      takeout.video("film.mp4", VIDEO_BYTES);
      for (int i = 0; i < PHOTOS; i++) {
        takeout.photo("IMG_" + i + ".jpg", photoBytes);
      }
    }
    installation.jvmFlags("-Xmx96m -XX:TieredStopAtLevel=4");

    measure(installation, "import", archive.toString());
    Files.delete(archive);
    measure(installation, "export");

    assertThat(Installation.files(installation.export()).stream().filter(name -> name.matches(".*\\.(jpg|mp4)")))
        .hasSize(PHOTOS + 1);
    assertThat(installation.export().resolve("Photos from 2019/film.mp4")).hasSize(VIDEO_BYTES);
  }

  /** Archive, vault and export, and some air. */
  private boolean hasRoomFor(long photoBytes) throws IOException {
    return Files.getFileStore(home).getUsableSpace() > 4 * (VIDEO_BYTES + PHOTOS * photoBytes);
  }

  /** Runs a command to its good end and says what it took. */
  private static void measure(Installation installation, String... arguments) throws Exception {
    Files.deleteIfExists(installation.agentLog());
    long began = System.nanoTime();
    AtomicLong peakKib = new AtomicLong();
    Process process = installation.start(arguments);
    try {
      await()
          .atMost(AT_MOST)
          .until(
              () -> {
                peakKib.set(Math.max(peakKib.get(), RunningAgent.peakResidentKib(process)));
                return !process.isAlive();
              });
    } finally {
      process.destroyForcibly();
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    System.out.printf("%s: %.1f s, %d MiB resident at most%n", arguments[0], millis / 1000.0, peakKib.get() >> 10);
    assertThat(process.exitValue()).as("exit code; it said %s", installation.agentLog()).isZero();
  }
}
