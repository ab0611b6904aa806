package org.stillkeep.export;

import java.util.List;
import java.util.Optional;

/**
 * A folder that should be there, and the assets that should lie in it.
 *
 * @param key what it stands for: {@code album:7}, {@code year:2019}, {@code date:2024-05}
 * @param title what its name is made from; for a month the whole path, which is portable as it stands
 * @param kind what decides its name and whether it has a JSON of its own
 * @param album what its own JSON says; present for albums
 * @param assetIds ascending
 */
record FolderWish(String key, String title, Kind kind, Optional<AlbumFacts> album, List<Long> assetIds) {

  /** The key of an album's folder. */
  static String keyOfAlbum(long albumId) {
    return "album:" + albumId;
  }

  /**
   * Kinds in the order in which they choose their names: years first, so that no album takes a year folder's name, and those
   * of others last.
   */
  enum Kind {
    YEAR,
    MONTH,
    ALBUM,
    SHARED_ALBUM
  }
}
