package org.stillkeep.asset;

import java.util.Objects;

/**
 * An album of the library (Ente's wire word: collection). Titles need not be unique; the id is the identity.
 *
 * @param id the store's number for it; never reused
 * @param kind album, favourites or uncategorised
 * @param title as the owner wrote it, any characters
 */
public record Album(long id, AlbumKind kind, String title) {

  public Album {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(title);
  }
}
