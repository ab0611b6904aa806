package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * 32 secret bytes. Closing the key overwrites them; from then on every use fails with {@link IllegalStateException}.
 *
 * <p>Safe to use from several threads. No method of this class, {@link #toString()} included, shows the bytes except
 * {@link #copyBytes()}.
 */
public final class CryptoKey implements AutoCloseable {

  /** Bytes in a key. */
  public static final int BYTES = 32;

  /** Guarded by this. */
  private final byte[] bytes;

  /** Guarded by this. */
  private boolean destroyed;

  private CryptoKey(byte[] ownBytes) {
    this.bytes = ownBytes;
  }

  /** A new key, fresh from the given source. */
  public static CryptoKey random(SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return new CryptoKey(fresh);
  }

  /**
   * A key of its own with these bytes; the caller still has to wipe the array.
   *
   * @throws IllegalArgumentException unless there are {@value #BYTES} of them
   */
  public static CryptoKey copyOf(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + bytes.length);
    }
    return new CryptoKey(bytes.clone());
  }

  /**
   * The secret bytes, in a new array that the caller wipes after use.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public synchronized byte[] copyBytes() {
    if (destroyed) {
      throw new IllegalStateException("the key was destroyed");
    }
    return bytes.clone();
  }

  /**
   * A second key with the same bytes, to be closed on its own.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public CryptoKey copy() {
    return new CryptoKey(copyBytes());
  }

  /**
   * Whether the other has the same bytes; takes as long whatever they are.
   *
   * @throws IllegalStateException after {@link #close()} of either
   */
  public boolean isSame(CryptoKey other) {
    byte[] ours = copyBytes();
    byte[] theirs = other.copyBytes();
    try {
      return MessageDigest.isEqual(ours, theirs);
    } finally {
      Arrays.fill(ours, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /** Whether {@link #close()} was called. */
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** Overwrites the bytes with zeroes. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    Arrays.fill(bytes, (byte) 0);
    destroyed = true;
  }

  @Override
  public String toString() {
    return isDestroyed() ? "CryptoKey[destroyed]" : "CryptoKey[redacted]";
  }
}
