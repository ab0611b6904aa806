package org.stillkeep.agent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When to try again what failed: soon at first, then more and more rarely. Safe for all threads. */
final class BackOff {

  private static final long[] WAITS_SECONDS = {1, 2, 5, 10, 20, 60, 120, 300};

  private final long mostNanos;
  private final LongSupplier nanoTime;
  private int failures;
  private long firstFailureNanos;
  private long againNanos;

  /** @param most longest wait between two tries */
  BackOff(Duration most, LongSupplier nanoTime) {
    this.mostNanos = most.toNanos();
    this.nanoTime = nanoTime;
  }

  /** It failed, once more. */
  synchronized void failed() {
    long now = nanoTime.getAsLong();
    if (failures == 0) {
      firstFailureNanos = now;
    }
    long waitSeconds = WAITS_SECONDS[Math.min(failures, WAITS_SECONDS.length - 1)];
    againNanos = now + Math.min(mostNanos, TimeUnit.SECONDS.toNanos(waitSeconds));
    failures++;
  }

  /** It works, or may well do so again. */
  synchronized void succeeded() {
    failures = 0;
  }

  /** Whether it failed when it was last tried. */
  synchronized boolean isFailing() {
    return failures > 0;
  }

  /** Whether it has been failing for this long, without a success in between. */
  synchronized boolean isFailingFor(Duration time) {
    return failures > 0 && nanoTime.getAsLong() - firstFailureNanos >= time.toNanos();
  }

  /** Whether it may be tried now. */
  synchronized boolean isOver() {
    return failures == 0 || againNanos - nanoTime.getAsLong() <= 0;
  }

  /** When to look again, since it may be tried then; for ever when it may be already. */
  synchronized long millisLeft() {
    return isOver() ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(againNanos - nanoTime.getAsLong()) + 1;
  }
}
