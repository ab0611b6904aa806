package org.stillkeep.agent;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The worker's sign of life for whoever watches the process. The worker gives it itself, between the steps of its work and while
 * it waits, so that it stops when the worker does: a timer would go on. Used by the worker only, once it runs.
 */
final class Heartbeat {

  private final LongSupplier nanoTime;
  private long everyNanos = Long.MAX_VALUE;
  private Runnable beat = () -> {};
  private long lastNanos;

  Heartbeat(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Gives the sign this often from now on. */
  void by(Duration every, Runnable newBeat) {
    everyNanos = every.toNanos();
    beat = newBeat;
    lastNanos = nanoTime.getAsLong() - everyNanos;
  }

  /** Gives the sign if it is due. Cheap enough to be asked at every step. */
  void beatIfDue() {
    long now = nanoTime.getAsLong();
    if (now - lastNanos >= everyNanos) {
      lastNanos = now;
      beat.run();
    }
  }

  /** How long the worker may wait at a time. */
  long atMostMillis(long millis) {
    return Math.min(millis, Duration.ofNanos(everyNanos).toMillis());
  }
}
