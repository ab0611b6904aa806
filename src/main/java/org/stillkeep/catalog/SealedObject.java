package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where one sealed object (content or thumbnail) lies in the store.
 *
 * @param objectKey the store's name for it
 * @param header its stream header, 24 bytes; never changed after construction
 * @param ciphertextBytes its length in the store
 */
public record SealedObject(String objectKey, byte[] header, long ciphertextBytes) {

  public SealedObject {
    Objects.requireNonNull(objectKey);
    Objects.requireNonNull(header);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedObject that
        && objectKey.equals(that.objectKey)
        && Arrays.equals(header, that.header)
        && ciphertextBytes == that.ciphertextBytes;
  }

  @Override
  public int hashCode() {
    return objectKey.hashCode();
  }
}
