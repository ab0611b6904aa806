package org.stillkeep.media;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time stamps as text, as EXIF, XMP and QuickTime write them. Zero and absurd ones are no stamps. */
final class Stamps {

  /** Year of the oldest photograph there is. */
  static final int FIRST_YEAR = 1826;

  private static final int LAST_YEAR = 2100;

  /** {@code 2019:03:04 10:11:12} (EXIF 2.32, 4.6.5); some programs write other separators. */
  private static final Pattern EXIF =
      Pattern.compile("\\s*(\\d{4})[:/.-](\\d{2})[:/.-](\\d{2})[ T](\\d{2}):(\\d{2}):(\\d{2}).*", Pattern.DOTALL);

  /** ISO 8601 as in XMP and Apple's keys; seconds, fraction and zone may be missing. */
  private static final Pattern ISO =
      Pattern.compile(
          "\\s*(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?\\s*");

  private static final Pattern OFFSET = Pattern.compile("\\s*([+-]\\d{2}):?(\\d{2})[\\s\\x00]*");

  private Stamps() {}

  /** Digits of EXIF. */
  static Optional<LocalDateTime> exif(String text) {
    Matcher m = EXIF.matcher(text);
    return m.matches() ? digits(m, m.group(6)) : Optional.empty();
  }

  /** A stamp of XMP or QuickTime keys, with its zone where it has one. */
  static Optional<EmbeddedTime> iso(String text) {
    Matcher m = ISO.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    String zone = m.group(7);
    return digits(m, m.group(6) == null ? "00" : m.group(6))
        .map(
            digits ->
                "Z".equals(zone)
                    ? EmbeddedTime.utc(digits)
                    : EmbeddedTime.local(digits, zone == null ? Optional.empty() : offset(zone)));
  }

  /** An offset like {@code +02:00}. */
  static Optional<ZoneOffset> offset(String text) {
    Matcher m = OFFSET.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      int hours = Integer.parseInt(m.group(1));
      int minutes = Integer.parseInt(m.group(2));
      return Optional.of(ZoneOffset.ofHoursMinutes(hours, m.group(1).startsWith("-") ? -minutes : minutes));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDateTime> digits(Matcher m, String second) {
    try {
      // Some Android cameras count the hours of a day from 1 to 24: their 24:05 is five past midnight of the same day.
      int hour = number(m.group(4)) == 24 ? 0 : number(m.group(4));
      LocalDateTime digits =
          LocalDateTime.of(
              number(m.group(1)), number(m.group(2)), number(m.group(3)), hour, number(m.group(5)), number(second));
      return Optional.of(digits).filter(Stamps::isPlausible);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Whether photographs exist from that time on, and it is not just a clock's zero. */
  static boolean isPlausible(LocalDateTime digits) {
    boolean zero = digits.equals(LocalDateTime.of(1970, 1, 1, 0, 0)) || digits.equals(LocalDateTime.of(1904, 1, 1, 0, 0));
    return !zero && digits.getYear() >= FIRST_YEAR && digits.getYear() <= LAST_YEAR;
  }
}
