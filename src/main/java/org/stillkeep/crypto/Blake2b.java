package org.stillkeep.crypto;

import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * BLAKE2b over a stream of bytes: libsodium's {@code crypto_generichash}. One instance makes one digest; for one thread at a
 * time.
 */
public final class Blake2b {

  private final Blake2bDigest digest;
  private boolean finished;

  private Blake2b(Blake2bDigest digest) {
    this.digest = digest;
  }

  /** The unkeyed hash of 64 bytes, by which contents are known. */
  public static Blake2b hash512() {
    return new Blake2b(new Blake2bDigest(512));
  }

  /** The unkeyed hash of 32 bytes. */
  public static Blake2b hash256() {
    return new Blake2b(new Blake2bDigest(256));
  }

  /**
   * The keyed hash of 32 bytes, a message authentication code. Compare codes in constant time
   * ({@link java.security.MessageDigest#isEqual}).
   *
   * @param key 32 bytes; the caller wipes them
   */
  public static Blake2b mac256(byte[] key) {
    if (key.length != CryptoKey.BYTES) {
      throw new IllegalArgumentException("a key has " + CryptoKey.BYTES + " bytes, not " + key.length);
    }
    return new Blake2b(new Blake2bDigest(key, 32, null, null));
  }

  /**
   * Takes in more bytes.
   *
   * @throws IllegalStateException after {@link #digest()}
   */
  public void update(byte[] bytes, int offset, int length) {
    requireUnfinished();
    digest.update(bytes, offset, length);
  }

  /**
   * The digest of everything taken in so far; more may follow.
   *
   * @throws IllegalStateException after {@link #digest()}
   */
  public byte[] digestSoFar() {
    requireUnfinished();
    byte[] result = new byte[digest.getDigestSize()];
    new Blake2bDigest(digest).doFinal(result, 0);
    return result;
  }

  /**
   * The digest of everything taken in. Ends this instance and forgets its key.
   *
   * @throws IllegalStateException when called a second time
   */
  public byte[] digest() {
    requireUnfinished();
    finished = true;
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    digest.clearKey();
    return result;
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("the digest was already taken");
    }
  }
}
