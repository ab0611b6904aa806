package org.stillkeep.media;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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

  /** The shortest date is {@code 2019年3月4日}; most names of cameras have fewer, and need not be searched. */
  private static final int FEWEST_DIGITS = 6;

  /** Thirteen digits are milliseconds since 1970 only between 2001 and 2033; outside they are most likely something else. */
  private static final long FIRST_MILLIS = 1_000_000_000_000L;

  private static final long LAST_MILLIS = 2_000_000_000_000L;

  private static final String DAY = "(\\d{4})(\\d{2})(\\d{2})";
  private static final String CLOCK = "(\\d{2})(\\d{2})(\\d{2})";
  private static final String DASHED_DAY = "(?<!\\d)(\\d{4})[-_.](\\d{2})[-_.](\\d{2})";

  /** Half of the day, behind the clock: {@code 6.01.26 PM}, also after the narrow blank of newer Macs; Greek and Turkish too. */
  private static final String HALF = "(?:[\\s\\u00a0\\u202f]?(?:([apπμ])\\.?[mμ]|(öö|ös))(?![a-z]))?(?!\\d)";

  /** Half of the day, before the clock: Chinese, Japanese, Korean, Turkish. */
  private static final Pattern AFTERNOON = Pattern.compile("下午|午後|오후|ÖS");

  private static final Pattern MORNING = Pattern.compile("上午|午前|오전|ÖÖ");

  /** Words before thirteen digits that are milliseconds. */
  private static final String MILLIS_PREFIX =
      "(?:^|BURST|mmexport|FB_(?:IMG|VID)_|wx_camera_|microMsg\\.|(?<![a-z])(?:IMG|VID|image|photo|video|line|Screenshot|Capture)[-_])";

  /** The second group of a UUID, behind eight digits that only look like a day. */
  private static final String NOT_UUID = "(?!-[0-9a-f]{4}-[0-9a-f]{4})";

  /** One habit of naming: what it looks like, and how its groups become a date. */
  private record Habit(Pattern pattern, Function<Matcher, Optional<NameDate>> reading) {

    static Habit of(String regex, Function<Matcher, Optional<NameDate>> reading) {
      return new Habit(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), reading);
    }
  }

  private static final List<Habit> HABITS =
      List.of(
          // Pixel phones and OneDrive on iOS write UTC: PXL_20220909_154515546.TS.mp4, 20170923_220934000_iOS.jpg
          Habit.of("(?<![a-z])PXL_" + DAY + "_" + CLOCK + "(\\d{3})(?!\\d)", m -> second(m, true)),
          Habit.of("(?<!\\d)" + DAY + "_" + CLOCK + "(\\d{3})_iOS(?![a-z])", m -> second(m, true)),
          // ISO 8601 with its mark of UTC: 20190304T101112Z, 2019-03-04T10-11-12Z
          Habit.of("(?<!\\d)" + DAY + "T" + CLOCK + "Z(?![a-z])", m -> second(m, true)),
          Habit.of(DASHED_DAY + "T(\\d{2})[-_.:](\\d{2})[-_.:](\\d{2})(?:\\.\\d{1,9})?Z(?![a-z])", m -> second(m, true)),
          // Bursts: 00015IMG_00015_BURST20171111030039_COVER.jpg, …_BURST1723801037429_COVER.jpg
          Habit.of("BURST" + DAY + CLOCK + "(?:\\d{3})?(?!\\d)", m -> second(m, false)),
          // WeChat's mmexport1548000000000.jpg, Facebook's FB_IMG_1548000000000.jpg, 1609459200000.jpg
          Habit.of(MILLIS_PREFIX + "(\\d{13})(?=$|[._-])", FileNameDates::millis),
          // Most cameras, 14 digits in a row, and Samsung's fraction: IMG_20210921_144423_783, 201801261147521000
          Habit.of("(?<!\\d)" + DAY + "[-_ T]?" + CLOCK + "(?:\\d{3,4})?(?!\\d)", m -> second(m, false)),
          // Windows' cameras and dash cameras: WIN_20190304_10_11_12_Pro.jpg, 2019_0304_101112_001.MP4
          Habit.of("(?<!\\d)" + DAY + "[-_ ](\\d{2})[-_.](\\d{2})[-_.](\\d{2})(?!\\d)", m -> second(m, false)),
          Habit.of("(?<!\\d)(\\d{4})_(\\d{2})(\\d{2})_" + CLOCK + "(?!\\d)", m -> second(m, false)),
          // Dropbox, Telegram, Signal, VLC: 2019-04-16-11-19-37, 2022-02-18 16.00.12, vlcsnap-2019-03-04-10h11m12s123
          Habit.of(
              DASHED_DAY + "([-_ T]| at )(\\d{1,2})[-_.:h](\\d{2})[-_.:m](\\d{2})(?:s\\d*)?" + HALF, FileNameDates::wallClock),
          // Screenshots of Macs in every language: 2025-03-03 at 6.01.26 PM, 2019-03-04 um 10.11.12, 2019-03-04 下午1.11.12
          Habit.of(DASHED_DAY + "([^0-9./:-][^0-9/]{0,15})(\\d{1,2})[.:](\\d{2})[.:](\\d{2})" + HALF, FileNameDates::wallClock),
          Habit.of(DASHED_DAY + "[-_ T]" + CLOCK + "(?!\\d)", m -> second(m, false)),
          // Telegram's exports, day first: photo_123@04-03-2019_10-11-12.jpg
          Habit.of("@(\\d{2})-(\\d{2})-(\\d{4})_(\\d{2})-(\\d{2})-(\\d{2})(?!\\d)", FileNameDates::dayFirst),
          // Chinese, Japanese, Korean: 2019年3月4日 10时11分12秒
          Habit.of(
              "(?<!\\d)(\\d{4})[年년] ?(\\d{1,2})[月월] ?(\\d{1,2})[日일] ?(\\d{1,2})[时時시点點] ?(\\d{1,2})[分분] ?(\\d{1,2})[秒초]",
              m -> second(m, false)),
          Habit.of("(?<!\\d)(\\d{4})[年년] ?(\\d{1,2})[月월] ?(\\d{1,2})[日일]", FileNameDates::day),
          // Without seconds: 2019-03-04 10.11.jpg
          Habit.of(DASHED_DAY + "[ _T](\\d{2})[.:h](\\d{2})(?![0-9.:]{2})", FileNameDates::minute),
          // Days alone: WhatsApp's IMG-20161201-WA0035, 2021-05-27_overlay~…
          Habit.of("(?<![0-9A-F])" + DASHED_DAY + "(?!\\d)" + NOT_UUID, FileNameDates::day),
          Habit.of(
              "(?:(?<![0-9a-z])|(?<![a-z])(?:IMG|VID|Scan|Screenshot|Photo|Video))" + DAY + "(?![0-9a-z])" + NOT_UUID,
              FileNameDates::day));

  /** {@code 2019-03-04}, {@code 2019.03.04}, {@code 2017-05-01 #2}, {@code 2016-08-14 - 2016-08-20}, {@code 20190304}. */
  private static final Pattern DAY_FOLDER =
      Pattern.compile("(\\d{4})([-._]?)(\\d{2})\\2(\\d{2})(?: #\\d+| - \\d{4}-\\d{2}-\\d{2})?");

  /** {@code 2019-03}, as our own exports by date have it. */
  private static final Pattern MONTH_FOLDER = Pattern.compile("(\\d{4})[-._](\\d{2})");

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern TWO_DIGITS = Pattern.compile("\\d{2}");

  private FileNameDates() {}

  /** The date in a file's name (without folders), unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFile(String fileName, LocalDate latest) {
    if (fileName.chars().filter(c -> c >= '0' && c <= '9').limit(FEWEST_DIGITS).count() < FEWEST_DIGITS) {
      return Optional.empty();
    }
    return HABITS.stream()
        .map(habit -> firstIn(fileName, habit, latest))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The day or month in the nearest folder of a path that is named after one, unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFolders(String path, LocalDate latest) {
    String[] segments = path.split("/", -1);
    for (int i = segments.length - 2; i >= 0; i--) {
      Optional<NameDate> date = ofFolder(segments, i).filter(found -> !found.digits().toLocalDate().isAfter(latest));
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private static Optional<NameDate> ofFolder(String[] segments, int at) {
    String name = segments[at].strip();
    Matcher day = DAY_FOLDER.matcher(name);
    if (day.matches()) {
      return folderDate(day.group(1), day.group(3), day.group(4));
    }
    Matcher month = MONTH_FOLDER.matcher(name);
    if (month.matches()) {
      return folderDate(month.group(1), month.group(2), "");
    }
    // 2019/03/04 and 2019/03
    if (TWO_DIGITS.matcher(name).matches() && at > 0 && YEAR.matcher(segments[at - 1]).matches()) {
      return folderDate(segments[at - 1], name, "");
    }
    boolean nested = TWO_DIGITS.matcher(name).matches() && at > 1 && YEAR.matcher(segments[at - 2]).matches();
    return nested && TWO_DIGITS.matcher(segments[at - 1]).matches()
        ? folderDate(segments[at - 2], segments[at - 1], name)
        : Optional.empty();
  }

  /** @param day empty when only the month is known */
  private static Optional<NameDate> folderDate(String year, String month, String day) {
    Accuracy accuracy = day.isEmpty() ? Accuracy.MONTH : Accuracy.DAY;
    return date(Integer.parseInt(year), Integer.parseInt(month), day.isEmpty() ? 1 : Integer.parseInt(day))
        .filter(found -> found.getYear() >= FIRST_DIGITAL_YEAR)
        .map(found -> new NameDate(found.atTime(LocalTime.NOON), false, accuracy));
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
    boolean after = m.group(8) != null ? "pμ".contains(m.group(8).toLowerCase(Locale.ROOT)) : "ös".equalsIgnoreCase(m.group(9));
    boolean afternoon = after || AFTERNOON.matcher(m.group(4)).find();
    boolean ofTwelve = m.group(8) != null || m.group(9) != null || afternoon || MORNING.matcher(m.group(4)).find();
    int hour = number(m, 5);
    if (ofTwelve && (hour < 1 || hour > 12)) {
      return Optional.empty();
    }
    int of24 = ofTwelve ? hour % 12 + (afternoon ? 12 : 0) : hour;
    return date(m)
        .flatMap(day -> time(of24, number(m, 6), number(m, 7)).map(day::atTime))
        .map(at -> new NameDate(at, false, Accuracy.SECOND));
  }

  private static Optional<NameDate> dayFirst(Matcher m) {
    return date(number(m, 3), number(m, 2), number(m, 1))
        .flatMap(day -> time(number(m, 4), number(m, 5), number(m, 6)).map(day::atTime))
        .map(at -> new NameDate(at, false, Accuracy.SECOND));
  }

  private static Optional<NameDate> minute(Matcher m) {
    return date(m)
        .flatMap(day -> time(number(m, 4), number(m, 5), 0).map(day::atTime))
        .map(at -> new NameDate(at, false, Accuracy.MINUTE));
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
    return date(number(m, 1), number(m, 2), number(m, 3));
  }

  private static Optional<LocalDate> date(int year, int month, int dayOfMonth) {
    try {
      LocalDate day = LocalDate.of(year, month, dayOfMonth);
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
