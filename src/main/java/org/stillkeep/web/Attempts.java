package org.stillkeep.web;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses: one attempt at a time, and after each wrong one a wait that doubles, from a second to a quarter of an hour.
 * It counts for all clients together, since one client can look like many. All methods may be called from any thread.
 */
final class Attempts {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MAX_DOUBLINGS = 20;

  private final LongSupplier nanos;
  private int wrong;
  private long notBeforeNanos;
  private boolean running;

  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
    this.notBeforeNanos = nanos.getAsLong();
  }

  /** Begins an attempt, which must be ended by {@link #right}, {@link #wrong} or {@link #failed}. */
  synchronized void begin() throws Refusal {
    long waitNanos = notBeforeNanos - nanos.getAsLong();
    if (running) {
      throw new Refusal(429, "another attempt is being looked at", "try again in a moment");
    }
    if (waitNanos > 0) {
      long seconds = Duration.ofNanos(waitNanos).toSeconds() + 1;
      throw new Refusal(429, "too soon after a wrong attempt", "try again in " + seconds + (seconds == 1 ? " second" : " seconds"));
    }
    running = true;
  }

  synchronized void right() {
    running = false;
    wrong = 0;
  }

  synchronized void wrong() {
    running = false;
    long seconds = Math.min(1L << Math.min(wrong, MAX_DOUBLINGS), LONGEST.toSeconds());
    notBeforeNanos = nanos.getAsLong() + Duration.ofSeconds(seconds).toNanos();
    wrong++;
  }

  /** It could not be told whether it was right. */
  synchronized void failed() {
    running = false;
  }
}
