package org.stillkeep.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.takeout.Sidecar;

/**
 * Our own object in a JSON that one of our exports wrote (its form stands in {@code export.OurObject}): what Takeout has no
 * keys for. Where somebody has edited Takeout's keys since, those win. What is not as we write it says nothing.
 */
final class Exported {

  private static final String KEY = "stillkeep";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode ours;

  private Exported(JsonNode ours) {
    this.ours = ours;
  }

  /** Empty for a sidecar that Google wrote. */
  static Optional<Exported> of(Sidecar sidecar) {
    return sidecar.exported() ? of(sidecar.rawJson()) : Optional.empty();
  }

  /** Empty for a sidecar that Google wrote. */
  static Optional<Exported> of(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    return text.contains('"' + KEY + '"') ? of(text) : Optional.empty();
  }

  /** What an album's JSON says; empty for one that Google wrote. */
  static Optional<ToldAlbum> album(String json, String folderName) {
    return of(json).map(found -> album(found.ours, text(found.ours, "title").orElse(folderName), folderName));
  }

  private static Optional<Exported> of(String json) {
    try {
      return Optional.of(JSON.readTree(json).path(KEY)).filter(JsonNode::isObject).map(Exported::new);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // it was JSON when it was listed: then nothing of ours
    }
  }

  /** The albums that no folder of the export stands for. */
  List<ToldAlbum> albums() {
    List<ToldAlbum> albums = new ArrayList<>();
    for (JsonNode each : ours.path("albums")) {
      text(each, "title").ifPresent(title -> albums.add(album(each, title, "")));
    }
    return albums;
  }

  private static ToldAlbum album(JsonNode node, String title, String folderName) {
    return new ToldAlbum(
        node.path("favorites").asBoolean(),
        title,
        text(node, "origin").orElse(ToldAlbum.originOf(folderName.isEmpty() ? title : folderName)),
        folderName,
        text(node, "metadata"));
  }

  /** The details of the library that the export was made from, with later edits of Takeout's keys. */
  AssetDetails over(AssetDetails told, Sidecar sidecar) {
    AssetDetails details =
        new AssetDetails(
            sidecar.title().orElse(told.title()),
            told.liveVideoTitle().map(title -> text(ours, "liveVideoTitle").orElse(title)),
            taken(sidecar).orElse(told.taken()),
            sidecar.modifiedAt().map(this::exactly),
            sidecar.place().map(this::exactly),
            told.description(),
            told.people(),
            sidecar.archived(),
            told.url(),
            text(ours, "sidecar"));
    return original().map(details::withOriginal).orElse(details);
  }

  private Optional<CaptureTime> taken(Sidecar sidecar) {
    Optional<Instant> instant = instant("takenAt");
    Optional<CaptureTime.Source> source = constant(CaptureTime.Source.class, "takenAtSource");
    Optional<CaptureTime.Accuracy> accuracy = constant(CaptureTime.Accuracy.class, "takenAtAccuracy");
    if (instant.isEmpty() || source.isEmpty() || accuracy.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> written = source.get() == CaptureTime.Source.NONE ? Optional.empty() : Optional.of(instant.get().getEpochSecond());
    return written.filter(second -> second != 0).equals(sidecar.takenAt().map(Instant::getEpochSecond))
        ? Optional.of(new CaptureTime(instant.get(), offset(), source.get(), accuracy.get()))
        : Optional.empty();
  }

  private Instant exactly(Instant modified) {
    return instant("modifiedAt").filter(exact -> exact.getEpochSecond() == modified.getEpochSecond()).orElse(modified);
  }

  private Place exactly(Place place) {
    JsonNode altitude = ours.path("altitude");
    boolean lost = place.altitudeMetres().isEmpty() && altitude.isNumber();
    return lost ? new Place(place.latitude(), place.longitude(), OptionalDouble.of(altitude.doubleValue())) : place;
  }

  private Optional<ContentHash> original() {
    try {
      return text(ours, "editedOf").map(ContentHash::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no hash of ours
    }
  }

  private Optional<Instant> instant(String key) {
    try {
      return text(ours, key).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty(); // not as we write it
    }
  }

  private Optional<ZoneOffset> offset() {
    try {
      return text(ours, "offset").map(ZoneOffset::of);
    } catch (DateTimeException e) {
      return Optional.empty(); // not as we write it
    }
  }

  private <E extends Enum<E>> Optional<E> constant(Class<E> type, String key) {
    return text(ours, key)
        .flatMap(
            word ->
                Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst());
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.of(node.path(key)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
