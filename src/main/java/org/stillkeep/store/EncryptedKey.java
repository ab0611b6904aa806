package org.stillkeep.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * A key or a short text in a secretbox: 16 bytes of MAC before ciphertext as long as the cleartext. A wrapped 32-byte key
 * is 48 bytes.
 *
 * @param ciphertext MAC and ciphertext
 * @param nonce 24 bytes; empty for a sealed box, which carries its own
 */
public record EncryptedKey(byte[] ciphertext, byte[] nonce) {

  public EncryptedKey {
    Objects.requireNonNull(ciphertext);
    Objects.requireNonNull(nonce);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptedKey that
        && Arrays.equals(ciphertext, that.ciphertext)
        && Arrays.equals(nonce, that.nonce);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }
}
