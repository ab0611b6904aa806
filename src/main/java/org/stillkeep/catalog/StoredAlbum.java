package org.stillkeep.catalog;

import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Album;

/**
 * An album with all that is needed to open what is in it.
 *
 * @param album what people see
 * @param origin what it was made from, to tell apart albums of one title; empty text when another client made it
 * @param key its key under the master key
 * @param privateMagic changeable metadata for the owner
 * @param metadata the JSON that its Takeout had of it, word for word; empty when none came
 * @param removed whether it is gone; the row stays as a tombstone
 */
public record StoredAlbum(
    Album album, String origin, WrappedKey key, MagicText privateMagic, Optional<String> metadata, boolean removed) {

  public StoredAlbum {
    Objects.requireNonNull(album);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(key);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(metadata);
  }

  /** The same album under another title. */
  public StoredAlbum titled(String title) {
    return new StoredAlbum(new Album(id(), album.kind(), title), origin, key, privateMagic, metadata, removed);
  }

  /** The store's number for it. */
  public long id() {
    return album.id();
  }
}
