package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;

@Covers("J")
class SidecarTest {

  private static final String FULL =
      """
      {"title": "IMG_1.jpg", "description": "at the sea\\nand later", "imageViews": "12",
       "creationTime": {"timestamp": "1695397525", "formatted": "22 sept. 2023"},
       "photoTakenTime": {"timestamp": "1695394176"}, "photoLastModifiedTime": {"timestamp": "1695397999"},
       "geoData": {"latitude": 48.7981917, "longitude": 2.4866833, "altitude": 90.25},
       "people": [{"name": "Ada"}, {"name": "Grace"}, {}], "url": "https://photos.google.com/photo/AF1Qip",
       "googlePhotosOrigin": {"mobileUpload": {"deviceFolder": {"localFolderName": "DCIM"}, "deviceType": "ANDROID_PHONE"}},
       "appSource": {"androidPackageName": "com.example"}, "favorited": true, "archived": true, "trashed": "true"}""";

  private static Sidecar sidecar(String json) {
    return Sidecar.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Optional<Instant> takenAt(String timestamp) {
    return sidecar("{\"photoTakenTime\": {\"timestamp\": " + timestamp + "}}").takenAt();
  }

  @Test
  void allFieldsAreRead() {
    Sidecar sidecar = sidecar(FULL);

    assertThat(sidecar.title()).contains("IMG_1.jpg");
    assertThat(sidecar.description()).contains("at the sea\nand later");
    assertThat(sidecar.imageViews()).hasValue(12);
    assertThat(sidecar.takenAt()).contains(Instant.ofEpochSecond(1_695_394_176));
    assertThat(sidecar.uploadedAt()).contains(Instant.ofEpochSecond(1_695_397_525));
    assertThat(sidecar.modifiedAt()).contains(Instant.ofEpochSecond(1_695_397_999));
    assertThat(sidecar.place().orElseThrow().latitude()).isEqualTo(48.7981917);
    assertThat(sidecar.place().orElseThrow().altitudeMetres()).hasValue(90.25);
    assertThat(sidecar.people()).containsExactly("Ada", "Grace");
    assertThat(sidecar.url()).contains("https://photos.google.com/photo/AF1Qip");
    assertThat(sidecar.origin()).contains("mobileUpload");
    assertThat(sidecar.deviceFolder()).contains("DCIM");
    assertThat(sidecar.deviceType()).contains("ANDROID_PHONE");
    assertThat(sidecar.appSource()).contains("com.example");
    assertThat(sidecar.favorited()).isTrue();
    assertThat(sidecar.archived()).isTrue();
    assertThat(sidecar.trashed()).as("a string is no boolean").isFalse();
    assertThat(sidecar.rawJson()).isEqualTo(FULL);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"1600000000\"',      2020-09-13T12:26:40Z",
    "1600000000,            2020-09-13T12:26:40Z",
    "'\"-460000000\"',      1955-06-04T22:13:20Z",
    "'\"1600000000123\"',   2020-09-13T12:26:40.123Z",
    "'\"-236563200000\"',   1962-07-04T00:00:00Z",
  })
  void theInstantIsReadFromSecondsAndMilliseconds(String timestamp, String instant) {
    assertThat(takenAt(timestamp)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "\"0\"", "\"\"", "\"soon\"", "null", "6911956131600", "\"99999999999999999999\"", "1e400", "[]", "-9223372036854775808"})
  void whatIsNoTimeOfAPhotoIsUnknown(String timestamp) {
    assertThat(takenAt(timestamp)).isEmpty();
  }

  @Test
  void nullIslandIsNoPlaceAndTheFilesOwnPlaceStandsIn() {
    String none = "{\"photoTakenTime\": {}, \"geoData\": {\"latitude\": 0.0, \"longitude\": 0.0}%s}";

    assertThat(sidecar(none.formatted("")).place()).isEmpty();
    assertThat(sidecar(none.formatted(", \"geoDataExif\": {\"latitude\": 10.5, \"longitude\": -20.25}")).place().orElseThrow().latitude())
        .isEqualTo(10.5);
    assertThat(sidecar("{\"photoTakenTime\": {}, \"geoData\": {\"latitude\": 95, \"longitude\": 1}}").place()).isEmpty();
  }

