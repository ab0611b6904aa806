package org.stillkeep.store;

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
}
