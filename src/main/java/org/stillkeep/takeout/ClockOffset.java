package org.stillkeep.takeout;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * How far the clock in a file lies from Google's instant. For true pairs the difference is an offset from UTC: a multiple
 * of 15 minutes within 14 hours, the same for shots of one camera.
 */
final class ClockOffset {

  private static final long STEP_SECONDS = 900;
  private static final long FARTHEST_SECONDS = 14 * 3600;
  private static final long SLACK_SECONDS = 2;

  private ClockOffset() {}

  /** The offset in seconds, when the two can be of the same shot. */
  static OptionalLong between(LocalDateTime embedded, Instant taken) {
    long difference = embedded.toEpochSecond(ZoneOffset.UTC) - taken.getEpochSecond();
    long offset = Math.floorDiv(difference + STEP_SECONDS / 2, STEP_SECONDS) * STEP_SECONDS;
    boolean fits = Math.abs(difference - offset) <= SLACK_SECONDS && Math.abs(offset) <= FARTHEST_SECONDS;
    return fits ? OptionalLong.of(offset) : OptionalLong.empty();
  }
}
