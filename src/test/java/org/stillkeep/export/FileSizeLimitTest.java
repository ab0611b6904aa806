package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/**
 * Files that are larger than the file system can hold, as FAT32 holds none of 4 GiB. Linux gives the same error beyond the limit that a
 * process has for its files, so this process takes a low one for a while.
 */
@Covers("F29b")
class FileSizeLimitTest {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final int LIMIT_BYTES = 4 << 20;

  @TempDir private Path temp;

  private Household home;

  @BeforeEach
  void limit() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit of util-linux");
    home = Household.withExportAt(temp.resolve("export"));
    home.video("large.mp4", new byte[LIMIT_BYTES + 1]);
    home.photo("small.jpg", "small");
    limitTo(Integer.toString(LIMIT_BYTES));
  }

  @AfterEach
  void lift() throws Exception {
    if (home != null) {
      limitTo("unlimited");
      home.close();
    }
  }

  @Test
  void oneIsReportedAndAllOthersAreWritten() throws IOException {
    ExportSummary summary = home.export();
    assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message()).contains("cannot hold files of"));
    assertThat(home.media()).containsExactly("Photos from 2019/small.jpg");
    assertThat(home.snapshot().keySet()).noneMatch(name -> name.contains(".stillkeep-tmp"));
  }

  @Test
  void itIsNotWrittenTimeAndAgain() throws IOException {
    Exporter exporter = home.exporter();
    assertThat(bytesOf(exporter, false)).isBetween(1L, 2L * LIMIT_BYTES);
    home.photo("another.jpg", "another");
    assertThat(bytesOf(exporter, false)).isLessThan(1_000);
    assertThat(home.media()).containsExactly("Photos from 2019/another.jpg", "Photos from 2019/small.jpg");
    assertThat(exporter.run(false, ExportListener.NONE, Household.NEVER).failures()).hasSize(1);
  }

  @Test
  void aLookAtEverythingTriesItAgain() throws Exception {
    Exporter exporter = home.exporter();
    exporter.run(false, ExportListener.NONE, Household.NEVER);
    limitTo("unlimited");
    assertThat(exporter.run(true, ExportListener.NONE, Household.NEVER).isClean()).isTrue();
    assertThat(home.media()).containsExactly("Photos from 2019/large.mp4", "Photos from 2019/small.jpg");
  }

  /** How many bytes of content a pass read in order to write them. */
  private static long bytesOf(Exporter exporter, boolean full) throws IOException {
    AtomicLong most = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    exporter.run(
        full,
        new ExportListener() {
          @Override
          public void progressed(long filesDone, long bytesDone) {
            sum.addAndGet(Math.max(0, bytesDone - most.getAndSet(bytesDone)));
          }
        },
        Household.NEVER);
    return sum.get();
  }

  private static void limitTo(String bytes) throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(ProcessHandle.current().pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(prlimit.exitValue()).isZero();
  }
}
