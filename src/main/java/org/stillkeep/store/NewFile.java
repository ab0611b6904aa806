package org.stillkeep.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A file to be registered; its objects are already durable in the store.
 *
 * @param collectionId the first collection that holds it
 * @param key the file's key under that collection's key
 * @param content its sealed bytes
 * @param thumbnail its sealed preview
 * @param metadata fixed metadata under the file's key
 * @param privateMagic changeable metadata for the owner only
 * @param publicMagic changeable metadata for all who may see the file
 */
public record NewFile(
    long collectionId,
    EncryptedKey key,
    ObjectRef content,
    Optional<ObjectRef> thumbnail,
    EncryptedBlob metadata,
    Optional<MagicMetadata> privateMagic,
    Optional<MagicMetadata> publicMagic) {

  public NewFile {
    Objects.requireNonNull(key);
    Objects.requireNonNull(content);
    Objects.requireNonNull(thumbnail);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(publicMagic);
  }
}
