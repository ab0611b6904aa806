package org.stillkeep.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * A sealed object (content or thumbnail) in the store.
 *
 * @param objectKey the store's name for it; empty when the store finds objects by file id alone
 * @param header 24 bytes of stream header
 * @param ciphertextBytes its length in the store
 */
public record ObjectRef(String objectKey, byte[] header, long ciphertextBytes) {

  public ObjectRef {
    Objects.requireNonNull(objectKey);
    Objects.requireNonNull(header);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectRef that
        && objectKey.equals(that.objectKey)
        && Arrays.equals(header, that.header)
        && ciphertextBytes == that.ciphertextBytes;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(header);
  }
}
