package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;

/** Writes assets down in the {@link Fields} that other clients, and a later {@link AssetReader}, understand. */
final class AssetWriter {

  private AssetWriter() {}

  /**
   * The metadata of a new asset, which never changes.
   *
   * @param hasPlaceholder whether its thumbnail shows nothing of it, so that other clients may look for a better one
   */
  static ObjectNode metadata(Asset asset, boolean hasPlaceholder) {
    AssetDetails details = asset.details();
    Instant taken = details.taken().instant();
    ObjectNode metadata =
        Json.object()
            .put(Fields.FILE_TYPE, asset.kind().enteFileType())
            .put(Fields.TITLE, details.title())
            .put(Fields.CREATION_TIME, Fields.micros(taken))
            .put(Fields.MODIFICATION_TIME, Fields.micros(details.modified().orElse(taken)))
            .put(Fields.HASH, asset.hash().text());
    details
        .place()
        .ifPresent(place -> metadata.put(Fields.LATITUDE, place.latitude()).put(Fields.LONGITUDE, place.longitude()));
    if (hasPlaceholder) {
      metadata.put(Fields.HAS_STATIC_THUMBNAIL, true);
    }
    return metadata;
  }

  /** The private magic metadata of a new asset. */
  static ObjectNode privateMagic(Asset asset) {
    ObjectNode magic = Json.object();
    if (asset.details().archived()) {
      magic.put(Fields.VISIBILITY, Fields.ARCHIVED);
    }
    ObjectNode ours = magic.putObject(Fields.STILLKEEP);
    if (asset.hash().isLivePhoto()) {
      ours.put(Fields.STILL_BYTES, asset.sizeBytes()).put(Fields.VIDEO_BYTES, asset.liveVideoSizeBytes());
    }
    writeOurs(ours, asset.details());
    return magic;
  }

  /** The public magic metadata of a new asset; empty when metadata says it all. */
  static ObjectNode publicMagic(Asset asset) {
    ObjectNode magic = Json.object();
    if (!asset.details().description().isEmpty()) {
      magic.put(Fields.CAPTION, asset.details().description());
    }
    writeLocalTime(magic, asset.details().taken());
    return magic;
  }

  /**
   * Brings changed details into private magic metadata; everything else in it stays.
   *
   * @param magic as the catalog has it, without the sidecar
   */
  static ObjectNode improvedPrivate(ObjectNode magic, AssetDetails old, AssetDetails better) {
    ObjectNode improved = magic.deepCopy();
    if (old.archived() != better.archived()) {
      improved.put(Fields.VISIBILITY, better.archived() ? Fields.ARCHIVED : Fields.VISIBLE);
    }
    boolean ours = improved.get(Fields.STILLKEEP) instanceof ObjectNode;
    writeOurs(ours ? (ObjectNode) improved.get(Fields.STILLKEEP) : improved.putObject(Fields.STILLKEEP), better);
    return improved;
  }

  /** Brings changed details into public magic metadata; everything else in it stays. */
  static ObjectNode improvedPublic(ObjectNode magic, AssetDetails old, AssetDetails better) {
    ObjectNode improved = magic.deepCopy();
    if (!old.title().equals(better.title())) {
      improved.put(Fields.EDITED_NAME, better.title());
    }
    if (!old.description().equals(better.description())) {
      improved.put(Fields.CAPTION, better.description());
    }
    if (!old.taken().instant().equals(better.taken().instant())) {
      improved.put(Fields.EDITED_TIME, Fields.micros(better.taken().instant()));
      // A local time that belongs to another moment would win over the new one in some clients.
      blankLocalTime(improved);
    }
    if (!old.taken().offset().equals(better.taken().offset())) {
      blankLocalTime(improved);
    }
    writeLocalTime(improved, better.taken());
    if (!old.place().equals(better.place())) {
      better
          .place()
          .ifPresent(place -> improved.put(Fields.LAT, place.latitude()).put(Fields.LONG, place.longitude()));
    }
    return improved;
  }

  private static void writeOurs(ObjectNode ours, AssetDetails details) {
    CaptureTime taken = details.taken();
    ours.put(Fields.TIME, Fields.micros(taken.instant()))
        .put(Fields.TIME_SOURCE, Fields.word(taken.source()))
        .put(Fields.TIME_ACCURACY, Fields.word(taken.accuracy()));
    details.modified().ifPresent(modified -> ours.put(Fields.MODIFIED, Fields.micros(modified)));
    details.place().ifPresent(place -> writeAltitude(ours, place));
    if (!details.people().isEmpty()) {
      ArrayNode people = ours.putArray(Fields.PEOPLE);
      details.people().forEach(people::add);
    }
    details.url().ifPresent(url -> ours.put(Fields.URL, url));
    details.sidecarJson().ifPresent(sidecar -> ours.put(Fields.SIDECAR, sidecar));
    details.editedOf().ifPresent(original -> ours.put(Fields.EDITED_OF, original.text()));
    details.liveVideoTitle().ifPresent(title -> ours.put(Fields.LIVE_VIDEO_TITLE, title));
  }

  private static void writeAltitude(ObjectNode ours, Place place) {
    ours.remove(Fields.ALTITUDE);
    place.altitudeMetres().ifPresent(metres -> ours.put(Fields.ALTITUDE, metres));
  }

  private static void writeLocalTime(ObjectNode magic, CaptureTime taken) {
    taken
        .offset()
        .ifPresent(
            offset ->
                magic
                    .put(Fields.DATE_TIME, Fields.localTime(taken.instant(), offset))
                    .put(Fields.OFFSET_TIME, offset.getId()));
  }

  private static void blankLocalTime(ObjectNode magic) {
    if (magic.has(Fields.DATE_TIME) || magic.has(Fields.OFFSET_TIME)) {
      magic.put(Fields.DATE_TIME, "").put(Fields.OFFSET_TIME, "");
    }
  }
}
