package org.stillkeep.notices;

import java.time.Duration;
import java.time.Instant;

/**
 * The moments after a start, and after waking from sleep, in which nothing is told: networks and disks are still coming
 * back, and what is wrong then is mostly not wrong a minute later. Sleep shows as time that the clock on the wall has counted
 * and the processor's has not; where the latter goes on in sleep, as on Windows, it is not seen.
 */
final class QuietTime {

  static final Duration LENGTH = Duration.ofSeconds(60);

  /** Less is a clock that was put right. */
  private static final Duration SLEEP = Duration.ofSeconds(20);

  private Instant lastNow;
  private long lastNanos;
  private Instant until;

  QuietTime(Instant now, long nanos) {
    this.lastNow = now;
    this.lastNanos = nanos;
    this.until = now.plus(LENGTH);
  }

  /** Whether to be quiet now. */
  boolean at(Instant now, long nanos) {
    Duration unseen = Duration.between(lastNow, now).minusNanos(nanos - lastNanos);
    // A clock that was put back must not make it quiet for as long again.
    if (unseen.compareTo(SLEEP) > 0 || until.isAfter(now.plus(LENGTH))) {
      until = now.plus(LENGTH);
    }
    lastNow = now;
    lastNanos = nanos;
    return now.isBefore(until);
  }

  /** When it ends, or has ended. */
  Instant until() {
    return until;
  }
}
