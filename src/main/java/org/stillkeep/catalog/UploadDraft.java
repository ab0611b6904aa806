package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An upload that was begun: what is needed to seal the very same content into the very same ciphertext again.
 *
 * @param identity which content
 * @param key the asset's key under the master key
 * @param header of the content's stream; never changed after construction
 * @param objectBytes length of the ciphertext
 * @param progress the store's own note of how far it has come
 * @param thumbnail the sealed preview, once it is in the store
 */
public record UploadDraft(
    String identity,
    WrappedKey key,
    byte[] header,
    long objectBytes,
    Optional<String> progress,
    Optional<SealedObject> thumbnail) {

  public UploadDraft {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(key);
    Objects.requireNonNull(header);
    Objects.requireNonNull(progress);
    Objects.requireNonNull(thumbnail);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UploadDraft that
        && identity.equals(that.identity)
        && key.equals(that.key)
        && Arrays.equals(header, that.header)
        && objectBytes == that.objectBytes
        && progress.equals(that.progress)
        && thumbnail.equals(that.thumbnail);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }
}
