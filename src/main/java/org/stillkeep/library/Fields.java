package org.stillkeep.library;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;

/**
 * The fields in which an asset is written down, and the forms of their values.
 *
 * <p>Ente's metadata, written once: {@code fileType, title, creationTime, modificationTime, hash, latitude, longitude,
 * hasStaticThumbnail}.
 * Ente's public magic metadata, which overrides it: {@code editedName, editedTime, caption, lat, long, dateTime,
 * offsetTime}. Ente's private magic metadata: {@code visibility} (0 visible, 1 archived, 2 hidden). Times are microseconds
 * since 1970. Very old clients wrote {@code imageHash, videoHash} of a live photo in place of its hash.
 *
 * <p>The private magic metadata of collections have {@code visibility} too, and {@code subType}: 1 for the one that Ente's clients
 * hide assets in, 2 for one that only serves a link.
 *
 * <p>What Ente has no field for stands in our own object {@value #STILLKEEP} of the private magic metadata, which other clients
 * carry along unchanged:
 *
 * <pre>
 *   "stillkeep": {
 *     "time": 1563000000000000,     the capture time that the next two are about
 *     "timeSource": "sidecar",      sidecar, embedded, filename, folder, entry, none
 *     "timeAccuracy": "second",     second, minute, day, month, year, unknown
 *     "modified": 1563000100000000, absent when not known; metadata must have some modificationTime
 *     "altitude": 12.5,             metres; absent when not known, as are all of the following
 *     "people": ["Ada", "Ben"],
 *     "url": "https://photos.google.com/photo/…",
 *     "sidecar": "{ … }",           the whole original sidecar as one text, word for word
 *     "editedOf": "…",              of an edited copy: hash of its original, or of that one's still
 *     "liveVideoTitle": "IMG_1.MOV",
 *     "stillBytes": 1234,           cleartext sizes of a live photo's halves
 *     "videoBytes": 5678,
 *     "hash": "…",                  of content that came without, from an old client: what reading it gave
 *     "hashOf": "…"                 header of the content that this hash is of, in base64; of other content it says nothing
 *   }
 * </pre>
 *
 * <p>When the capture time is not the one that "time" names, its owner has corrected it since.
 */
final class Fields {

  static final String FILE_TYPE = "fileType";
  static final String TITLE = "title";
  static final String CREATION_TIME = "creationTime";
  static final String MODIFICATION_TIME = "modificationTime";
  static final String HASH = "hash";
  static final String IMAGE_HASH = "imageHash";
  static final String VIDEO_HASH = "videoHash";
  static final String HAS_STATIC_THUMBNAIL = "hasStaticThumbnail";
  static final String LATITUDE = "latitude";
  static final String LONGITUDE = "longitude";

  static final String EDITED_NAME = "editedName";
  static final String EDITED_TIME = "editedTime";
  static final String CAPTION = "caption";
  static final String LAT = "lat";
  static final String LONG = "long";
  static final String DATE_TIME = "dateTime";
  static final String OFFSET_TIME = "offsetTime";

  static final String VISIBILITY = "visibility";
  static final int VISIBLE = 0;
  static final int ARCHIVED = 1;
  static final int HIDDEN = 2;

  static final String SUB_TYPE = "subType";
  static final int DEFAULT_HIDDEN = 1;
  static final int QUICK_LINK = 2;

  static final String STILLKEEP = "stillkeep";
  static final String TIME = "time";
  static final String TIME_SOURCE = "timeSource";
  static final String TIME_ACCURACY = "timeAccuracy";
  static final String MODIFIED = "modified";
  static final String ALTITUDE = "altitude";
  static final String PEOPLE = "people";
  static final String URL = "url";
  static final String SIDECAR = "sidecar";
  static final String EDITED_OF = "editedOf";
  static final String LIVE_VIDEO_TITLE = "liveVideoTitle";
  static final String STILL_BYTES = "stillBytes";
  static final String VIDEO_BYTES = "videoBytes";
  static final String HASH_OF = "hashOf";

  /** In the private magic metadata of a collection, inside {@link #STILLKEEP}: what the album was made from. */
  static final String ORIGIN = "origin";

  /** There too: the whole JSON that the album's Takeout had of it, as one text, word for word. */
  static final String METADATA = "metadata";

  /** Other clients read numbers as doubles, which are exact up to here: the years −256 to 2255. */
  private static final long MOST_MICROS = 1L << 53;

  private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

  private Fields() {}

  /** Microseconds since 1970; times beyond what other clients can read become the last that they can. */
  static long micros(Instant instant) {
    if (instant.isAfter(instant(MOST_MICROS))) {
      return MOST_MICROS;
    }
    return instant.isBefore(instant(-MOST_MICROS)) ? -MOST_MICROS : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A word for one of our enum values. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The wall clock at the place of capture, as Ente writes it. */
  static String localTime(Instant instant, ZoneOffset offset) {
    return LOCAL_TIME.format(instant.atOffset(offset));
  }

  /** The details as they come back after they were written: times in whole microseconds, offsets in whole minutes. */
  static AssetDetails normalised(AssetDetails details) {
    CaptureTime taken = details.taken();
    Optional<ZoneOffset> offset =
        taken.offset().map(exact -> ZoneOffset.ofTotalSeconds(exact.getTotalSeconds() / 60 * 60));
    return new AssetDetails(
        details.title(),
        details.liveVideoTitle(),
        new CaptureTime(instant(micros(taken.instant())), offset, taken.source(), taken.accuracy()),
        details.modified().map(modified -> instant(micros(modified))),
        details.place(),
        details.description(),
        details.people(),
        details.archived(),
        details.url(),
        details.sidecarJson(),
        details.editedOf());
  }
}
