package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;

class SidecarJsonTest {

  @Test
  void everyFactHasTakeoutsKeyInTakeoutsOrder() {
    AssetDetails details =
        new AssetDetails(
            "beach.jpg",
            Optional.empty(),
            CaptureTime.ofSidecar(Instant.parse("2019-07-13T08:40:00.900Z")),
            Optional.of(Instant.parse("2020-01-01T12:00:00Z")),
            Optional.of(new Place(48.1, 11.5, OptionalDouble.of(520))),
            "the last day",
            List.of("Ada", "Grace"),
            true,
            Optional.of("https://photos.google.com/photo/AF1Qip"),
            Optional.empty());
    assertThat(text(details, true))
        .isEqualTo(
            """
            {
              "title": "beach.jpg",
              "description": "the last day",
              "caption": "the last day",
              "creationTime": {
                "timestamp": "1563007200",
                "formatted": "Jul 13, 2019, 8:40:00 AM UTC"
              },
              "photoTakenTime": {
                "timestamp": "1563007200",
                "formatted": "Jul 13, 2019, 8:40:00 AM UTC"
              },
              "modificationTime": {
                "timestamp": "1577880000",
                "formatted": "Jan 1, 2020, 12:00:00 PM UTC"
              },
              "geoData": {
                "latitude": 48.1,
                "longitude": 11.5,
                "altitude": 520.0,
                "latitudeSpan": 0.0,
                "longitudeSpan": 0.0
              },
              "people": [
                {
                  "name": "Ada"
                },
                {
                  "name": "Grace"
                }
              ],
              "url": "https://photos.google.com/photo/AF1Qip",
              "favorited": true,
              "archived": true,
              "stillkeep": {
                "takenAt": "2019-07-13T08:40:00.900Z",
                "takenAtSource": "sidecar",
                "takenAtAccuracy": "second",
                "modifiedAt": "2020-01-01T12:00:00Z",
                "altitude": 520.0
              }
            }
            """);
  }

  @Test
  void whatTheOriginalSidecarSaidIsKeptUnderOurOwnValues() {
    String original =
        """
        {"title": "old title", "imageViews": "17", "creationTime": {"timestamp": "1600000000", "formatted": "x"},
         "photoTakenTime": {"timestamp": "1", "formatted": "y"}, "trashed": true, "inLockedFolder": true, "favorited": true,
         "geoData": {"latitude": 48.10000000000000001, "longitude": 11.50, "altitude": 0.0, "latitudeSpan": 1.5},
         "googlePhotosOrigin": {"mobileUpload": {"deviceType": "IOS_PHONE"}}, "unheardOf": [1.10, null]}
        """;
    AssetDetails details = with(Optional.of(new Place(48.1, 11.5, OptionalDouble.empty())), Optional.of(original));
    assertThat(takeoutsPart(details))
        .contains("\"title\": \"beach.jpg\"")
        .contains("\"imageViews\": \"17\"")
        .contains("\"timestamp\": \"1600000000\"")
        .contains("\"timestamp\": \"1562999999\"")
        .contains("48.10000000000000001")
        .contains("\"latitudeSpan\": 1.5")
        .contains("\"deviceType\": \"IOS_PHONE\"")
        .contains("1.10")
        .doesNotContain("old title")
        .doesNotContain("trashed")
        .doesNotContain("inLockedFolder")
        .doesNotContain("favorited")
        .doesNotContain("caption");
  }

  @Test
  void anOriginalThatIsNoJsonIsNoObstacle() {
    for (String broken : List.of("", "{", "[1]", "\"text\"", "{\"a\":".repeat(5000))) {
      assertThat(text(with(Optional.empty(), Optional.of(broken)), false)).contains("\"photoTakenTime\"");
    }
  }

