package org.stillkeep.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneMapTest {

  private final ZoneMap map = ZoneMap.world();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # place,                 lat,     lon,      zone
          Tokyo,                   35.68,   139.76,   Asia/Tokyo
          Berlin,                  52.52,   13.40,    Europe/Berlin
          Paris,                   48.8584, 2.2919,   Europe/Paris
          New York,                40.71,   -74.00,   America/New_York
          Phoenix,                 33.45,   -112.07,  America/Phoenix
          Window Rock (Navajo),    35.68,   -109.05,  America/Denver
          Tuba City (Navajo),      36.13,   -111.24,  America/Denver
          Second Mesa (Hopi),      35.79,   -110.50,  America/Phoenix
          Delhi,                   28.61,   77.21,    Asia/Kolkata
          Kathmandu,               27.71,   85.32,    Asia/Kathmandu
          Lord Howe,               -31.55,  159.08,   Australia/Lord_Howe
          Eucla,                   -31.68,  128.88,   Australia/Eucla
          Broken Hill,             -31.95,  141.45,   Australia/Broken_Hill
          Chatham,                 -43.95,  -176.56,  Pacific/Chatham
          Kiritimati,              1.87,    -157.43,  Pacific/Kiritimati
          Tarawa,                  1.33,    172.98,   Pacific/Tarawa
          Apia,                    -13.83,  -171.76,  Pacific/Apia
          Pago Pago,               -14.28,  -170.70,  Pacific/Pago_Pago
          Marquesas,               -8.93,   -140.10,  Pacific/Marquesas
          St. John's,              47.56,   -52.71,   America/St_Johns
          Ceuta,                   35.888,  -5.31,    Africa/Ceuta
          Longyearbyen,            78.22,   15.65,    Arctic/Longyearbyen
          Kaliningrad,             54.71,   20.51,    Europe/Kaliningrad
          Canary Islands,          28.12,   -15.43,   Atlantic/Canary
          Azores,                  37.74,   -25.67,   Atlantic/Azores
          Easter Island,           -27.15,  -109.43,  Pacific/Easter
          Galapagos,               -0.74,   -90.31,   Pacific/Galapagos
          Diomede (Alaska),        65.757,  -168.93,  America/Nome
          Creston,                 49.10,   -116.51,  America/Creston
          McMurdo,                 -77.85,  166.67,   Antarctica/McMurdo
          Troll,                   -72.01,  2.53,     Antarctica/Troll
          Pyongyang,               39.02,   125.75,   Asia/Pyongyang
          Seoul,                   37.57,   126.98,   Asia/Seoul
          Kabul,                   34.53,   69.17,    Asia/Kabul
          Yangon,                  16.80,   96.15,    Asia/Yangon
          Fiji (east of 180),      -16.80,  -179.98,  Pacific/Fiji
          Anadyr (east of 180),    66.00,   -173.00,  Asia/Anadyr
          """)
  void aPlaceHasItsZone(String place, double latitude, double longitude, String zone) {
    assertThat(map.zones(latitude, longitude)).as(place).containsExactly(zone);
  }

  @ParameterizedTest(name = "{0}, {3}")
  @CsvSource(
      textBlock =
          """
          Phoenix has no summer time,     33.45,  -112.07, 2023-07-01T12:00:00Z, -07:00
          the Navajo nation has,          35.68,  -109.05, 2023-07-01T12:00:00Z, -06:00
          India,                          28.61,  77.21,   2023-07-01T12:00:00Z, +05:30
          Nepal,                          27.71,  85.32,   2023-07-01T12:00:00Z, +05:45
          Nepal before 1986,              27.71,  85.32,   1980-07-01T12:00:00Z, +05:30
          Lord Howe in summer,            -31.55, 159.08,  2023-01-01T12:00:00Z, +11:00
          Lord Howe in winter,            -31.55, 159.08,  2023-07-01T12:00:00Z, +10:30
          the first clock of a day,       1.87,   -157.43, 2023-07-01T12:00:00Z, +14:00
          Kiritimati before 1995,         1.87,   -157.43, 1990-07-01T12:00:00Z, -10:00
          Samoa before 2011-12-30,        -13.83, -171.76, 2011-12-20T12:00:00Z, -10:00
          Samoa after it,                 -13.83, -171.76, 2012-01-20T12:00:00Z, +14:00
          Chatham in summer,              -43.95, -176.56, 2023-01-01T12:00:00Z, +13:45
          Venezuela at half past,         10.49,  -66.88,  2010-01-01T12:00:00Z, -04:30
          Venezuela now,                  10.49,  -66.88,  2020-01-01T12:00:00Z, -04:00
          Turkey keeps summer time,       41.01,  28.98,   2020-01-01T12:00:00Z, +03:00
          Turkey before,                  41.01,  28.98,   2010-01-01T12:00:00Z, +02:00
          Moscow 2012,                    55.75,  37.62,   2012-01-01T12:00:00Z, +04:00
          Berlin after the war,           52.52,  13.40,   1945-06-15T12:00:00Z, +03:00
          London all year at summer time, 51.50,  -0.13,   1969-01-01T12:00:00Z, +01:00
          Berlin 1880 by its own sun,     52.52,  13.40,   1880-01-01T12:00:00Z, +00:53
          Troll in its summer,            -72.01, 2.53,    2023-07-01T12:00:00Z, +02:00
          the middle of the Atlantic,     30.00,  -40.00,  2023-07-01T12:00:00Z, -03:00
          the Southern Ocean,             -60.00, 100.00,  2023-07-01T12:00:00Z, +07:00
          the Pacific before the line,    30.00,  179.00,  2023-07-01T12:00:00Z, +12:00
          the Pacific behind the line,    30.00,  -179.00, 2023-07-01T12:00:00Z, -12:00
          the north pole,                 90.00,  0.00,    2023-07-01T12:00:00Z, Z
          the last corner of the map,     -50.00, 180.00,  2023-07-01T12:00:00Z, +12:00
          """)
  void theClockAtAPlaceHasItsHistory(String what, double latitude, double longitude, Instant moment, String offset) {
    assertThat(map.offset(latitude, longitude, moment)).as(what).contains(ZoneOffset.of(offset));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          Baarle,                                51.4428, 4.9283
          Llivia (Spain in France),              42.465,  1.98
          the three countries' corner,           50.7545, 6.0209
          Niagara Falls,                         43.0780, -79.0757
          """)
  void whereZonesMeetThatGoAlikeTheAnswerIsSure(String what, double latitude, double longitude) {
    assertThat(map.zones(latitude, longitude)).as(what).hasSizeGreaterThan(1);
    assertThat(map.offset(latitude, longitude, Instant.parse("2020-01-01T00:00:00Z"))).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          the bridge of Tui and Valenca,         42.0317, -8.6475
          Haparanda and Tornio,                  65.8430, 24.1390
          Urumqi: by the sun or by Peking,       43.83,   87.62
          """)
  void whereZonesMeetThatDifferNothingIsSaid(String what, double latitude, double longitude) {
    assertThat(map.zones(latitude, longitude)).as(what).hasSizeGreaterThan(1);
    assertThat(map.offset(latitude, longitude, Instant.parse("2020-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void aBorderTellsTheOffsetOfTimesWhenBothSidesAgreed() {
    // Between 1992 and 1996 Portugal went by Central European Time, as Spain does.
    assertThat(map.offset(42.0317, -8.6475, Instant.parse("1994-01-01T12:00:00Z"))).contains(ZoneOffset.ofHours(1));
  }

  @Test
  void digitsOfALocalClockTellTheOffsetToo() {
    assertThat(map.offset(52.52, 13.40, LocalDateTime.of(2023, 7, 1, 12, 0))).contains(ZoneOffset.ofHours(2));
    assertThat(map.offset(52.52, 13.40, LocalDateTime.of(2023, 1, 1, 12, 0))).contains(ZoneOffset.ofHours(1));
    assertThat(map.offset(52.52, 13.40, LocalDateTime.of(2023, 10, 29, 2, 30))).contains(ZoneOffset.ofHours(2));
  }

  @Test
  void everyPlaceHasAnAnswerOrNoneAndNeverAnAbsurdOne() {
    Instant moment = Instant.parse("2023-07-01T12:00:00Z");
    int silent = 0;
    int asked = 0;
    for (double latitude = -90; latitude <= 90; latitude += 0.7) {
      for (double longitude = -180; longitude <= 180; longitude += 0.7) {
        Optional<ZoneOffset> offset = map.offset(latitude, longitude, moment);
        asked++;
        silent += offset.isEmpty() ? 1 : 0;
        offset.ifPresent(each -> assertThat(each.getTotalSeconds()).isBetween(-12 * 3600, 14 * 3600));
      }
    }
    // Xinjiang with its two clocks is most of it.
    assertThat((double) silent / asked).isBetween(0.001, 0.01);
  }

  @Test
  void nearlyAllZonesOfTheMapAreKnownToThisJava() throws IOException {
    try (InputStream in = ZoneMap.class.getResourceAsStream("world.zones")) {
      ZoneTree tree = ZoneTree.read(new DataInputStream(in));
      long known =
          tree.names().stream()
              .filter(names -> names.stream().anyMatch(ZoneId.getAvailableZoneIds()::contains))
              .count();
      assertThat(tree.names()).hasSizeGreaterThan(400);
      assertThat(tree.names().size() - known).isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 1_000, 20_000, 400_000})
  void aMapThatEndsEarlyIsRefused(int bytes) throws IOException {
    try (InputStream in = ZoneMap.class.getResourceAsStream("world.zones")) {
      byte[] cut = in.readNBytes(bytes);
      assertThatThrownBy(() -> ZoneTree.read(new DataInputStream(new ByteArrayInputStream(cut))))
          .isInstanceOfAny(IOException.class, EOFException.class);
    }
  }
}
