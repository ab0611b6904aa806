package org.stillkeep.export;

import java.util.List;

/**
 * Where an asset is filed, as far as its sidecar has to tell.
 *
 * @param favorite whether it is a favourite
 * @param albums the albums that no folder of the export stands for
 */
record Filing(boolean favorite, List<AlbumFacts> albums) {

  static final Filing NOWHERE = new Filing(false, List.of());

  Filing {
    albums = List.copyOf(albums);
  }
}
