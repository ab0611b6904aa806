package org.stillkeep.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.Measured;

/** Reads an asset out of its {@link Fields}, whoever wrote them. Public magic metadata wins over metadata. */
final class AssetReader {

  private final ObjectNode metadata;
  private final ObjectNode privateMagic;
  private final ObjectNode publicMagic;
  private final ObjectNode ours;

  AssetReader(ObjectNode metadata, ObjectNode privateMagic, ObjectNode publicMagic) {
    this.metadata = metadata;
    this.privateMagic = privateMagic;
    this.publicMagic = publicMagic;
    this.ours = privateMagic.get(Fields.STILLKEEP) instanceof ObjectNode object ? object : Json.object();
  }

  /** What is told of content beside its metadata. Of a live photo, the bytes are those of both halves in their zip. */
  record Content(long bytes, byte[] header, Optional<Measured> measured) {}

  /**
   * An asset as it was read.
   *
   * @param hashed whether the hash is one; else it {@linkplain StandIn stands in} for it
   */
  record Reading(Asset asset, boolean hashed) {}

  /** @throws UnreadableEntryException when a field is missing that every client writes */
  Reading read(long id, Content content) throws UnreadableEntryException {
    AssetKind kind = AssetKind.ofEnteFileType(required(Json.integer(metadata, Fields.FILE_TYPE), Fields.FILE_TYPE).intValue());
    boolean isLive = kind == AssetKind.LIVE_PHOTO;
    Optional<ContentHash> noted = hash(content).filter(hash -> hash.isLivePhoto() == isLive);
    Optional<Measured> measured = content.measured.filter(any -> any.hash().isLivePhoto() == isLive);
    Optional<ContentHash> hash = noted.or(() -> measured.map(Measured::hash));
    long sizeBytes = measured.map(Measured::sizeBytes).orElse(content.bytes);
    long videoBytes = measured.map(Measured::liveVideoSizeBytes).orElse(0L);
    if (isLive && measured.isEmpty()) {
      // Other clients do not note the sizes of the halves; then the still stands for the whole.
      sizeBytes = halfBytes(Fields.STILL_BYTES, content).orElse(content.bytes);
      videoBytes = halfBytes(Fields.VIDEO_BYTES, content).orElse(0L);
    }
    Asset asset =
        new Asset(
            id, kind, hash.orElseGet(() -> StandIn.of(kind, id, content.header)), sizeBytes, videoBytes, details());
    return new Reading(asset, hash.isPresent());
  }

  /** Sizes that are larger than the whole are those of halves that another client has replaced since. */
  private Optional<Long> halfBytes(String field, Content content) {
    return Json.integer(ours, field).filter(bytes -> bytes >= 0 && bytes <= content.bytes);
  }

  private AssetDetails details() throws UnreadableEntryException {
    return new AssetDetails(
        title(),
        Json.text(ours, Fields.LIVE_VIDEO_TITLE),
        taken(),
        (isOurs() ? Json.integer(ours, Fields.MODIFIED) : Json.integer(metadata, Fields.MODIFICATION_TIME))
            .map(Fields::instant),
        place(),
        caption(),
        people(),
        Json.integer(privateMagic, Fields.VISIBILITY).orElse(0L) > Fields.VISIBLE,
        Json.text(ours, Fields.URL),
        Json.text(ours, Fields.SIDECAR),
        editedOf());
  }

  private String title() throws UnreadableEntryException {
    Optional<String> edited = Json.text(publicMagic, Fields.EDITED_NAME).filter(name -> !name.isEmpty());
    return edited.isPresent() ? edited.get() : required(Json.text(metadata, Fields.TITLE), Fields.TITLE);
  }

  /** In old data it is a number now and then. */
  private String caption() {
    return Optional.ofNullable(publicMagic.get(Fields.CAPTION)).filter(node -> !node.isNull()).map(JsonNode::asText).orElse("");
  }

  private CaptureTime taken() throws UnreadableEntryException {
    long micros =
        Json.integer(publicMagic, Fields.EDITED_TIME)
            .filter(time -> time != 0)
            .orElse(required(Json.integer(metadata, Fields.CREATION_TIME), Fields.CREATION_TIME));
    return new CaptureTime(Fields.instant(micros), offset(), source(micros), accuracy(micros));
  }

