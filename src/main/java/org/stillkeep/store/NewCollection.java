package org.stillkeep.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A collection to be created.
 *
 * @param type its type
 * @param key the collection's key under the master key
 * @param name the collection's name (UTF-8) under the collection's key
 * @param privateMagic changeable metadata under the collection's key
 */
public record NewCollection(
    CollectionType type, EncryptedKey key, EncryptedKey name, Optional<MagicMetadata> privateMagic) {

  public NewCollection {
    Objects.requireNonNull(type);
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
    Objects.requireNonNull(privateMagic);
  }
}
