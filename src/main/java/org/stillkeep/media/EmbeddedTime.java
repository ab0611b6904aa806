package org.stillkeep.media;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.CaptureTime.Accuracy;

/**
 * A capture time written inside a file. Digits alone are a wall clock somewhere on earth; they name a moment only together
 * with an offset.
 *
 * @param digits the date and time as written
 * @param offset the offset from UTC at the place of capture, where the file says it
 * @param utc whether the digits are UTC (QuickTime's creation time, GPS time) and say nothing about the local clock
 * @param accuracy how much of the digits is written there; what is not is noon, the first day, January
 */
public record EmbeddedTime(LocalDateTime digits, Optional<ZoneOffset> offset, boolean utc, Accuracy accuracy) {

  public EmbeddedTime {
    Objects.requireNonNull(digits);
    Objects.requireNonNull(offset);
    Objects.requireNonNull(accuracy);
    if (utc && offset.isPresent()) {
      throw new IllegalArgumentException("digits are UTC or local, not both");
    }
  }

  /** A wall clock time to the second. */
  public static EmbeddedTime local(LocalDateTime digits, Optional<ZoneOffset> offset) {
    return new EmbeddedTime(digits, offset, false, Accuracy.SECOND);
  }

  /** A moment given in UTC, to the second. */
  static EmbeddedTime utc(LocalDateTime digits) {
    return new EmbeddedTime(digits, Optional.empty(), true, Accuracy.SECOND);
  }

  /** The moment, when the file says enough to know it. */
  public Optional<Instant> instant() {
    return utc ? Optional.of(digits.toInstant(ZoneOffset.UTC)) : offset.map(digits::toInstant);
  }
}