  private CaptureTime.Source source(long micros) {
    if (isCorrected(micros)) {
      // A correction by the owner is the best there is: no later part may overrule it.
      return CaptureTime.Source.SIDECAR;
    }
    return isOurs()
        ? constant(CaptureTime.Source.class, Fields.TIME_SOURCE).orElse(CaptureTime.Source.NONE)
        : CaptureTime.Source.EMBEDDED;
  }

  private CaptureTime.Accuracy accuracy(long micros) {
    return isCorrected(micros) || !isOurs()
        ? CaptureTime.Accuracy.SECOND
        : constant(CaptureTime.Accuracy.class, Fields.TIME_ACCURACY).orElse(CaptureTime.Accuracy.UNKNOWN);
  }

  /** Whether the time is another one than we wrote; else, if we never did, than the one it came in with. */
  private boolean isCorrected(long micros) {
    return Json.integer(ours, Fields.TIME)
        .or(() -> Json.integer(metadata, Fields.CREATION_TIME))
        .filter(time -> time != micros)
        .isPresent();
  }

  private boolean isOurs() {
    return Json.integer(ours, Fields.TIME).isPresent();
  }

  private Optional<ZoneOffset> offset() {
    try {
      return Json.text(publicMagic, Fields.OFFSET_TIME).filter(text -> !text.isEmpty()).map(ZoneOffset::of);
    } catch (DateTimeException e) {
      return Optional.empty(); // some client's own form: the moment is known all the same
    }
  }

  private Optional<Place> place() {
    OptionalDouble altitude = Json.decimal(ours, Fields.ALTITUDE);
    return place(publicMagic, Fields.LAT, Fields.LONG, altitude)
        .or(() -> place(metadata, Fields.LATITUDE, Fields.LONGITUDE, altitude));
  }

  private static Optional<Place> place(ObjectNode object, String latitudeField, String longitudeField, OptionalDouble altitude) {
    OptionalDouble latitude = Json.decimal(object, latitudeField);
    OptionalDouble longitude = Json.decimal(object, longitudeField);
    return latitude.isPresent()
            && longitude.isPresent()
            && Place.isPlausible(latitude.getAsDouble(), longitude.getAsDouble())
        ? Optional.of(new Place(latitude.getAsDouble(), longitude.getAsDouble(), altitude))
        : Optional.empty();
  }

  private List<String> people() {
    List<String> people = new ArrayList<>();
    ours.path(Fields.PEOPLE).forEach(name -> people.add(name.asText()));
    return people;
  }

  /** Its loss would be that of a mere hint: an unreadable one is none. */
  private Optional<ContentHash> editedOf() {
    try {
      return Json.text(ours, Fields.EDITED_OF).map(ContentHash::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no hash of ours, whoever wrote it
    }
  }

  /** The hash that some client has noted; empty when none did, or what it noted is none. */
  private Optional<ContentHash> hash(Content content) {
    return hash(Json.text(metadata, Fields.HASH))
        .or(() -> hash(both(Json.text(metadata, Fields.IMAGE_HASH), Json.text(metadata, Fields.VIDEO_HASH))))
        .or(() -> hash(Json.text(ours, Fields.HASH).filter(any -> isOfThis(content.header))));
  }

  private static Optional<ContentHash> hash(Optional<String> text) {
    try {
      return text.map(ContentHash::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as if nobody had noted any: the content is read for it
    }
  }

  private static Optional<String> both(Optional<String> still, Optional<String> video) {
    return still.flatMap(first -> video.map(second -> first + ":" + second));
  }

  private boolean isOfThis(byte[] header) {
    return Json.text(ours, Fields.HASH_OF).equals(Optional.of(Base64.getEncoder().encodeToString(header)));
  }

  private <E extends Enum<E>> Optional<E> constant(Class<E> type, String field) {
    return Json.text(ours, field)
        .flatMap(
            word ->
                Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst());
  }

  private static <T> T required(Optional<T> value, String field) throws UnreadableEntryException {
    return value.orElseThrow(() -> new UnreadableEntryException("the field " + field + " is missing"));
  }
}
