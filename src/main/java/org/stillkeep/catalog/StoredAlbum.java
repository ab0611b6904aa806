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
 * @param shared whether it is another owner's, who has shared it; nothing is ever written to it
 * @param hidden whether its owner hides it
 * @param quickLink whether it only helps a link to work, and is no album to people
 */
public record StoredAlbum(
    Album album,
    String origin,
    WrappedKey key,
    MagicText privateMagic,
    Optional<String> metadata,
    boolean removed,
    boolean shared,
    boolean hidden,
    boolean quickLink) {

  public StoredAlbum {
    Objects.requireNonNull(album);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(key);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(metadata);
  }

  /** An album of one's own, in sight. */
  public StoredAlbum(
      Album album, String origin, WrappedKey key, MagicText privateMagic, Optional<String> metadata, boolean removed) {
    this(album, origin, key, privateMagic, metadata, removed, false, false, false);
  }

  /** The same album under another title. */
  public StoredAlbum titled(String title) {
    Album titled = new Album(id(), album.kind(), title);
    return new StoredAlbum(titled, origin, key, privateMagic, metadata, removed, shared, hidden, quickLink);
  }

  /** The same album as a tombstone. */
  public StoredAlbum gone() {
    return new StoredAlbum(album, origin, key, privateMagic, metadata, true, shared, hidden, quickLink);
  }

  /** The same album with what its Takeout says of it, and with magic metadata that holds it. */
  public StoredAlbum described(MagicText newPrivateMagic, String newMetadata) {
    return new StoredAlbum(
        album, origin, key, newPrivateMagic, Optional.of(newMetadata), removed, shared, hidden, quickLink);
  }

  /** The store's number for it. */
  public long id() {
    return album.id();
  }
}
