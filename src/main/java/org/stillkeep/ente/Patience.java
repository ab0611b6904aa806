package org.stillkeep.ente;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long is waited before something that failed is tried again.
 *
 * @param betweenTries after the first try, the second, and so on; then it has failed for good
 * @param afterTooMany once, when the server says that it is asked too often; its limits are for a minute. Zero: not at all
 * @param betweenPolls between two questions whether somebody is done in a browser, of which ten a minute are allowed
 */
public record Patience(List<Duration> betweenTries, Duration afterTooMany, Duration betweenPolls) {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  /** How often to ask whether to stop. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What Ente's own programs take. */
  public static final Patience USUAL =
      new Patience(
          List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)),
          Duration.ofSeconds(65),
          Duration.ofSeconds(7));

  /** Something that may be done twice. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  public Patience {
    betweenTries = List.copyOf(betweenTries);
  }

  /** The same for somebody who sits there, and had better be told to wait. */
  Patience withoutWaitForLimits() {
    return new Patience(betweenTries, Duration.ZERO, betweenPolls);
  }

  /**
   * Tries until it works, waiting in between.
   *
   * @throws IOException that of the last try, or the first one that no repetition helps against
   * @throws CancellationException when asked to stop
   */
  <T> T repeat(Attempt<T> attempt, BooleanSupplier stopRequested) throws IOException {
    Queue<Duration> waits = new ArrayDeque<>(betweenTries);
    Queue<Duration> waitsForTooMany = new ArrayDeque<>(afterTooMany.isZero() ? List.of() : List.of(afterTooMany));
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        Duration wait = waitAfter(e, waits, waitsForTooMany).orElseThrow(() -> e);
        log.debug("once more after {}: {}", wait, e.getMessage());
        pause(wait, stopRequested);
      }
    }
  }

  private static Optional<Duration> waitAfter(IOException e, Queue<Duration> waits, Queue<Duration> waitsForTooMany) {
    return switch (Prospect.after(e)) {
      case HOPELESS -> Optional.empty();
      case MAY_PASS -> Optional.ofNullable(waits.poll());
      case TOO_MANY -> Optional.ofNullable(waitsForTooMany.poll());
    };
  }

  /** Waits, and asks meanwhile whether to stop. */
  static void pause(Duration duration, BooleanSupplier stopRequested) {
    long end = System.nanoTime() + duration.toNanos();
    requireGoingOn(stopRequested);
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE_NANOS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
      requireGoingOn(stopRequested);
    }
  }

  static void requireGoingOn(BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException();
    }
  }
}
