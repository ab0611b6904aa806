package org.stillkeep.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;

/** Turns assets into rows of the table {@code asset} and back. */
final class AssetRow {

  /** All columns but the key {@code id} and the {@code change}, in the order of {@link #values}. */
  static final List<String> COLUMNS =
      List.of(
          "state", "kind", "hash", "size_bytes", "live_video_bytes", "title", "live_video_title", "taken", "taken_offset",
          "taken_source", "taken_accuracy", "modified", "latitude", "longitude", "altitude", "description", "people",
          "archived", "url", "sidecar_json", "edited_of", "object_key", "object_header", "object_bytes", "thumb_key", "thumb_header",
          "thumb_bytes", "private_version", "private_json", "public_version", "public_json", "shared", "hidden", "hashed");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private AssetRow() {}

  /** The id, then the values of {@link #COLUMNS}. */
  static Object[] values(StoredAsset stored) {
    Asset asset = stored.asset();
    AssetDetails details = asset.details();
    CaptureTime taken = details.taken();
    Optional<Place> place = details.place();
    Optional<SealedObject> thumbnail = stored.thumbnail();
    return new Object[] {
      asset.id(),
      stored.state().name(),
      asset.kind().name(),
      hashBytes(asset.hash()),
      asset.sizeBytes(),
      asset.liveVideoSizeBytes(),
      details.title(),
      details.liveVideoTitle().orElse(null),
      micros(taken.instant()),
      taken.offset().map(ZoneOffset::getTotalSeconds).orElse(null),
      taken.source().name(),
      taken.accuracy().name(),
      details.modified().map(AssetRow::micros).orElse(null),
      place.map(Place::latitude).orElse(null),
      place.map(Place::longitude).orElse(null),
      place.map(Place::altitudeMetres).filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble).orElse(null),
      details.description(),
      namesJson(details.people()),
      details.archived() ? 1 : 0,
      details.url().orElse(null),
      details.sidecarJson().orElse(null),
      details.editedOf().map(AssetRow::hashBytes).orElse(null),
      stored.content().objectKey(),
      stored.content().header(),
      stored.content().ciphertextBytes(),
      thumbnail.map(SealedObject::objectKey).orElse(null),
      thumbnail.map(SealedObject::header).orElse(null),
      thumbnail.map(SealedObject::ciphertextBytes).orElse(null),
      stored.privateMagic().version(),
      stored.privateMagic().json(),
      stored.publicMagic().version(),
      stored.publicMagic().json(),
      stored.shared() ? 1 : 0,
      stored.hidden() ? 1 : 0,
      stored.hashed() ? 1 : 0
    };
  }

  static StoredAsset read(ResultSet row) throws SQLException {
    return new StoredAsset(
        asset(row),
        AssetState.valueOf(row.getString("state")),
        new SealedObject(row.getString("object_key"), row.getBytes("object_header"), row.getLong("object_bytes")),
        thumbnail(row),
        new MagicText(row.getInt("private_version"), row.getString("private_json")),
        new MagicText(row.getInt("public_version"), row.getString("public_json")),
        row.getInt("shared") != 0,
        row.getInt("hidden") != 0,
        row.getInt("hashed") != 0);
  }

  static AssetChange readChange(ResultSet row) throws SQLException {
    return new AssetChange(row.getLong("change"), asset(row), AssetState.valueOf(row.getString("state")));
  }

  /** One digest is 64 bytes, the two of a live photo are 128. */
  static byte[] hashBytes(ContentHash hash) {
    byte[] still = Base64.getDecoder().decode(hash.still().text());
    if (!hash.isLivePhoto()) {
      return still;
    }
    byte[] video = Base64.getDecoder().decode(hash.video().text());
    byte[] both = new byte[still.length + video.length];
    System.arraycopy(still, 0, both, 0, still.length);
    System.arraycopy(video, 0, both, still.length, video.length);
    return both;
  }

  /** The inverse of {@link #hashBytes}. */
  static ContentHash hash(byte[] bytes) {
    Base64.Encoder base64 = Base64.getEncoder();
    if (bytes.length == ContentHash.DIGEST_BYTES) {
      return new ContentHash(base64.encodeToString(bytes));
    }
    byte[] still = Arrays.copyOf(bytes, ContentHash.DIGEST_BYTES);
    byte[] video = Arrays.copyOfRange(bytes, ContentHash.DIGEST_BYTES, bytes.length);
    return new ContentHash(base64.encodeToString(still) + ":" + base64.encodeToString(video));
  }

  private static Asset asset(ResultSet row) throws SQLException {
    return new Asset(
        row.getLong("id"),
        AssetKind.valueOf(row.getString("kind")),
        hash(row.getBytes("hash")),
        row.getLong("size_bytes"),
        row.getLong("live_video_bytes"),
        details(row));
  }

  private static AssetDetails details(ResultSet row) throws SQLException {
    return new AssetDetails(
        row.getString("title"),
        Optional.ofNullable(row.getString("live_video_title")),
        new CaptureTime(
            instant(row.getLong("taken")),
            optional(row, "taken_offset").map(seconds -> ZoneOffset.ofTotalSeconds(((Number) seconds).intValue())),
            CaptureTime.Source.valueOf(row.getString("taken_source")),
            CaptureTime.Accuracy.valueOf(row.getString("taken_accuracy"))),
        optional(row, "modified").map(micros -> instant(((Number) micros).longValue())),
        place(row),
        row.getString("description"),
        names(row.getString("people")),
        row.getInt("archived") != 0,
        Optional.ofNullable(row.getString("url")),
        Optional.ofNullable(row.getString("sidecar_json")),
        Optional.ofNullable(row.getBytes("edited_of")).map(AssetRow::hash));
  }

  private static Optional<Place> place(ResultSet row) throws SQLException {
    if (optional(row, "latitude").isEmpty()) {
      return Optional.empty();
    }
    Optional<Object> altitude = optional(row, "altitude");
    return Optional.of(
        new Place(
            row.getDouble("latitude"),
            row.getDouble("longitude"),
            altitude.isPresent() ? OptionalDouble.of(row.getDouble("altitude")) : OptionalDouble.empty()));
  }

  /** The sealed preview that a row names in its {@code thumb_} columns. */
  static Optional<SealedObject> thumbnail(ResultSet row) throws SQLException {
    String key = row.getString("thumb_key");
    return key == null
        ? Optional.empty()
        : Optional.of(new SealedObject(key, row.getBytes("thumb_header"), row.getLong("thumb_bytes")));
  }

  private static Optional<Object> optional(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String namesJson(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }

  private static List<String> names(String json) {
    try {
      return JSON.readValue(json, NAMES);
    } catch (JsonProcessingException e) {
      throw new CatalogException(
          CatalogException.Reason.DAMAGED, "the catalog holds a list of people that is not JSON", e);
    }
  }
}
