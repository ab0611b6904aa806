package org.stillkeep.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** Keys from a key: libsodium's {@code crypto_kdf_derive_from_key}. */
public final class Kdf {

  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 64;
  private static final int CONTEXT_BYTES = 8;
  private static final int BLAKE2B_SALT_BYTES = 16;

  private Kdf() {}

  /**
   * Subkey number {@code subkeyId} of {@code key} for one purpose: keyed BLAKE2b of nothing, salted with
   * {@code LE64(subkeyId) || 0[8]}, personalised with {@code context8 || 0[8]}.
   *
   * @param lengthBytes 16 to 64
   * @param context8 eight ASCII characters that name the purpose
   * @return the subkey, which the caller wipes
   * @throws IllegalArgumentException for other lengths and contexts
   */
  public static byte[] subkey(CryptoKey key, int lengthBytes, long subkeyId, String context8) {
    boolean isContext = context8.length() == CONTEXT_BYTES && context8.chars().allMatch(each -> each < 0x80);
    if (lengthBytes < MIN_BYTES || lengthBytes > MAX_BYTES || !isContext) {
      throw new IllegalArgumentException("subkey of " + lengthBytes + " bytes in context " + context8);
    }
    byte[] context = context8.getBytes(StandardCharsets.US_ASCII);
    byte[] salt = new byte[BLAKE2B_SALT_BYTES];
    LittleEndian.putLong(salt, 0, subkeyId);
    byte[] keyBytes = key.copyBytes();
    try {
      Blake2bDigest digest =
          new Blake2bDigest(keyBytes, lengthBytes, salt, Arrays.copyOf(context, BLAKE2B_SALT_BYTES));
      byte[] subkey = new byte[lengthBytes];
      digest.doFinal(subkey, 0);
      digest.clearKey();
      return subkey;
    } finally {
      Arrays.fill(keyBytes, (byte) 0);
    }
  }
}
