package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.CaptureTime.Accuracy;

class StampsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '2019:08:07 16:05:04',         2019-08-07T16:05:04, SECOND
          '2019:08:07 16:05:04.123',     2019-08-07T16:05:04, SECOND
          '2019-08-07 16:05:04',         2019-08-07T16:05:04, SECOND
          '2019/08/07 16:05:04',         2019-08-07T16:05:04, SECOND
          '2019:08:07T16:05:04+02:00',   2019-08-07T16:05:04, SECOND
          '2019:8:7 6:5:4',              2019-08-07T06:05:04, SECOND
          '2019: 8: 7  6: 5: 4',         2019-08-07T06:05:04, SECOND
          ' 2019:08:07 16:05:04',        2019-08-07T16:05:04, SECOND
          '2019:08:07 16:05:60',         2019-08-07T16:05:59, SECOND
          '2015:06:01 24:10:00',         2015-06-01T00:10:00, SECOND
          '2019:08:07 16:05',            2019-08-07T16:05:00, MINUTE
          '2019:08:07 16:05:  ',         2019-08-07T16:05:00, MINUTE
          '2019:08:07   :  :  ',         2019-08-07T12:00:00, DAY
          '2019:08:07',                  2019-08-07T12:00:00, DAY
          '1985:06:00 00:00:00',         1985-06-01T12:00:00, MONTH
          '1985:00:00 00:00:00',         1985-01-01T12:00:00, YEAR
          '1985:  :     :  :  ',         1985-01-01T12:00:00, YEAR
          '1895:07:04 10:00:00',         1895-07-04T10:00:00, SECOND
          """)
  void exifStampsAreReadAsFarAsTheyGo(String text, LocalDateTime digits, Accuracy accuracy) {
    assertThat(Stamps.exif(text, Optional.empty())).contains(new EmbeddedTime(digits, Optional.empty(), false, accuracy));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000:00:00 00:00:00", "    :  :     :  :  ", "", "\0", "2019:13:01 00:00:00", "2019:02:30 10:00:00",
        "2019:08:07 25:00:00", "2019:08:07 16:75:00", "2019:00:07 16:05:04", "9999:01:01 00:00:00", "0001:01:01 00:00:00",
        "1970:01:01 00:00:00", "1970:01:01 01:00:00", "1969:12:31 19:00:00", "1904:01:01 00:00:00", "1904:01:01 02:00:00",
        "19:08:07 16:05:04", "20190807160504", "Wed Aug 07", "2019:08:07 noon"
      })
  void zeroAbsurdAndBrokenStampsAreNone(String text) {
    assertThat(Stamps.exif(text, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2019-08-07T16:05:04,            2019-08-07T16:05:04, ,       false, SECOND
          2019-08-07T16:05:04.5+02:00,    2019-08-07T16:05:04, +02:00, false, SECOND
          2019-08-07T16:05:04+0200,       2019-08-07T16:05:04, +02:00, false, SECOND
          2019-08-07T16:05:04Z,           2019-08-07T16:05:04, ,       true,  SECOND
          2019-08-07 16:05:04,            2019-08-07T16:05:04, ,       false, SECOND
          2019-08-07T16:05,               2019-08-07T16:05:00, ,       false, MINUTE
          2019-08-07T16:05-03:30,         2019-08-07T16:05:00, -03:30, false, MINUTE
          2019-08-07,                     2019-08-07T12:00:00, ,       false, DAY
          2019-08,                        2019-08-01T12:00:00, ,       false, MONTH
          1985,                           1985-01-01T12:00:00, ,       false, YEAR
          """)
  void isoStampsAreReadAsFarAsTheyGo(String text, LocalDateTime digits, String offset, boolean utc, Accuracy accuracy) {
    assertThat(Stamps.iso(text))
        .contains(new EmbeddedTime(digits, Optional.ofNullable(offset).map(ZoneOffset::of), utc, accuracy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-00-00T00:00:00", "1904-01-01T00:00:00Z", "2019-08-32", "12019-08-07", "08/07/2019", "yesterday", ""})
  void otherTextsAreNoIsoStamps(String text) {
    assertThat(Stamps.iso(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'Wed, 07 Aug 2019 16:05:04 +0200', 2019-08-07T16:05:04, +02:00, false
          'Wed, 7 Aug 2019 16:05:04 GMT',    2019-08-07T16:05:04, ,       true
          '7 Aug 2019 16:05:04',             2019-08-07T16:05:04, ,       false
          'Wed Aug 07 16:05:04 2019',        2019-08-07T16:05:04, ,       false
          'WED AUG  7 16:05:04 2019\n',      2019-08-07T16:05:04, ,       false
          """)
  void stampsOfMailAndOfCAreRead(String text, LocalDateTime digits, String offset, boolean utc) {
    assertThat(Stamps.mail(text))
        .contains(new EmbeddedTime(digits, Optional.ofNullable(offset).map(ZoneOffset::of), utc, Accuracy.SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wed, 07 Foo 2019 16:05:04 +0200", "Wed Aug 42 16:05:04 2019", "2019", ""})
  void otherTextsAreNoMailStamps(String text) {
    assertThat(Stamps.mail(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"+02:00, +02:00", "-0330, -03:30", "+5:45, +05:45", "Z, Z", "+14:00, +14:00", "-00:30, -00:30"})
  void offsetsAreRead(String text, String offset) {
    assertThat(Stamps.offset(text)).contains(ZoneOffset.of(offset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   :  ", "+15:00", "+99:99", "CEST", "+02"})
  void otherTextsAreNoOffsets(String text) {
    assertThat(Stamps.offset(text)).isEmpty();
  }
}
