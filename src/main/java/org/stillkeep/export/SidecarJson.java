package org.stillkeep.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;

/**
 * Takeout's sidecar, so that any reader of Takeouts understands it. What the original sidecar said is kept, with the
 * library's own, better knowledge on top; what Takeout has no key for stands in {@link OurObject}.
 *
 * <p>The caption stands under two names: {@code description} is Takeout's, {@code caption} the one of Ente's exports.
 */
final class SidecarJson {

  /** Takeout's keys in Takeout's order, {@code caption} after its twin; others follow as the original had them. */
  private static final List<String> ORDER =
      List.of(
          "title", "description", "caption", "imageViews", "creationTime", "photoTakenTime", "modificationTime", "geoData",
          "geoDataExif", "people", "url", "googlePhotosOrigin", "favorited", "archived");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SidecarJson() {}

  /** The sidecar of an asset's file: {@code title} is that file's name in the library. */
  static byte[] ofAsset(AssetDetails details, String title, Filing filing) {
    ObjectNode node = JsonText.original(details.sidecarJson());
    node.put("title", title);
    node.put("description", details.description());
    putOrRemove(node, "caption", details.description().isEmpty(), NODES.textNode(details.description()));
    putTimes(node, details);
    putPlace(node, details.place());
    putPeople(node, details.people());
    details.url().ifPresent(url -> node.put("url", url));
    putOrRemove(node, "favorited", !filing.favorite(), NODES.booleanNode(true));
    putOrRemove(node, "archived", !details.archived(), NODES.booleanNode(true));
    // It is in the library, so it is no longer in anyone's trash or locked folder; readers would skip it.
    node.remove("trashed");
    node.remove("inLockedFolder");
    node.set(OurObject.KEY, OurObject.ofAsset(details, filing.albums()));
    return JsonText.bytes(ordered(node));
  }

  private static void putTimes(ObjectNode node, AssetDetails details) {
    CaptureTime taken = details.taken();
    // "0" is Takeout's word for unknown; the key itself marks a photo's sidecar and must be there.
    putTime(node, "photoTakenTime", taken.source() == CaptureTime.Source.NONE ? Instant.EPOCH : taken.instant());
    if (!node.has("creationTime")) {
      node.set("creationTime", node.get("photoTakenTime").deepCopy());
    }
    // Takeout had the one key and then the other.
    String modifiedKey = node.has("photoLastModifiedTime") ? "photoLastModifiedTime" : "modificationTime";
    details.modified().ifPresent(modified -> putTime(node, modifiedKey, modified));
  }

  /** What the original says of the same second stays, in the words that it says it in. */
  private static void putTime(ObjectNode node, String key, Instant instant) {
    String before = node.path(key).path("timestamp").asText();
    if (!before.equals(Long.toString(instant.getEpochSecond()))) {
      node.set(key, time(instant));
    }
  }

  private static ObjectNode time(Instant instant) {
    ObjectNode node = JsonText.object();
    node.put("timestamp", Long.toString(instant.getEpochSecond()));
    node.put("formatted", FormattedTime.of(instant));
    return node;
  }

  private static void putPlace(ObjectNode node, Optional<Place> place) {
    if (place.isEmpty()) {
      if (node.has("geoData")) {
        node.set("geoData", geoData(0, 0, 0));
      }
      return;
    }
    Place here = place.get();
    boolean said = isAt(node.path("geoData"), here) || (isNowhere(node.path("geoData")) && isAt(node.path("geoDataExif"), here));
    if (!said) {
      node.set("geoData", geoData(here.latitude(), here.longitude(), here.altitudeMetres().orElse(0)));
    }
  }

  private static boolean isAt(JsonNode said, Place here) {
    return said.path("latitude").asDouble() == here.latitude()
        && said.path("longitude").asDouble() == here.longitude()
        && said.path("altitude").asDouble() == here.altitudeMetres().orElse(0);
  }

  private static boolean isNowhere(JsonNode said) {
    return said.path("latitude").asDouble() == 0 && said.path("longitude").asDouble() == 0;
  }

  private static ObjectNode geoData(double latitude, double longitude, double altitude) {
    ObjectNode node = JsonText.object();
    node.put("latitude", BigDecimal.valueOf(latitude));
    node.put("longitude", BigDecimal.valueOf(longitude));
    node.put("altitude", BigDecimal.valueOf(altitude));
    node.put("latitudeSpan", BigDecimal.valueOf(0.0));
    node.put("longitudeSpan", BigDecimal.valueOf(0.0));
    return node;
  }

  private static void putPeople(ObjectNode node, List<String> people) {
    List<String> before = new ArrayList<>();
    node.path("people").forEach(each -> before.add(each.path("name").asText()));
    if (before.equals(people)) {
      return;
    }
    ArrayNode array = NODES.arrayNode();
    people.forEach(name -> array.addObject().put("name", name));
    putOrRemove(node, "people", people.isEmpty(), array);
  }

  private static void putOrRemove(ObjectNode node, String key, boolean remove, JsonNode value) {
    if (remove) {
      node.remove(key);
    } else {
      node.set(key, value);
    }
  }

  private static ObjectNode ordered(ObjectNode node) {
    ObjectNode result = JsonText.object();
    for (String key : ORDER) {
      if (node.has(key)) {
        result.set(key, node.get(key));
      }
    }
    node.properties().forEach(field -> result.putIfAbsent(field.getKey(), field.getValue()));
    return result;
  }
}