  @Test
  void aMarkAndForeignEncodingsAreUnderstood() {
    String json = "{\"title\": \"Café\", \"photoTakenTime\": {}}";

    assertThat(sidecar("\ufeff" + json).title()).contains("Café");
    assertThat(Sidecar.parse(json.getBytes(StandardCharsets.UTF_16)).orElseThrow().title()).contains("Café");
    assertThat(Sidecar.parse(json.getBytes(Charset.forName("windows-1252"))).orElseThrow().title()).contains("Café");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{not json", "{\"photoTakenTime\": {", "[]", "null", "12", "{}", "{\"title\": [\"a\"]}", "{\"title\": \"album\"}"})
  void whatDescribesNoPhotoIsNoSidecar(String text) {
    assertThat(Sidecar.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void bottomlessNestingIsRefused() {
    String deep = "{\"photoTakenTime\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(Sidecar.parse(deep.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void anOverlongTextIsRefusedUnread() {
    assertThat(TakeoutJson.parse(new byte[TakeoutJson.LONGEST_BYTES + 1]).kind()).isEqualTo(TakeoutJson.Kind.UNREADABLE);
  }

  @Test
  void noDamageMakesTheParserThrow() {
    Random random = new Random(7);
    byte[] whole = FULL.getBytes(StandardCharsets.UTF_8);
    int readable = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readable += Sidecar.parse(damaged).isPresent() ? 1 : 0;
    }
    assertThat(readable).isBetween(1, 5_000);
  }

  @Test
  void theSchemasOfTheCorpusAreUnderstood() {
    for (CorpusCase each : CorpusCase.all()) {
      for (JsonNode expected : each.json().path("expectJson")) {
        TakeoutJson json =
            TakeoutJson.parse(each.json().get("entries").get(0).get("json").toString().getBytes(StandardCharsets.UTF_8));
        assertThat(classOf(json)).as(each.name()).isEqualTo(expected.get("cls").asText());
        json.sidecar().ifPresent(sidecar -> compare(sidecar, expected));
      }
    }
  }

  private static String classOf(TakeoutJson json) {
    return switch (json.kind()) {
      case ITEM -> "asset";
      case ALBUM -> "album";
      case UNTITLED_ALBUM -> "album-empty-or-other";
      case PRINT, MEMORY, COMMENTS, OTHER, UNREADABLE -> "other";
    };
  }

  private static void compare(Sidecar sidecar, JsonNode expected) {
    if (expected.has("takenAt")) {
      assertThat(sidecar.takenAt().map(Instant::getEpochSecond))
          .isEqualTo(expected.get("takenAt").isNull() ? Optional.empty() : Optional.of(expected.get("takenAt").asLong()));
    }
    if (expected.has("uploadedAt")) {
      assertThat(sidecar.uploadedAt()).contains(Instant.ofEpochSecond(expected.get("uploadedAt").asLong()));
    }
    if (expected.has("lat")) {
      assertThat(sidecar.place().orElseThrow().latitude()).isCloseTo(expected.get("lat").asDouble(), org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(sidecar.favorited()).isEqualTo(expected.path("favorited").asBoolean());
    assertThat(sidecar.archived()).isEqualTo(expected.path("archived").asBoolean());
    assertThat(sidecar.trashed()).isEqualTo(expected.path("trashed").asBoolean());
    assertThat(sidecar.locked()).isEqualTo(expected.path("locked").asBoolean());
    if (expected.has("origin")) {
      assertThat(sidecar.origin()).contains(expected.get("origin").asText());
    }
  }

  @Test
  void anAlbumsTextsPlacesAndCommentsAreRead() {
    String json =
        """
        {"title": "Trip", "description": "d", "enrichments": [{"narrativeEnrichment": {"text": "hello"}},
          {"locationEnrichment": {"location": [{"name": "Here", "latitudeE7": 488029439, "longitudeE7": 24854290}]}}],
         "sharedAlbumComments": [{"liked": true, "contentOwnerName": "Ada", "creationTime": {"timestamp": "1695033311"}}]}""";
    AlbumText album = TakeoutJson.parse(json.getBytes(StandardCharsets.UTF_8)).album().orElseThrow();

    assertThat(album.title()).isEqualTo("Trip");
    assertThat(album.texts()).containsExactly("hello");
    assertThat(album.places().get(0).place().orElseThrow().latitude()).isEqualTo(48.8029439);
    assertThat(album.comments().get(0).by()).contains("Ada");
    assertThat(album.comments().get(0).liked()).isTrue();
  }

  @Test
  void theAlbumOfAnOldExportIsWrapped() {
    String json = "{\"albumData\": {\"title\": \"2017-05-01\", \"date\": {}}}";

    assertThat(TakeoutJson.parse(json.getBytes(StandardCharsets.UTF_8)).album().orElseThrow().title()).isEqualTo("2017-05-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tom &amp; Jerry&#39;s.jpg | Tom & Jerry's.jpg",
        "&lt;3 &quot;you&quot;&#x21; | <3 \"you\"!",
        "&#128512; &apos;x&apos; | 😀 'x'",
        "&amp;lt; | &lt;",
        "AT&T &nonsense; &#x110000; &# | AT&T &nonsense; &#x110000; &#",
      })
  void entitiesAreDecodedOnce(String text, String decoded) {
    assertThat(HtmlEntities.decode(text)).isEqualTo(decoded);
  }
}
