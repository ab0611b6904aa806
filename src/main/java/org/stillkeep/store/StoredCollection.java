package org.stillkeep.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A collection as the store holds it.
 *
 * @param id given by the store, never reused
 * @param type its type
 * @param shared whether it is another owner's, who has shared it with us
 * @param key its key under the master key; of a shared one in a sealed box to our public key, without a nonce
 * @param name its name under its key; without a nonce it is the name in the clear (UTF-8), which ancient accounts of a
 *     remote store may have
 * @param privateMagic changeable metadata under its key, for us only; of a shared one it is our own, not its owner's
 * @param deleted whether it is gone
 * @param updatedAt the store's time of its last change or of the last change of its files, so never smaller than any
 *     of theirs: larger is later, and nothing else may be read from it
 */
public record StoredCollection(
    long id,
    CollectionType type,
    boolean shared,
    EncryptedKey key,
    EncryptedKey name,
    Optional<MagicMetadata> privateMagic,
    boolean deleted,
    long updatedAt) {

  public StoredCollection {
    Objects.requireNonNull(type);
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
    Objects.requireNonNull(privateMagic);
  }
}
