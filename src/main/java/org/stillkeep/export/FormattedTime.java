package org.stillkeep.export;

import static java.time.temporal.ChronoField.AMPM_OF_DAY;
import static java.time.temporal.ChronoField.CLOCK_HOUR_OF_AMPM;
import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/** Takeout's {@code formatted} in English: {@code Jul 13, 2019, 8:40:00 AM UTC}. For human eyes; nobody may parse it. */
final class FormattedTime {

  /** Spelled out here: the JDK's own names of months change between its versions, and equal facts must give equal bytes. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendText(
              MONTH_OF_YEAR,
              Map.ofEntries(
                  Map.entry(1L, "Jan"), Map.entry(2L, "Feb"), Map.entry(3L, "Mar"), Map.entry(4L, "Apr"),
                  Map.entry(5L, "May"), Map.entry(6L, "Jun"), Map.entry(7L, "Jul"), Map.entry(8L, "Aug"),
                  Map.entry(9L, "Sep"), Map.entry(10L, "Oct"), Map.entry(11L, "Nov"), Map.entry(12L, "Dec")))
          .appendLiteral(' ')
          .appendValue(DAY_OF_MONTH)
          .appendLiteral(", ")
          .appendValue(YEAR)
          .appendLiteral(", ")
          .appendValue(CLOCK_HOUR_OF_AMPM)
          .appendLiteral(':')
          .appendValue(MINUTE_OF_HOUR, 2)
          .appendLiteral(':')
          .appendValue(SECOND_OF_MINUTE, 2)
          .appendLiteral(' ')
          .appendText(AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"))
          .appendLiteral(" UTC")
          .toFormatter(Locale.ROOT);

  private FormattedTime() {}

  static String of(Instant instant) {
    return FORMAT.format(instant.atOffset(ZoneOffset.UTC));
  }
}
