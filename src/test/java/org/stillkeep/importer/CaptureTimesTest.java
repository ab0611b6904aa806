package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.CaptureTime.Source;
import org.stillkeep.asset.Place;
import org.stillkeep.faults.Covers;
import org.stillkeep.media.EmbeddedTime;

/** The configured zone is Rome's; it is the first of June 2024. */
class CaptureTimesTest {

  private static final Clock NOW = Clock.fixed(Instant.parse("2024-06-01T10:00:00Z"), ZoneOffset.UTC);
  private static final String PATH = "Takeout/Google Photos/Photos from 2019/a.jpg";

  private final CaptureTimes times = new CaptureTimes(ZoneId.of("Europe/Rome"), NOW);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # what,                                sidecar,              embedded,                  name,                     place,         local,               offset
          nothing tells the local time,          2019-03-04T10:11:12Z, ,                          a.jpg,                    ,              ,                    ,
          the camera's own offset,               2019-03-04T10:11:12Z, 2019-03-04T19:11:12+09:00, a.jpg,                    ,              2019-03-04T19:11:12, +09:00
          the camera's offset wins over a place, 2019-03-04T10:11:12Z, 2019-03-04T19:11:12+09:00, a.jpg,                    52.52 13.40,   2019-03-04T19:11:12, +09:00
          digits and moment,                     2019-03-04T10:11:12Z, 2019-03-04T15:41:12,       a.jpg,                    ,              2019-03-04T15:41:12, +05:30
          digits that Google took for UTC,       2019-03-04T10:11:12Z, 2019-03-04T10:11:12,       a.jpg,                    ,              2019-03-04T10:11:12, Z
          digits and moment of two shots,        2019-03-04T10:11:12Z, 2019-03-04T15:44:12,       a.jpg,                    ,              ,                    ,
          a difference that no country has,      2019-03-04T10:11:12Z, 2019-03-04T17:26:12,       a.jpg,                    ,              ,                    ,
          then the place,                        2019-03-04T10:11:12Z, 2019-03-04T15:44:12,       a.jpg,                    35.68 139.76,  2019-03-04T19:11:12, +09:00
          the place alone,                       2019-07-04T10:11:12Z, ,                          a.jpg,                    27.71 85.32,   2019-07-04T15:56:12, +05:45
          the place in summer,                   2019-07-04T10:11:12Z, ,                          a.jpg,                    52.52 13.40,   2019-07-04T12:11:12, +02:00
          the place in winter,                   2019-01-04T10:11:12Z, ,                          a.jpg,                    52.52 13.40,   2019-01-04T11:11:12, +01:00
          the other side of the date line,       2019-07-04T12:11:12Z, ,                          a.jpg,                    1.87 -157.43,  2019-07-05T02:11:12, +14:00
          at sea,                                2019-07-04T12:11:12Z, ,                          a.jpg,                    30 -40,        2019-07-04T09:11:12, -03:00
          on a border nothing is said,           2019-07-04T12:11:12Z, ,                          a.jpg,                    42.0317 -8.6475, ,                  ,
          a video's UTC says nothing,            2019-03-04T10:11:12Z, 2019-03-04T10:11:12Z,      a.mp4,                    ,              ,                    ,
          the name's clock,                      2019-03-04T10:11:12Z, ,                          IMG_20190304_191112.jpg,  ,              2019-03-04T19:11:12, +09:00
          a name's clock of another shot,        2019-03-04T10:11:12Z, ,                          IMG_20190304_191512.jpg,  ,              ,                    ,
          a name's UTC says nothing,             2019-03-04T10:11:12Z, ,                          PXL_20190304_101112000.jpg, ,            ,                    ,
          before 1900,                           1895-07-04T10:11:12Z, ,                          a.jpg,                    52.52 13.40,   1895-07-04T11:11:12, +01:00
          before standard time,                  1880-07-04T10:11:12Z, ,                          a.jpg,                    52.52 13.40,   1880-07-04T11:04:12, +00:53
          """)
  void aMomentGetsTheLocalTimeThatSomethingTells(
      String what, Instant sidecar, String embedded, String name, String place, LocalDateTime local, String offset) {
    CaptureTime taken = times.resolve(clues(sidecar, embedded, name, place, null));

    assertThat(taken.instant()).isEqualTo(sidecar);
    assertThat(taken.source()).isEqualTo(Source.SIDECAR);
    assertThat(taken.accuracy()).isEqualTo(Accuracy.SECOND);
    assertThat(taken.offset()).isEqualTo(Optional.ofNullable(offset).map(ZoneOffset::of));
    if (local != null) {
      assertThat(taken.localTime(ZoneOffset.UTC)).isEqualTo(local);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # what,                           embedded,                  name,                      year, place,        moment,               offset, source,   accuracy
          digits with their offset,         2018-07-01T12:00:00+09:00, a.jpg,                     ,     52.52 13.40,  2018-07-01T03:00:00Z, +09:00, EMBEDDED, SECOND
          digits and a place,               2018-07-01T12:00:00,       a.jpg,                     ,     27.71 85.32,  2018-07-01T06:15:00Z, +05:45, EMBEDDED, SECOND
          digits alone: the zone of Rome,   2018-07-01T12:00:00,       a.jpg,                     ,     ,             2018-07-01T10:00:00Z, +02:00, EMBEDDED, SECOND
          a video's UTC and a place,        2018-07-01T12:00:00Z,      a.mp4,                     ,     27.71 85.32,  2018-07-01T12:00:00Z, +05:45, EMBEDDED, SECOND
          a video's UTC alone,              2018-07-01T12:00:00Z,      a.mp4,                     ,     ,             2018-07-01T12:00:00Z, ,       EMBEDDED, SECOND
          a video's UTC and its name,       2018-07-01T12:00:00Z,      VID_20180701_140001.mp4,   ,     ,             2018-07-01T12:00:00Z, +02:00, EMBEDDED, SECOND
          a video in local time,            2018-07-01T12:00:00Z,      VID_20180701_120000.mp4,   ,     27.71 85.32,  2018-07-01T06:15:00Z, +05:45, EMBEDDED, SECOND
          a clock far ahead: the name,      2036-01-01T00:00:00,       VID_20180701_120000.mp4,   ,     ,             2018-07-01T10:00:00Z, +02:00, FILENAME, SECOND
          a name in UTC,                    ,                          PXL_20180701_120000123.jpg, ,    ,             2018-07-01T12:00:00.123Z, ,   FILENAME, SECOND
          a name in UTC and a place,        ,                          PXL_20180701_120000000.jpg, ,    27.71 85.32,  2018-07-01T12:00:00Z, +05:45, FILENAME, SECOND
          a name's day,                     ,                          IMG-20180701-WA0001.jpg,   ,     ,             2018-07-01T10:00:00Z, +02:00, FILENAME, DAY
          the year's folder,                ,                          a.jpg,                     2018, ,             2018-01-01T11:00:00Z, +01:00, FOLDER,   YEAR
          nothing but the entry,            ,                          a.jpg,                     ,     ,             2024-05-01T08:00:00Z, ,       ENTRY,    UNKNOWN
          """)
  void withoutASidecarTheNextRungAnswers(
      String what, String embedded, String name, Integer year, String place, Instant moment, String offset,
      Source source, Accuracy accuracy) {
    CaptureTime taken = times.resolve(clues(null, embedded, name, place, year));

    assertThat(taken)
        .isEqualTo(new CaptureTime(moment, Optional.ofNullable(offset).map(ZoneOffset::of), source, accuracy));
  }

  @Test
  void aSidecarOfTheFutureIsNotBelieved() {
    CaptureTime taken = times.resolve(clues(Instant.parse("2031-01-01T00:00:00Z"), "2018-07-01T12:00:00", "a.jpg", null, null));

    assertThat(taken.source()).isEqualTo(Source.EMBEDDED);
    assertThat(taken.localTime(ZoneOffset.UTC)).isEqualTo(LocalDateTime.of(2018, 7, 1, 12, 0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          it lies in its year's folder,       2019-05-01T12:00:00, a.jpg,                   2019, EMBEDDED
          it was written in a later year,     2021-05-01T12:00:00, a.jpg,                   2019, FOLDER
          there is no folder to ask,          2019-05-01T12:00:00, a.jpg,                   ,     EMBEDDED
          its name knows better,              2019-05-01T12:00:00, IMG-20190304-WA0001.jpg, 2019, FILENAME
          """)
  void whenAFileWasWrittenIsBelievedIfNothingSaysOtherwise(
      String what, LocalDateTime written, String name, Integer year, Source source) {
    CaptureTimes.Clues nothing = clues(null, null, name, null, year);

    CaptureTime taken =
        times.resolve(
            new CaptureTimes.Clues(
                nothing.sidecar(),
                nothing.embedded(),
                Optional.of(EmbeddedTime.local(written, Optional.empty())),
                nothing.place(),
                nothing.path(),
                nothing.folderYear(),
                nothing.entryTime()));

    assertThat(taken.source()).isEqualTo(source);
    assertThat(taken.accuracy()).isNotEqualTo(Accuracy.SECOND);
  }

  @Test
  @Covers("Z23")
  void anEntryOfTheFutureTellsNoTime() {
    CaptureTime taken =
        times.resolve(
            new CaptureTimes.Clues(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), PATH, OptionalInt.empty(),
                Optional.of(LocalDateTime.of(2107, 12, 31, 23, 59))));

    assertThat(taken.source()).isEqualTo(Source.NONE);
  }

  @Test
  void aDayAloneIsNoClock() {
    EmbeddedTime day = new EmbeddedTime(LocalDateTime.of(2019, 3, 4, 12, 0), Optional.empty(), false, Accuracy.DAY);
    Instant noon = Instant.parse("2019-03-04T12:00:00Z");

    CaptureTime taken =
        times.resolve(
            new CaptureTimes.Clues(
                Optional.of(noon), Optional.of(day), Optional.empty(), Optional.empty(), PATH, OptionalInt.empty(),
                Optional.empty()));

    assertThat(taken).isEqualTo(CaptureTime.ofSidecar(noon));
  }

  private static CaptureTimes.Clues clues(Instant sidecar, String embedded, String name, String place, Integer year) {
    return new CaptureTimes.Clues(
        Optional.ofNullable(sidecar),
        Optional.ofNullable(embedded).map(CaptureTimesTest::embedded),
        Optional.empty(),
        Optional.ofNullable(place).map(CaptureTimesTest::place),
        "Takeout/Google Photos/x/" + name,
        year == null ? OptionalInt.empty() : OptionalInt.of(year),
        Optional.of(LocalDateTime.of(2024, 5, 1, 8, 0)));
  }

  private static EmbeddedTime embedded(String text) {
    LocalDateTime digits = LocalDateTime.parse(text.substring(0, 19));
    String zone = text.substring(19);
    return zone.equals("Z")
        ? new EmbeddedTime(digits, Optional.empty(), true, Accuracy.SECOND)
        : EmbeddedTime.local(digits, zone.isEmpty() ? Optional.empty() : Optional.of(ZoneOffset.of(zone)));
  }

  private static Place place(String text) {
    int space = text.indexOf(' ');
    return new Place(
        Double.parseDouble(text.substring(0, space)), Double.parseDouble(text.substring(space + 1)), OptionalDouble.empty());
  }
}
