package org.stillkeep.media;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a wall clock and a moment say together: if both are of one shot, their difference is the clock's offset from UTC.
 *
 * <p>Only offsets count that countries have used since there are cameras with clocks (IANA's time zones since 1980); any other
 * difference means that the two are not of one shot, or that the clock was wrong.
 */
public final class ClockOffsets {

  private static final long QUARTER_HOUR_SECONDS = 900;

  /** Beside whole hours from −12 to +14. */
  private static final List<String> BROKEN_HOURS =
      List.of(
          "-09:30", "-08:30", "-04:30", "-03:30", "-02:30", "+03:30", "+04:30", "+05:30", "+05:45", "+06:30", "+07:30",
          "+08:30", "+08:45", "+09:30", "+10:30", "+11:30", "+12:45", "+13:45");

  private static final Set<ZoneOffset> IN_USE =
      Stream.concat(IntStream.rangeClosed(-12, 14).mapToObj(ZoneOffset::ofHours), BROKEN_HOURS.stream().map(ZoneOffset::of))
          .collect(Collectors.toUnmodifiableSet());

  private ClockOffsets() {}

  /**
   * The offset of a clock that showed these digits at that moment.
   *
   * @param slackSeconds by how much the two may be apart from the offset
   */
  public static Optional<ZoneOffset> between(LocalDateTime digits, Instant moment, long slackSeconds) {
    long seconds = digits.toEpochSecond(ZoneOffset.UTC) - moment.getEpochSecond();
    long offset = Math.round((double) seconds / QUARTER_HOUR_SECONDS) * QUARTER_HOUR_SECONDS;
    if (Math.abs(seconds - offset) > slackSeconds || Math.abs(offset) > ZoneOffset.MAX.getTotalSeconds()) {
      return Optional.empty();
    }
    return Optional.of(ZoneOffset.ofTotalSeconds((int) offset)).filter(IN_USE::contains);
  }
}
