package org.stillkeep.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;

/**
 * Our own object in the JSON of an export: what Takeout has no keys for, so that a library made from the export is the one
 * that it was made from. Other readers pass over it.
 *
 * <pre>
 *   "stillkeep": {
 *     "takenAt": "2019-07-13T08:40:00.900Z",   exact; photoTakenTime has whole seconds
 *     "takenAtSource": "sidecar",              sidecar, embedded, filename, folder, entry, none
 *     "takenAtAccuracy": "second",             second, day, year, unknown
 *     "offset": "+02:00",                      absent when not known, as are all of the following
 *     "modifiedAt": "2020-01-01T12:00:00Z",
 *     "altitude": 0.0,                         metres; Takeout's 0 is "not known"
 *     "liveVideoTitle": "IMG_1.MOV",
 *     "editedOf": "…",                         hash of the original, or of its still
 *     "albums": [{"title": …}, …],             where no folder says them; each as below
 *     "sidecar": "{ … }"                       the original sidecar as one text, word for word
 *   }
 * </pre>
 *
 * <p>In an album's JSON, and in the list of albums:
 *
 * <pre>
 *   "stillkeep": {
 *     "title": "Sun & Sea",
 *     "favorites": true,                       absent for all other albums
 *     "origin": "takeout/Sun _ Sea",           what it was made from; absent when another client made it
 *     "metadata": "{ … }"                      the original JSON as one text, word for word; absent when none came
 *   }
 * </pre>
 */
final class OurObject {

  static final String KEY = "stillkeep";

  private OurObject() {}

  static ObjectNode ofAsset(AssetDetails details, List<AlbumFacts> albums) {
    ObjectNode node = JsonText.object();
    CaptureTime taken = details.taken();
    node.put("takenAt", taken.instant().toString());
    node.put("takenAtSource", word(taken.source()));
    node.put("takenAtAccuracy", word(taken.accuracy()));
    taken.offset().ifPresent(offset -> node.put("offset", offset.getId()));
    details.modified().ifPresent(modified -> node.put("modifiedAt", modified.toString()));
    details.place().map(Place::altitudeMetres).ifPresent(altitude -> altitude.ifPresent(metres -> node.put("altitude", metres)));
    details.liveVideoTitle().ifPresent(title -> node.put("liveVideoTitle", title));
    details.editedOf().map(ContentHash::text).ifPresent(original -> node.put("editedOf", original));
    if (!albums.isEmpty()) {
      ArrayNode array = node.putArray("albums");
      albums.forEach(album -> array.add(ofAlbum(album)));
    }
    details.sidecarJson().ifPresent(sidecar -> node.put("sidecar", sidecar));
    return node;
  }

  static ObjectNode ofAlbum(AlbumFacts album) {
    ObjectNode node = JsonText.object();
    node.put("title", album.title());
    if (album.favorites()) {
      node.put("favorites", true);
    }
    if (!album.origin().isEmpty()) {
      node.put("origin", album.origin());
    }
    album.metadata().ifPresent(metadata -> node.put("metadata", metadata));
    return node;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
