package org.stillkeep.agent;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.library.Library;

/**
 * Gives memory back some seconds after work has ended, once. An import fills the heap with what is garbage by its end, and
 * nothing would collect it while the agent idles for weeks: with the serial collector and the launcher's flags, one full
 * collection of the few live megabytes takes some hundredths of a second and returns the rest to the system.
 *
 * <p>Any thread may say that there was work; all else is the worker's.
 */
final class Rest {

  private static final Logger log = LoggerFactory.getLogger(Rest.class);

  /** One set often follows another. */
  private static final long AFTER_NANOS = Duration.ofSeconds(5).toNanos();

  private final Library library;
  private final LongSupplier nanoTime;

  /** The start is work too. */
  private volatile boolean wanted = true;

  private volatile long workedAtNanos;

  Rest(Library library, LongSupplier nanoTime) {
    this.library = library;
    this.nanoTime = nanoTime;
    this.workedAtNanos = nanoTime.getAsLong();
  }

  /** There is, or just was, something to do. */
  void worked() {
    workedAtNanos = nanoTime.getAsLong();
    wanted = true;
  }

  /** How long to wait until it is time; the given wait when nothing is wanted. */
  long orSooner(long waitMillis) {
    if (!wanted) {
      return waitMillis;
    }
    long leftNanos = AFTER_NANOS - (nanoTime.getAsLong() - workedAtNanos);
    return Math.max(1, Math.min(waitMillis, Duration.ofNanos(leftNanos).toMillis() + 1));
  }

  /** Gives memory back if it is time to. */
  void ifDue() {
    if (!wanted || nanoTime.getAsLong() - workedAtNanos < AFTER_NANOS) {
      return;
    }
    wanted = false;
    try {
      library.rest();
    } catch (CatalogException e) {
      // Only memory is at stake; what is wrong with the catalog is told by who needs it.
      log.warn("the catalog could not rest", e);
    }
    System.gc();
  }
}
