package org.stillkeep.ente;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Ciphertext gathered for one request; it grows with what comes, up to one part. For one thread. */
final class PartBuffer {

  /** Five sealed chunks of 4 MiB, as Ente's own programs cut objects. */
  static final int PART_BYTES = 5 * ((4 << 20) + 17);

  private static final int FIRST_BYTES = 32 << 10;

  private final int mostBytes;
  private byte[] bytes;
  private int length;

  /** @param expectedBytes never more than this much memory is taken, nor more than a part; all at once if it is more */
  PartBuffer(long expectedBytes) {
    bytes = new byte[expectedBytes > PART_BYTES ? PART_BYTES : (int) Math.min(FIRST_BYTES, expectedBytes)];
    mostBytes = (int) Math.min(PART_BYTES, expectedBytes);
  }

  /** How many parts an object has. */
  static long count(long ciphertextBytes) {
    return (ciphertextBytes + PART_BYTES - 1) / PART_BYTES;
  }

  /** Takes as many of the bytes as there is room for, and says how many. */
  int write(byte[] source, int offset, int count) {
    int taken = Math.min(count, mostBytes - length);
    if (length + taken > bytes.length) {
      int doubled = (int) Math.min(mostBytes, 2L * Math.max(bytes.length, length + taken));
      bytes = Arrays.copyOf(bytes, doubled);
    }
    System.arraycopy(source, offset, bytes, length, taken);
    length += taken;
    return taken;
  }

  boolean isFull() {
    return length == mostBytes;
  }

  int length() {
    return length;
  }

  /** What was gathered, from the first byte on; longer than {@link #length}. */
  byte[] bytes() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  byte[] md5() {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
