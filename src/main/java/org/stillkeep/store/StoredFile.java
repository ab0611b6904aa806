package org.stillkeep.store;

import java.util.Objects;
import java.util.Optional;

/**
 * One file in one collection, as the store holds it. A file that is in three collections is three of these, with one id
 * and three wrapped keys.
 *
 * @param id given by the store, never reused
 * @param collectionId the collection this row is about
 * @param shared whether it is another owner's, who has shared it with us
 * @param key the file's key under that collection's key
 * @param content its sealed bytes; 0 of them when a remote store cannot tell how many
 * @param thumbnail its sealed preview
 * @param metadata fixed metadata under the file's key; without any bytes when the row is deleted and nothing is left of it
 * @param privateMagic changeable metadata for the owner only
 * @param publicMagic changeable metadata for all who may see the file
 * @param deleted whether the file has left this collection (it may still be in others)
 * @param updatedAt the store's time of the last change of this row (magic metadata included): larger is later
 */
public record StoredFile(
    long id,
    long collectionId,
    boolean shared,
    EncryptedKey key,
    ObjectRef content,
    Optional<ObjectRef> thumbnail,
    EncryptedBlob metadata,
    Optional<MagicMetadata> privateMagic,
    Optional<MagicMetadata> publicMagic,
    boolean deleted,
    long updatedAt) {

  public StoredFile {
    Objects.requireNonNull(key);
    Objects.requireNonNull(content);
    Objects.requireNonNull(thumbnail);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(publicMagic);
  }
}
