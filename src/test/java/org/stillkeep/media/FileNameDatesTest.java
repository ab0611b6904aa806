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
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          # Android cameras
          IMG_20190304_101112.jpg,                                2019-03-04T10:11:12
          IMG_20190304_101112_HDR.jpg,                            2019-03-04T10:11:12
          IMG_20190304_101112~2.jpg,                              2019-03-04T10:11:12
          IMG20190304101112_BURST0.jpg,                           2019-03-04T10:11:12
          VID20190304101112.mp4,                                  2019-03-04T10:11:12
          20190304_101112(0).jpg,                                 2019-03-04T10:11:12
          20190304_101112_Burst01.jpg,                            2019-03-04T10:11:12
          P_20190304_101112_vHDR_Auto.jpg,                        2019-03-04T10:11:12
          C360_2019-03-04-10-11-12-123.jpg,                       2019-03-04T10:11:12
          DJI_20190304101112_0001_D.JPG,                          2019-03-04T10:11:12
          dji_fly_20190304_101112_1_1551694272123_photo.jpg,      2019-03-04T10:11:12
          Screen_Recording_20190304_101112.mp4,                   2019-03-04T10:11:12
          Burst_Cover_GIF_Action_20190304101112.gif,              2019-03-04T10:11:12
          .trashed-1689000000-IMG_20190304_101112.jpg,            2019-03-04T10:11:12
          00055IMG_00055_BURST20190304101112104_COVER.jpg,        2019-03-04T10:11:12
          # Windows, dash cameras
          WIN_20190304_10_11_12_Pro.jpg,                          2019-03-04T10:11:12
          WP_20190304_10_11_12_Raw.dng,                           2019-03-04T10:11:12
          2019_0304_101112_001.MP4,                               2019-03-04T10:11:12
          Screenshot 2019-03-04 101112.png,                       2019-03-04T10:11:12
          "Capture d'écran 2019-03-04 101112.png",                2019-03-04T10:11:12
          # screenshots of Macs, in the languages of the world
          Screenshot 2025-03-03 at 6.01.26 PM.png,                2025-03-03T18:01:26
          Screen Shot 2019-03-04 at 12.11.12 AM.png,              2019-03-04T00:11:12
          Screenshot 2025-03-03 at 6.01.26 PM.png,           2025-03-03T18:01:26
          Screenshot 2019-03-04 at 10_11_12.png,                  2019-03-04T10:11:12
          Bildschirmfoto 2019-03-04 um 10.11.12.png,              2019-03-04T10:11:12
          Capture d’écran 2019-03-04 à 10.11.12.png,              2019-03-04T10:11:12
          Captura de pantalla 2019-03-04 a las 10.11.12.png,      2019-03-04T10:11:12
          Captura de pantalla 2019-03-04 a la(s) 10.11.12 p.m..png, 2019-03-04T22:11:12
          Schermata 2019-03-04 alle 10.11.12.png,                 2019-03-04T10:11:12
          Schermafbeelding 2019-03-04 om 10.11.12.png,            2019-03-04T10:11:12
          Captura de Tela 2019-03-04 às 10.11.12.png,             2019-03-04T10:11:12
          Skärmavbild 2019-03-04 kl. 10.11.12.png,                2019-03-04T10:11:12
          Zrzut ekranu 2019-03-04 o 10.11.12.png,                 2019-03-04T10:11:12
          Снимок экрана 2019-03-04 в 10.11.12.png,                2019-03-04T10:11:12
          Ekran Resmi 2019-03-04 10.11.12.png,                    2019-03-04T10:11:12
          Ekran Resmi 2019-03-04 ÖS 2.11.12.png,                  2019-03-04T14:11:12
          Στιγμιότυπο 2019-03-04 2.11.12 μ.μ..png,                2019-03-04T14:11:12
          スクリーンショット 2019-03-04 10.11.12.png,               2019-03-04T10:11:12
          スクリーンショット 2019-03-04 午後1.11.12.png,            2019-03-04T13:11:12
          屏幕快照 2019-03-04 上午10.11.12.png,                    2019-03-04T10:11:12
          截屏2019-03-04 下午1.11.12.png,                          2019-03-04T13:11:12
          스크린샷 2019-03-04 오후 1.11.12.png,                    2019-03-04T13:11:12
          Screenshot from 2019-03-04 10-11-12.png,                2019-03-04T10:11:12
          Screenshot 20221106 211633.com.google.android.jpg,      2022-11-06T21:16:33
          Screenshot_2019-03-04-10-11-12-123_com.app.png,         2019-03-04T10:11:12
          # messengers and apps
          WhatsApp Image 2019-03-04 at 12.13.14 AM.jpeg,          2019-03-04T00:13:14
          WhatsApp Video 2019-03-04 at 22.13.14.mp4,              2019-03-04T22:13:14
          WhatsApp Bild 2019-03-04 um 22.13.14_0815abcd.jpg,      2019-03-04T22:13:14
          00000123-PHOTO-2019-03-04-10-11-12.jpg,                 2019-03-04T10:11:12
          photo_2021-02-03_04-05-06.jpg,                          2021-02-03T04:05:06
          photo_2021-02-03 04.05.06.jpeg,                         2021-02-03T04:05:06
          photo_123@04-03-2019_10-11-12.jpg,                      2019-03-04T10:11:12
          video_1@31-12-2019_23-59-59.mp4,                        2019-12-31T23:59:59
          signal-2019-03-04-10-11-12-718-1.jpg,                   2019-03-04T10:11:12
          signal-attachment-2019-03-04-101112.jpeg,               2019-03-04T10:11:12
          viber_image_2019-03-04_10-11-12.jpg,                    2019-03-04T10:11:12
          KakaoTalk_20190304_101112345_01.jpg,                    2019-03-04T10:11:12
          KakaoTalk_Photo_2019-03-04-10-11-12.jpeg,               2019-03-04T10:11:12
          微信图片_20190304101112.jpg,                              2019-03-04T10:11:12
          QQ图片20190304101112.png,                                2019-03-04T10:11:12
          InShot_20200102_030405678.jpg,                          2020-01-02T03:04:05
          beautyplus_20190304101112123_save.jpg,                  2019-03-04T10:11:12
          RDT_20190304_1011123456789.jpg,                         2019-03-04T12:00:00
          vlcsnap-2019-03-04-10h11m12s123.png,                    2019-03-04T10:11:12
          2019年3月4日 10时11分12秒.jpg,                            2019-03-04T10:11:12
          2019년 3월 4일 10시 11분 12초.jpg,                        2019-03-04T10:11:12
          # moments in UTC
          PXL_20190304_101112345.RAW-01.COVER.jpg,                2019-03-04T10:11:12.345
          original_0815_PXL_20190304_101112345.jpg,               2019-03-04T10:11:12.345
          20190304_101112000_iOS.heic,                            2019-03-04T10:11:12
          20190304T101112Z.jpg,                                   2019-03-04T10:11:12
          2019-03-04T10-11-12.345Z.png,                           2019-03-04T10:11:12
          mmexport1548000000000.jpg,                              2019-01-20T16:00:00
          FB_IMG_1548000000000.jpg,                               2019-01-20T16:00:00
          wx_camera_1548000000000.jpg,                            2019-01-20T16:00:00
          IMG_1548000000000.jpg,                                  2019-01-20T16:00:00
          1548000000000.jpg,                                      2019-01-20T16:00:00
          # days alone
          IMG-20190304-WA0001.jpg,                                2019-03-04T12:00:00
          AUD-20190304-WA0001.opus,                               2019-03-04T12:00:00
          WP_20190304_001.jpg,                                    2019-03-04T12:00:00
          20190304.jpg,                                           2019-03-04T12:00:00
          Scan_20190304 (2).png,                                  2019-03-04T12:00:00
          2019年3月4日.jpg,                                        2019-03-04T12:00:00
          2019-03-04 Trip 12.jpg,                                 2019-03-04T12:00:00
          # without seconds
          2019-03-04 10.11.jpg,                                   2019-03-04T10:11:00
          """)
  void habitsOfPhonesAndAppsAreKnown(String name, LocalDateTime digits) {
    assertThat(FileNameDates.ofFile(name, TODAY)).map(NameDate::digits).contains(digits);
  }

  @ParameterizedTest
  @CsvSource({
    "PXL_20190304_101112345.jpg, true, SECOND",
    "mmexport1548000000000.jpg, true, SECOND",
    "20190304T101112Z.jpg, true, SECOND",
    "IMG_20190304_101112.jpg, false, SECOND",
    "2019-03-04 10.11.jpg, false, MINUTE",
    "IMG-20190304-WA0001.jpg, false, DAY"
  })
  void aNameTellsItsZoneAndAccuracy(String name, boolean utc, Accuracy accuracy) {
    NameDate date = FileNameDates.ofFile(name, TODAY).orElseThrow();

    assertThat(date.utc()).isEqualTo(utc);
    assertThat(date.accuracy()).isEqualTo(accuracy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // ids of Facebook, Instagram, Snapchat
        "11267559_10152906191670949_n.jpg", "received_1234567890.jpeg", "received_10155123456789012.jpeg",
        "Snapchat-1551694272.jpg", "Snapchat-431959199.mp4", "Snapchat-100-10-20-19-15-12", "17841400008460056.jpg",
        // UUIDs and hashes
        "8E2C9B50-1D3F-4C1A-9A1E-2F6E1A2B3C4D.jpg", "20190304-9a1e-4c1a-9a1e-2f6e1a2b3c4d.jpg",
        "a20190304b.jpg", "d41d8cd98f00b20419800998ecf8427e.jpg",
        // impossible and future days and times
        "IMG_20311231_101010.jpg", "IMG_20190230_101010.jpg", "20191301.jpg", "20223112-125200.jpg", "1548000000001234.jpg",
        "2019-13-04.jpg", "@31-13-2019_23-59-59.jpg",
        // phone numbers, Unix seconds that may be phone numbers, serial numbers, counters
        "4915112345678.jpg", "1511234567.jpg", "+4915120190304.jpg", "SN20190304X.jpg", "AB19980512.jpg",
        "DSC_0001.jpg", "IMG_1234.HEIC", "P1010123.JPG", "GX010123.MP4", "100_2019.JPG", "2019.jpg", "2019-03.jpg",
        // sizes and versions
        "1920x1080.jpg", "19201080.png", "3840-2160.png", "wallpaper_2560x1440.jpg", "v1.20190304123.jpg", "4032x3024_20.jpg",
        "720p_30.mp4", "H264_1080p_25.mp4",
        // day or month first, and no telling which
        "Photo 04-03-2019 10.11.12.jpg", "04.03.19.jpg",
        ""
      })
  void otherNumbersAreNoDates(String name) {
    assertThat(FileNameDates.ofFile(name, TODAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "A/2019-03-04/x.jpg, 2019-03-04, DAY",
    "A/2019.03.04/x.jpg, 2019-03-04, DAY",
    "A/2019_03_04/x.jpg, 2019-03-04, DAY",
    "A/20190304/x.jpg, 2019-03-04, DAY",
    "2017-05-01 #2/x.jpg, 2017-05-01, DAY",
    "2016-08-14 - 2016-08-20/x.jpg, 2016-08-14, DAY",
    "2019/03/04/x.jpg, 2019-03-04, DAY",
    "A/2019/03/x.jpg, 2019-03-01, MONTH",
    "2019/2019-03/x.jpg, 2019-03-01, MONTH"
  })
  void aFolderTellsADayOrAMonth(String path, LocalDate day, Accuracy accuracy) {
    assertThat(FileNameDates.ofFolders(path, TODAY)).contains(new NameDate(day.atTime(LocalTime.NOON), false, accuracy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photos from 2019/x.jpg", "2019/x.jpg", "2019/13/x.jpg", "2031-03-04/x.jpg", "12345678/x.jpg", "Trip 2019-03-04 b/x.jpg", "x.jpg"})
  void otherFoldersTellNone(String path) {
    assertThat(FileNameDates.ofFolders(path, TODAY)).isEmpty();
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