  @Test
  void anUnknownCaptureTimeIsTakeoutsZero() {
    AssetDetails known = with(Optional.empty(), Optional.empty());
    AssetDetails unknown =
        new AssetDetails(
            known.title(),
            known.liveVideoTitle(),
            CaptureTime.unknown(Instant.parse("2026-01-01T00:00:00Z")),
            known.modified(),
            known.place(),
            "",
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    assertThat(takeoutsPart(unknown)).contains("\"timestamp\": \"0\"").doesNotContain("2026");
  }

  @Test
  void theOriginalGoesAlongWordForWordAndItsOwnWordsStayWhereNothingChanged() {
    String original =
        """
        {"title": "beach.jpg", "description": "d", "photoTakenTime": {"timestamp": "1562999999", "formatted": "13.07.2019 г."},
         "creationTime": {"timestamp": "1600000000", "formatted": "x"}, "photoLastModifiedTime": {"timestamp": "5"},
         "geoData": {"latitude": 0.0, "longitude": 0.0, "altitude": 0.0},
         "geoDataExif": {"latitude": 48.1, "longitude": 11.5, "altitude": 0.0}, "people": [{"name": "Ada", "x": 1}]}
        """;
    AssetDetails details =
        new AssetDetails(
            "beach.jpg",
            Optional.empty(),
            CaptureTime.ofSidecar(Instant.ofEpochSecond(1562999999)),
            Optional.of(Instant.ofEpochSecond(5)),
            Optional.of(new Place(48.1, 11.5, OptionalDouble.empty())),
            "d",
            List.of("Ada"),
            false,
            Optional.empty(),
            Optional.of(original));

    ObjectNode written = JsonText.original(Optional.of(text(details, false)));
    assertThat(written.remove(OurObject.KEY).path("sidecar").asText()).isEqualTo(original);
    written.remove("caption");
    assertThat(written).isEqualTo(JsonText.original(Optional.of(original)));
  }

  @Test
  void timesBeforeTheEpochRoundDown() {
    AssetDetails details = Household.taken("old.jpg", Instant.parse("1925-01-01T00:00:00.500Z"));
    assertThat(text(details, false)).contains("\"timestamp\": \"-1420070400\"").contains("Jan 1, 1925, 12:00:00 AM UTC");
  }

  @Test
  void aStampChangesWithEveryFactOfTheSidecar() {
    AssetDetails plain = with(Optional.empty(), Optional.empty());
    assertThat(
            List.of(
                Stamp.ofAsset(plain, Filing.NOWHERE),
                Stamp.ofAsset(plain, new Filing(true, List.of())),
                Stamp.ofAsset(Household.described(plain, "x"), Filing.NOWHERE),
                Stamp.ofAsset(with(Optional.of(new Place(1, 2, OptionalDouble.empty())), Optional.empty()), Filing.NOWHERE),
                Stamp.ofAsset(with(Optional.empty(), Optional.of("{}")), Filing.NOWHERE),
                Stamp.ofAsset(Household.taken("beach.jpg", Instant.EPOCH), Filing.NOWHERE)))
        .doesNotHaveDuplicates();
    assertThat(Stamp.ofTexts("ab", "c")).isNotEqualTo(Stamp.ofTexts("a", "bc"));
  }

  private static AssetDetails with(Optional<Place> place, Optional<String> original) {
    return new AssetDetails(
        "beach.jpg",
        Optional.empty(),
        CaptureTime.ofSidecar(Instant.ofEpochSecond(1562999999)),
        Optional.empty(),
        place,
        "",
        List.of(),
        false,
        Optional.empty(),
        original);
  }

  private static String takeoutsPart(AssetDetails details) {
    String text = text(details, false);
    return text.substring(0, text.indexOf("\"" + OurObject.KEY + "\""));
  }

  private static String text(AssetDetails details, boolean favorite) {
    return new String(SidecarJson.ofAsset(details, details.title(), new Filing(favorite, List.of())), StandardCharsets.UTF_8);
  }
}
