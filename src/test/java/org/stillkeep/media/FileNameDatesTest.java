package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.CaptureTime.Accuracy;

class FileNameDatesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 9, 22);

  /** Where Ente's parser answers less than the name says, or nothing: we read these, and say why in the table of habits. */
  private static final Set<String> WE_READ_MORE =
      Set.of("PXL_20210101_000001234.jpg", "19891231_235959.jpg", "20221107.jpg", "1609459200000.jpg", "2019-10-31 155703.png");

  @Test
  void everyDateOfTheCorpusIsRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode each : json("filename-dates.json")) {
      String path = each.get("file").asText();
      String name = path.substring(path.lastIndexOf('/') + 1);
      Optional<NameDate> found = FileNameDates.ofFile(name, TODAY).or(() -> FileNameDates.ofFolders(path, TODAY));
      if (!agrees(each, found)) {
        wrong.add(each + " but found " + found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void datesThatEnteReadsAreReadAlike() throws IOException {
    for (JsonNode each : json("filename-dates-ente.json").get("cases")) {
      String name = each.get("name").asText();
      Optional<NameDate> found = FileNameDates.ofFile(name, TODAY);
      if (!WE_READ_MORE.contains(name)) {
        assertThat(found.map(FileNameDatesTest::enteMicros)).as(name).isEqualTo(micros(each));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Screenshot 2025-03-03 at 6.01.26 PM.png, 2025-03-03T18:01:26",
    "WhatsApp Image 2019-03-04 at 12.13.14 AM.jpeg, 2019-03-04T00:13:14",
    "photo_2021-02-03_04-05-06.jpg, 2021-02-03T04:05:06",
    "InShot_20200102_030405678.jpg, 2020-01-02T03:04:05",
    "mmexport1548000000000.jpg, 2019-01-20T16:00:00"
  })
  void habitsOfPhonesAndAppsAreKnown(String name, LocalDateTime digits) {
    assertThat(FileNameDates.ofFile(name, TODAY)).map(NameDate::digits).contains(digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11267559_10152906191670949_n.jpg",
        "8E2C9B50-1D3F-4C1A-9A1E-2F6E1A2B3C4D.jpg",
        "IMG_20311231_101010.jpg",
        "IMG_20190230_101010.jpg",
        "4915112345678.jpg",
        "received_1234567890.jpeg",
        ""
      })
  void otherNumbersAreNoDates(String name) {
    assertThat(FileNameDates.ofFile(name, TODAY)).isEmpty();
  }

  private static boolean agrees(JsonNode expected, Optional<NameDate> found) {
    if (expected.hasNonNull("utc")) {
      return found.filter(date -> date.utc() && date.digits().equals(LocalDateTime.parse(expected.get("utc").asText()))).isPresent();
    }
    String local = expected.get("local").isNull() ? null : expected.get("local").asText();
    if (local == null) {
      return found.isEmpty();
    }
    boolean day = local.length() == 10;
    LocalDateTime digits = day ? LocalDate.parse(local).atTime(LocalTime.NOON) : LocalDateTime.parse(local);
    return found.filter(date -> !date.utc() && (date.accuracy() == Accuracy.DAY) == day && date.digits().equals(digits)).isPresent();
  }

  /** For a day without a time Ente says midnight, we say noon. */
  private static long enteMicros(NameDate date) {
    LocalDateTime digits = date.accuracy() == Accuracy.DAY ? date.digits().toLocalDate().atStartOfDay() : date.digits();
    return digits.toInstant(ZoneOffset.UTC).getEpochSecond() * 1_000_000;
  }

  private static Optional<Long> micros(JsonNode each) {
    return each.get("epochMicros").isNull() ? Optional.empty() : Optional.of(each.get("epochMicros").asLong());
  }

  private static JsonNode json(String name) throws IOException {
    try (InputStream in = FileNameDatesTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
