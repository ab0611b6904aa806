package org.stillkeep.inbox;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Dates of entries, kept as seconds since 1970 on the clock that the digits were read from. */
final class ZipTimes {

  /** No date, or one that no calendar has. */
  static final long NONE = Long.MIN_VALUE;

  private ZipTimes() {}

  /**
   * MS-DOS: {@code yyyyyyym mmmddddd hhhhhmmm mmmsssss}, years since 1980, two-second steps, no time zone.
   */
  static long fromDos(int dateAndTime) {
    try {
      return LocalDateTime.of(
              1980 + (dateAndTime >>> 25),
              dateAndTime >>> 21 & 0xf,
              dateAndTime >>> 16 & 0x1f,
              dateAndTime >>> 11 & 0x1f,
              dateAndTime >>> 5 & 0x3f,
              (dateAndTime & 0x1f) * 2)
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException noSuchDate) {
      return NONE;
    }
  }

  static Optional<LocalDateTime> toDate(long seconds) {
    return seconds == NONE ? Optional.empty() : Optional.of(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }
}
