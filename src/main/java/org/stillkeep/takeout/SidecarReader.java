package org.stillkeep.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.stillkeep.asset.Place;

/** Turns the JSON of a photo into a {@link Sidecar}, believing no type: numbers may be strings, anything may be missing. */
final class SidecarReader {

  /** The oldest photograph is of 1826; Google's scans may be dated by hand. */
  private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** No plausible number of seconds is as big: such stamps are milliseconds. */
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  /** And these are microseconds. */
  private static final long MICROSECONDS_FROM = 100_000_000_000_000L;

  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,12}(\\.\\d{1,30})?");

  private SidecarReader() {}

  static Sidecar read(JsonNode root, String rawJson) {
    JsonNode origin = root.path("googlePhotosOrigin");
    JsonNode mobile = origin.path("mobileUpload");
    Optional<Instant> modified = instant(root.path("photoLastModifiedTime"));
    Optional<Place> place = place(root.path("geoData"));
    return new Sidecar(
        text(root.path("title")),
        text(root.path("description")).or(() -> text(root.path("caption"))),
        number(root.path("imageViews")),
        instant(root.path("photoTakenTime")),
        instant(root.path("creationTime")),
        modified.isPresent() ? modified : instant(root.path("modificationTime")),
        place.isPresent() ? place : place(root.path("geoDataExif")),
        people(root.path("people")),
        text(root.path("url")),
        origin.isObject() && origin.fieldNames().hasNext() ? Optional.of(origin.fieldNames().next()) : Optional.empty(),
        text(mobile.path("deviceFolder").path("localFolderName")),
        text(mobile.path("deviceType")),
        text(root.path("appSource").path("androidPackageName")),
        isTrue(root, "favorited"),
        isTrue(root, "archived"),
        isTrue(root, "trashed"),
        isTrue(root, "inLockedFolder"),
        origin.has("fromPartnerSharing"),
        TakeoutJson.isOurs(root),
        rawJson);
  }

  /** A string that says something. */
  static Optional<String> text(JsonNode value) {
    return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** {@code {"timestamp": seconds}}; 0 stands for unknown, and what lies outside of photography is unknown too. */
  static Optional<Instant> instant(JsonNode value) {
    OptionalLong stamp = number(value.path("timestamp"));
    if (stamp.isEmpty() || stamp.getAsLong() == 0) {
      return Optional.empty();
    }
    Instant instant = instantOf(stamp.getAsLong());
    return instant.isBefore(EARLIEST) || !instant.isBefore(LATEST) ? Optional.empty() : Optional.of(instant);
  }

  private static Instant instantOf(long stamp) {
    long size = stamp == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(stamp);
    if (size >= MICROSECONDS_FROM) {
      return Instant.ofEpochMilli(Math.floorDiv(stamp, 1000L));
    }
    return size >= MILLISECONDS_FROM ? Instant.ofEpochMilli(stamp) : Instant.ofEpochSecond(stamp);
  }

  private static OptionalLong number(JsonNode value) {
    if (value.isNumber()) {
      return value.canConvertToLong() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
    String digits = value.isTextual() ? value.textValue().strip() : "";
    return WHOLE.matcher(digits).matches() ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }

  private static Optional<Place> place(JsonNode geo) {
    OptionalDouble latitude = decimal(geo.path("latitude"));
    OptionalDouble longitude = decimal(geo.path("longitude"));
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return Optional.empty();
    }
    return placeAt(latitude.getAsDouble(), longitude.getAsDouble(), decimal(geo.path("altitude")));
  }

  /** Empty for {@code 0,0}; an altitude of exactly 0 is Google's "not known". */
  static Optional<Place> placeAt(double latitude, double longitude, OptionalDouble altitude) {
    if (!Place.isPlausible(latitude, longitude)) {
      return Optional.empty();
    }
    boolean known = altitude.isPresent() && altitude.getAsDouble() != 0;
    return Optional.of(new Place(latitude, longitude, known ? altitude : OptionalDouble.empty()));
  }

  static OptionalDouble decimal(JsonNode value) {
    double number = Double.NaN;
    if (value.isNumber()) {
      number = value.doubleValue();
    } else if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
      number = Double.parseDouble(value.textValue());
    }
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private static List<String> people(JsonNode people) {
    List<String> names = new ArrayList<>();
    for (JsonNode person : people) {
      text(person.path("name")).ifPresent(names::add);
    }
    return names;
  }

  /** Google writes these keys only when true, as booleans. */
  private static boolean isTrue(JsonNode root, String key) {
    return root.path(key).isBoolean() && root.path(key).booleanValue();
  }
}
