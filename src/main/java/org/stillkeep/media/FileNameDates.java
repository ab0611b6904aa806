package org.stillkeep.media;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.asset.CaptureTime.Accuracy;

/**
 * Dates in the names of files and folders: a fallback for media that nothing else dates.
 *
 * <p>The habits of cameras, phones and apps are tried in order, the most telling first. A number counts as a date only if
 * it is one (month, day, time all valid, not after the given day) and is not part of a longer run of digits, since phone
 * numbers and counters look alike.
 */
public final class FileNameDates {

  private static final int FIRST_DIGITAL_YEAR = 1970;

  /** Thirteen digits are milliseconds since 1970 only between 2001 and 2033; outside they are most likely something else. */
  private static final long FIRST_MILLIS = 1_000_000_000_000L;

  private static final long LAST_MILLIS = 2_000_000_000_000L;

  private static final String DAY = "(\\d{4})(\\d{2})(\\d{2})";
  private static final String CLOCK = "(\\d{2})(\\d{2})(\\d{2})";
  private static final String DASHED_DAY = "(\\d{4})[-_.](\\d{2})[-_.](\\d{2})";

  /** One habit of naming: what it looks like, and how its groups become a date. */
  private record Habit(Pattern pattern, Function<Matcher, Optional<NameDate>> reading) {

    static Habit of(String regex, Function<Matcher, Optional<NameDate>> reading) {
      return new Habit(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), reading);
    }
  }

  private static final List<Habit> HABITS =
      List.of(
          // Pixel phones and OneDrive on iOS write UTC: PXL_20220909_154515546.TS.mp4, 20170923_220934000_iOS.jpg
          Habit.of("^PXL_" + DAY + "_" + CLOCK + "(\\d{3})(?!\\d)", m -> second(m, true)),
          Habit.of("(?<!\\d)" + DAY + "_" + CLOCK + "(\\d{3})_iOS(?![a-z])", m -> second(m, true)),
          // Bursts: 00015IMG_00015_BURST20171111030039_COVER.jpg, …_BURST1723801037429_COVER.jpg
          Habit.of("BURST" + DAY + CLOCK + "(?:\\d{3})?(?!\\d)", m -> second(m, false)),
          Habit.of("(?:BURST|mmexport|FB_IMG_|^)(\\d{13})(?=$|[._-])", FileNameDates::millis),
          // Most cameras, 14 digits in a row, and Samsung's fraction: IMG_20210921_144423_783, 201801261147521000
          Habit.of("(?<!\\d)" + DAY + "[-_ T]?" + CLOCK + "(?:\\d{3,4})?(?!\\d)", m -> second(m, false)),
          // Dropbox, Telegram, Signal, screenshots: 2019-04-16-11-19-37, 2022-02-18 16.00.12, 2025-03-03 at 6.01.26 PM
          Habit.of(
              "(?<!\\d)" + DASHED_DAY + "(?:[-_ T]| at )(\\d{1,2})[-_.:](\\d{2})[-_.:](\\d{2})(?:[\\s\\u00a0\\u202f]?([ap])m)?(?!\\d)",
              FileNameDates::wallClock),
          Habit.of("(?<!\\d)" + DASHED_DAY + "[-_ ]" + CLOCK + "(?!\\d)", m -> second(m, false)),
          // Days alone: WhatsApp's IMG-20161201-WA0035, 2021-05-27_overlay~…
          Habit.of("(?<![0-9A-F])" + DASHED_DAY + "(?!\\d)", FileNameDates::day),
          Habit.of("(?<!\\d)" + DAY + "(?![0-9a-z])", FileNameDates::day));

  /** {@code 2019-03-04}, {@code 2019.03.04}, {@code 2017-05-01 #2}, {@code 2016-08-14 - 2016-08-20}. */
  private static final Pattern FOLDER = Pattern.compile("(\\d{4})[-.](\\d{2})[-.](\\d{2})(?: #\\d+| - \\d{4}-\\d{2}-\\d{2})?");

  private FileNameDates() {}

  /** The date in a file's name (without folders), unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFile(String fileName, LocalDate latest) {
    return HABITS.stream()
        .map(habit -> firstIn(fileName, habit, latest))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The day in the nearest folder of a path that is named after one, unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFolders(String path, LocalDate latest) {
    String[] segments = path.split("/", -1);
    for (int i = segments.length - 2; i >= 0; i--) {
      Matcher m = FOLDER.matcher(segments[i].strip());
      if (m.matches()) {
        return day(m).filter(date -> !date.digits().toLocalDate().isAfter(latest));
      }
    }
    return Optional.empty();
  }

  private static Optional<NameDate> firstIn(String name, Habit habit, LocalDate latest) {
    Matcher m = habit.pattern.matcher(name);
    while (m.find()) {
      Optional<NameDate> date = habit.reading.apply(m).filter(found -> !found.digits().toLocalDate().isAfter(latest));
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private static Optional<NameDate> second(Matcher m, boolean utc) {
    boolean hasFraction = utc && m.groupCount() >= 7;
    return date(m)
        .filter(day -> day.getYear() >= FIRST_DIGITAL_YEAR)
        .flatMap(day -> time(number(m, 4), number(m, 5), number(m, 6)).map(day::atTime))
        .map(at -> hasFraction ? at.plusNanos(number(m, 7) * 1_000_000L) : at)
        .map(at -> new NameDate(at, utc, Accuracy.SECOND));
  }

  private static Optional<NameDate> wallClock(Matcher m) {
    String half = m.group(7);
    int hour = number(m, 4);
    if (half != null && (hour < 1 || hour > 12)) {
      return Optional.empty();
    }
    int of24 = half == null ? hour : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    return date(m)
        .flatMap(day -> time(of24, number(m, 5), number(m, 6)).map(day::atTime))
        .map(at -> new NameDate(at, false, Accuracy.SECOND));
  }

  private static Optional<NameDate> day(Matcher m) {
    return date(m)
        .filter(day -> day.getYear() >= FIRST_DIGITAL_YEAR)
        .map(day -> new NameDate(day.atTime(LocalTime.NOON), false, Accuracy.DAY));
  }

  private static Optional<NameDate> millis(Matcher m) {
    long millis = Long.parseLong(m.group(1));
    return millis < FIRST_MILLIS || millis > LAST_MILLIS
        ? Optional.empty()
        : Optional.of(new NameDate(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC), true, Accuracy.SECOND));
  }

  private static Optional<LocalDate> date(Matcher m) {
    try {
      LocalDate day = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
      return Optional.of(day).filter(found -> found.getYear() >= Stamps.FIRST_YEAR);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalTime> time(int hour, int minute, int second) {
    boolean valid = hour < 24 && minute < 60 && second < 60;
    return valid ? Optional.of(LocalTime.of(hour, minute, second)) : Optional.empty();
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}
