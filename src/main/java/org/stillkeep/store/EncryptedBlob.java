package org.stillkeep.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * A small thing (metadata, magic metadata) as one secretstream message with the tag FINAL.
 *
 * @param header 24 bytes of stream header
 * @param ciphertext 17 bytes longer than the cleartext
 */
public record EncryptedBlob(byte[] header, byte[] ciphertext) {

  public EncryptedBlob {
    Objects.requireNonNull(header);
    Objects.requireNonNull(ciphertext);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptedBlob that
        && Arrays.equals(header, that.header)
        && Arrays.equals(ciphertext, that.ciphertext);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }
}
