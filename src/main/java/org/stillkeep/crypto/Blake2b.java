package org.stillkeep.crypto;

import java.util.Arrays;
import java.util.Objects;

/**
 * BLAKE2b over a stream of bytes (RFC 7693): libsodium's {@code crypto_generichash}. One instance makes one digest; for one thread
 * at a time.
 */
public final class Blake2b {

  private static final int BLOCK_BYTES = 128;

  /** The first words of SHA-512. */
  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  private final int digestBytes;
  private final long[] chain;

  /** Bytes that wait until more come: only then is it known that they are not the last block. */
  private final byte[] block;

  /** Working state and message of the compression. */
  private final long[] mixed = new long[16];

  private final long[] words = new long[16];

  private int waiting;
  private long compressedBytes;
  private boolean finished;

  private Blake2b(int digestBytes, byte[] key) {
    this.digestBytes = digestBytes;
    this.chain = IV.clone();
    this.block = Arrays.copyOf(key, BLOCK_BYTES);
    this.waiting = key.length == 0 ? 0 : BLOCK_BYTES;
    // The parameters: fanout and depth are 1, there is no salt.
    chain[0] ^= 0x01010000L ^ (long) key.length << 8 ^ digestBytes;
  }

  private Blake2b(Blake2b other) {
    this.digestBytes = other.digestBytes;
    this.chain = other.chain.clone();
    this.block = other.block.clone();
    this.waiting = other.waiting;
    this.compressedBytes = other.compressedBytes;
  }

  /** The unkeyed hash of 64 bytes, by which contents are known. */
  public static Blake2b hash512() {
    return new Blake2b(64, new byte[0]);
  }

  /** The unkeyed hash of 32 bytes. */
  public static Blake2b hash256() {
    return new Blake2b(32, new byte[0]);
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
    return new Blake2b(32, key);
  }

  /**
   * Takes in more bytes.
   *
   * @throws IllegalStateException after {@link #digest()}
   */
  public void update(byte[] bytes, int offset, int length) {
    requireUnfinished();
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int at = offset;
    int left = length;
    if (waiting > 0 && left > BLOCK_BYTES - waiting) {
      int taken = BLOCK_BYTES - waiting;
      System.arraycopy(bytes, at, block, waiting, taken);
      compress(block, 0, BLOCK_BYTES, false);
      waiting = 0;
      at += taken;
      left -= taken;
    }
    while (left > BLOCK_BYTES) {
      compress(bytes, at, BLOCK_BYTES, false);
      at += BLOCK_BYTES;
      left -= BLOCK_BYTES;
    }
    System.arraycopy(bytes, at, block, waiting, left);
    waiting += left;
  }

  /**
   * The digest of everything taken in so far; more may follow.
   *
   * @throws IllegalStateException after {@link #digest()}
   */
  public byte[] digestSoFar() {
    requireUnfinished();
    return new Blake2b(this).digest();
  }

  /**
   * The digest of everything taken in. Ends this instance and forgets what it took in.
   *
   * @throws IllegalStateException when called a second time
   */
  public byte[] digest() {
    requireUnfinished();
    finished = true;
    Arrays.fill(block, waiting, BLOCK_BYTES, (byte) 0);
    compress(block, 0, waiting, true);
    byte[] result = new byte[8 * chain.length];
    for (int i = 0; i < chain.length; i++) {
      LittleEndian.putLong(result, 8 * i, chain[i]);
    }
    wipe();
    return Arrays.copyOf(result, digestBytes);
  }

  private void compress(byte[] bytes, int offset, int length, boolean last) {
    compressedBytes += length;
    for (int i = 0; i < words.length; i++) {
      words[i] = LittleEndian.getLong(bytes, offset + 8 * i);
    }
    System.arraycopy(chain, 0, mixed, 0, chain.length);
    System.arraycopy(IV, 0, mixed, chain.length, IV.length);
    mixed[12] ^= compressedBytes;
    if (last) {
      mixed[14] = ~mixed[14];
    }
    Blake2bRounds.mix(mixed, words);
    for (int i = 0; i < chain.length; i++) {
      chain[i] ^= mixed[i] ^ mixed[i + 8];
    }
  }

  private void wipe() {
    Arrays.fill(block, (byte) 0);
    Arrays.fill(chain, 0);
    Arrays.fill(mixed, 0);
    Arrays.fill(words, 0);
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("the digest was already taken");
    }
  }
}
