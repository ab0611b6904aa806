package org.stillkeep.export;

import java.util.Optional;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.StoredAlbum;

/**
 * What an export says of an album.
 *
 * @param title as people see it
 * @param favorites whether it is the favourites
 * @param origin what it was made from; empty text when another client made it
 * @param metadata the JSON that its Takeout had of it, word for word
 */
record AlbumFacts(String title, boolean favorites, String origin, Optional<String> metadata) {

  static AlbumFacts of(StoredAlbum stored) {
    // Somebody else's favourites are an album like others.
    boolean favorites = stored.album().kind() == AlbumKind.FAVORITES && !stored.shared();
    return new AlbumFacts(
        favorites ? Wish.FAVORITES_TITLE : stored.album().title(), favorites, stored.origin(), stored.metadata());
  }

  /** Changes whenever any of it does. */
  String stamp() {
    return Stamp.ofTexts(title, favorites ? "favorites" : "", origin, metadata.orElse(""));
  }
}
