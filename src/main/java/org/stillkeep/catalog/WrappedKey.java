package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.Objects;

/**
 * A key under another key, as the store holds it. The catalog never sees a key in clear.
 *
 * @param ciphertext MAC and wrapped key; never changed after construction
 * @param nonce its nonce; never changed after construction
 */
public record WrappedKey(byte[] ciphertext, byte[] nonce) {

  public WrappedKey {
    Objects.requireNonNull(ciphertext);
    Objects.requireNonNull(nonce);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedKey that
        && Arrays.equals(ciphertext, that.ciphertext)
        && Arrays.equals(nonce, that.nonce);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }
}
