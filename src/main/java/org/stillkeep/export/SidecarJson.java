package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;

/**
 * Takeout's sidecar, so that any reader of Takeouts understands it. What the original sidecar said is kept, with the
 * library's own, better knowledge on top. The same facts give the same bytes, on every platform and Java version.
 *
 * <p>The caption stands under two names: {@code description} is Takeout's, {@code caption} the one of Ente's exports.
 */
final class SidecarJson {

  /** Takeout's keys in Takeout's order, {@code caption} after its twin; others follow as the original had them. */
  private static final List<String> ORDER =
      List.of(
          "title", "description", "caption", "imageViews", "creationTime", "photoTakenTime", "modificationTime", "geoData",
          "geoDataExif", "people", "url", "googlePhotosOrigin", "favorited", "archived");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          // Numbers of the original sidecar go through with every digit they had.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private SidecarJson() {}

  /** The sidecar of an asset's file: {@code title} is that file's name in the library. */
  static byte[] ofAsset(AssetDetails details, String title, boolean favorite) {
    ObjectNode node = original(details);
    node.put("title", title);
    node.put("description", details.description());
    putOrRemove(node, "caption", details.description().isEmpty(), JSON.getNodeFactory().textNode(details.description()));
    putTimes(node, details);
    putPlace(node, details.place());
    putPeople(node, details.people());
    details.url().ifPresent(url -> node.put("url", url));
    putOrRemove(node, "favorited", !favorite, JSON.getNodeFactory().booleanNode(true));
    putOrRemove(node, "archived", !details.archived(), JSON.getNodeFactory().booleanNode(true));
    // It is in the library, so it is no longer in anyone's trash; readers would skip it.
    node.remove("trashed");
    return bytes(ordered(node));
  }

  /** The {@code metadata.json} of an album's folder. */
  static byte[] ofAlbum(String title) {
    ObjectNode node = JSON.createObjectNode();
    node.put("title", title);
    node.put("description", "");
    return bytes(node);
  }

  private static ObjectNode original(AssetDetails details) {
    if (details.sidecarJson().isPresent()) {
      try {
        if (JSON.readTree(details.sidecarJson().get()) instanceof ObjectNode object) {
          return object;
        }
      } catch (JsonProcessingException e) {
        // A sidecar that is no JSON says nothing that could be kept; the library has what was read of it.
        return JSON.createObjectNode();
      }
    }
    return JSON.createObjectNode();
  }

  private static void putTimes(ObjectNode node, AssetDetails details) {
    CaptureTime taken = details.taken();
    // "0" is Takeout's word for unknown; the key itself marks a photo's sidecar and must be there.
    JsonNode takenNode = time(taken.source() == CaptureTime.Source.NONE ? Instant.EPOCH : taken.instant());
    node.set("photoTakenTime", takenNode);
    if (!node.has("creationTime")) {
      node.set("creationTime", takenNode.deepCopy());
    }
    details.modified().ifPresent(modified -> node.set("modificationTime", time(modified)));
  }

  private static ObjectNode time(Instant instant) {
    ObjectNode node = JSON.createObjectNode();
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
    JsonNode before = node.path("geoData");
    boolean unchanged =
        before.path("latitude").asDouble() == here.latitude()
            && before.path("longitude").asDouble() == here.longitude()
            && before.path("altitude").asDouble() == here.altitudeMetres().orElse(0);
    if (!unchanged) {
      node.set("geoData", geoData(here.latitude(), here.longitude(), here.altitudeMetres().orElse(0)));
    }
  }

  private static ObjectNode geoData(double latitude, double longitude, double altitude) {
    ObjectNode node = JSON.createObjectNode();
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
    ArrayNode array = JSON.createArrayNode();
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
    ObjectNode result = JSON.createObjectNode();
    for (String key : ORDER) {
      if (node.has(key)) {
        result.set(key, node.get(key));
      }
    }
    node.properties().forEach(field -> result.putIfAbsent(field.getKey(), field.getValue()));
    return result;
  }

  private static byte[] bytes(ObjectNode node) {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
