package org.stillkeep.media;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.asset.CaptureTime.Accuracy;

/**
 * Time stamps as text, as EXIF, XMP, PNG, AVI and QuickTime write them. Zero and absurd ones are no stamps. A stamp may end
 * early, or have blanks or zeros where nothing is known: what is left tells its accuracy.
 */
final class Stamps {

  /** Year of the oldest photograph there is. */
  static final int FIRST_YEAR = 1826;

  private static final int LAST_YEAR = 2100;

  private static final int NOON = 12;
  private static final long QUARTER_HOUR_SECONDS = 900;
  private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

  /** Where clocks start to count: QuickTime's and Unix's. */
  private static final List<LocalDateTime> EPOCHS =
      List.of(LocalDateTime.of(1904, 1, 1, 0, 0), LocalDateTime.of(1970, 1, 1, 0, 0));

  /** A number of one or two digits, perhaps with blanks where zeros should be, or nothing but blanks. */
  private static final String TWO = "(\\s?\\d{1,2}|\\s{1,2})";

  /** {@code 2019:03:04 10:11:12} (EXIF 2.32, 4.6.5); some programs write other separators, or leave zeros out. */
  private static final Pattern EXIF =
      Pattern.compile(
          "\\s*(\\d{4})[:/.-]" + TWO + "[:/.-]" + TWO + "(?:[ T]" + TWO + ":" + TWO + "(?::" + TWO + ")?.*|[\\s\\x00]*)",
          Pattern.DOTALL);

  /** ISO 8601 as in XMP and Apple's keys: a year, perhaps month, day, time, seconds, fraction and zone. */
  private static final Pattern ISO =
      Pattern.compile(
          "\\s*(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?)?)?\\s*");

  private static final Pattern MAIL =
      Pattern.compile(
          "\\s*(?:[A-Za-z]{3}, *)?(\\d{1,2}) ([A-Za-z]{3}) (\\d{4}) (\\d{2}):(\\d{2})(?::(\\d{2}))?(?: (GMT|UTC|UT|Z|[+-]\\d{4}))?\\s*");

  private static final Pattern ASCTIME =
      Pattern.compile("\\s*[A-Za-z]{3} +([A-Za-z]{3}) +(\\d{1,2}) +(\\d{2}):(\\d{2}):(\\d{2}) +(\\d{4})[\\s\\x00]*");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern OFFSET = Pattern.compile("\\s*(?:(Z)|([+-]\\d{1,2}):?(\\d{2}))[\\s\\x00]*");

  private Stamps() {}

  /** A stamp of EXIF, with the offset that stands in another tag. */
  static Optional<EmbeddedTime> exif(String text, Optional<ZoneOffset> offset) {
    Matcher m = EXIF.matcher(text);
    return m.matches() ? stamp(m, offset, false) : Optional.empty();
  }

  /** A stamp of XMP or QuickTime keys, with its zone where it has one. */
  static Optional<EmbeddedTime> iso(String text) {
    Matcher m = ISO.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    String zone = m.group(7);
    boolean utc = "Z".equals(zone);
    return stamp(m, zone == null || utc ? Optional.empty() : offset(zone), utc);
  }

  /** A stamp of e-mail headers, {@code Wed, 07 Aug 2019 16:05:04 +0200}; or of C's asctime, {@code Wed Aug 07 16:05:04 2019}. */
  static Optional<EmbeddedTime> mail(String text) {
    Matcher mail = MAIL.matcher(text);
    if (mail.matches()) {
      boolean utc = mail.group(7) != null && !mail.group(7).matches("[+-].*");
      String iso = iso(mail.group(3), mail.group(2), mail.group(1), mail.group(4), mail.group(5), mail.group(6));
      return iso(iso + (mail.group(7) == null ? "" : utc ? "Z" : mail.group(7)));
    }
    Matcher c = ASCTIME.matcher(text);
    return c.matches()
        ? iso(iso(c.group(6), c.group(1), c.group(2), c.group(3), c.group(4), c.group(5)))
        : Optional.empty();
  }

  private static String iso(String year, String monthName, String day, String hour, String minute, String second) {
    int month = MONTHS.indexOf(monthName.toLowerCase(Locale.ROOT)) + 1;
    return String.format(
        Locale.ROOT, "%s-%02d-%02dT%s:%s:%s", year, month, number(day), hour, minute, second == null ? "00" : second);
  }

  /** An offset like {@code +02:00}, as far east or west as there are countries. */
  static Optional<ZoneOffset> offset(String text) {
    Matcher m = OFFSET.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    if (m.group(1) != null) {
      return Optional.of(ZoneOffset.UTC);
    }
    try {
      int hours = Integer.parseInt(m.group(2));
      int minutes = Integer.parseInt(m.group(3));
      return Optional.of(ZoneOffset.ofHoursMinutes(hours, m.group(2).startsWith("-") ? -minutes : minutes))
          .filter(offset -> Math.abs(offset.getTotalSeconds()) <= FARTHEST_ZONE.toSeconds());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<EmbeddedTime> stamp(Matcher m, Optional<ZoneOffset> offset, boolean utc) {
    int month = number(m.group(2));
    int day = number(m.group(3));
    boolean hasTime = number(m.group(5)) >= 0 && number(m.group(4)) >= 0 && day > 0;
    try {
      LocalDateTime digits =
          LocalDateTime.of(
              Integer.parseInt(m.group(1)),
              Math.max(1, month),
              month > 0 ? Math.max(1, day) : 1,
              // Some Android cameras count the hours of a day from 1 to 24: their 24:05 is five past midnight of the same day.
              hasTime ? number(m.group(4)) % 24 : NOON,
              hasTime ? number(m.group(5)) : 0,
              // Some clocks show a leap second that there was not.
              hasTime ? Math.max(0, number(m.group(6)) == 60 ? 59 : number(m.group(6))) : 0);
      boolean valid = number(m.group(4)) <= 24 && (month > 0 || day <= 0);
      return Optional.of(new EmbeddedTime(digits, hasTime ? offset : Optional.empty(), utc, accuracy(m, hasTime)))
          .filter(time -> valid && isPlausible(digits));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Accuracy accuracy(Matcher m, boolean hasTime) {
    if (number(m.group(2)) <= 0) {
      return Accuracy.YEAR;
    } else if (number(m.group(3)) <= 0) {
      return Accuracy.MONTH;
    } else if (!hasTime) {
      return Accuracy.DAY;
    }
    return number(m.group(6)) < 0 ? Accuracy.MINUTE : Accuracy.SECOND;
  }

  /** −1 where there is no number. */
  private static int number(String digits) {
    return digits == null || digits.isBlank() ? -1 : Integer.parseInt(digits.strip());
  }

  /** Whether photographs exist from that time on, and it is not just a clock's zero, in whatever zone it is written. */
  static boolean isPlausible(LocalDateTime digits) {
    return digits.getYear() >= FIRST_YEAR && digits.getYear() <= LAST_YEAR && EPOCHS.stream().noneMatch(epoch -> isZero(digits, epoch));
  }

  private static boolean isZero(LocalDateTime digits, LocalDateTime epoch) {
    Duration since = Duration.between(epoch, digits);
    return since.abs().compareTo(FARTHEST_ZONE) <= 0 && since.toSeconds() % QUARTER_HOUR_SECONDS == 0;
  }
}
