package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.stillkeep.catalog.AssetState;

/** What a home costs, month by month: it may grow with what is in it, and with nothing else. */
final class YearFigures implements AutoCloseable {

  private static final double MOST_GROWTH = 1.5;

  /** What comes and goes by itself, such as threads that idle for some seconds. */
  private static final long FEW = 8;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /**
   * The figures of a month, at its end.
   *
   * @param openFiles handles of this process; 0 where the system does not tell
   * @param heapBytes in use after a collection
   * @param catalogBytesPerRow of an entry, an asset or a file in the export
   * @param booksBytesPerAsset what of a vault is no object; 0 without a vault
   * @param quietLogLines lines of a day on which nothing happens
   * @param stateFiles files of the state folder
   * @param objectsPer100Assets objects of a vault, for assets in the trash and out of it; 0 without a vault
   */
  record Month(
      YearMonth month,
      long openFiles,
      long threads,
      long heapBytes,
      long catalogBytesPerRow,
      long booksBytesPerAsset,
      long quietLogLines,
      long stateFiles,
      long objectsPer100Assets) {}

  private final List<Month> months = new ArrayList<>();
  private final AtomicLong lines = new AtomicLong();
  // Held, since the logging system would let go of it.
  private final Logger logger = Logger.getLogger("org.stillkeep");
  private final Handler counter =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.incrementAndGet();
          }
        }

        @Override
        public void flush() {
          // Nothing is kept back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  YearFigures() {
    logger.addHandler(counter);
  }

  /** Lets a quiet day go by in a home in which all is done, and measures. */
  void measure(YearMonth month, Home home, Household family, Path vault) throws IOException {
    long books = booksBytes(vault);
    long before = lines.get();
    home.day();
    long quiet = lines.get() - before;
    assertThat(booksBytes(vault)).as("what a quiet day writes into the vault").isEqualTo(books);
    long assets = home.catalog.assets().count(AssetState.ACTIVE);
    long rows = assets + family.exported().size() + family.received.stream().mapToLong(Parcel::entries).sum();
    System.gc();
    months.add(
        new Month(
            month,
            openFiles(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
            Files.size(home.catalogFile()) / rows,
            books / assets,
            quiet,
            files(home.state),
            100 * files(vault.resolve("objects")) / (assets + home.catalog.assets().count(AssetState.TRASHED))));
  }

  /** Fails unless the last month costs what the second did: the first has the start in it. */
  void assertFlat() {
    Month second = months.get(1);
    Month last = months.get(months.size() - 1);
    assertNearlyAsMany("open files", second.openFiles(), last.openFiles());
    assertNearlyAsMany("threads", second.threads(), last.threads());
    assertNearlyAsMany("files of the state folder", second.stateFiles(), last.stateFiles());
    assertNearlyAsMany("objects per 100 assets", second.objectsPer100Assets(), last.objectsPer100Assets());
    assertFlat("heap", second.heapBytes(), last.heapBytes());
    assertFlat("bytes of the catalog per row", second.catalogBytesPerRow(), last.catalogBytesPerRow());
    assertFlat("bytes of the vault's books per asset", second.booksBytesPerAsset(), last.booksBytesPerAsset());
    assertFlat("log lines of a quiet day", second.quietLogLines(), last.quietLogLines());
  }

  /** What is lost is lost one by one, month after month: a share of what there was at the start would hide it. */
  private void assertNearlyAsMany(String what, long second, long last) {
    assertThat(last).as("%s in the last month, after %d in the second: %s", what, second, months).isLessThanOrEqualTo(second + FEW);
  }

  private void assertFlat(String what, long second, long last) {
    assertThat((double) last)
        .as("%s in the last month, after %d in the second: %s", what, second, months)
        .isLessThanOrEqualTo(second * MOST_GROWTH);
  }

  List<Month> months() {
    return months;
  }

  private static long openFiles() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.count();
    }
  }

  private static long files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long booksBytes(Path vault) throws IOException {
    long bytes = 0;
    Path changes = vault.resolve("changes");
    if (Files.isDirectory(changes)) {
      try (Stream<Path> files = Files.list(changes)) {
        for (Path file : files.toList()) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    logger.removeHandler(counter);
  }
}
