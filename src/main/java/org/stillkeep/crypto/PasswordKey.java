package org.stillkeep.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one run of {@link Argon2id} made of a password, with what it was made from. A run takes seconds and hundreds of
 * megabytes, and its result serves twice: it opens the master key, and it proves to a server that the password is known.
 *
 * <p>Passwords are taken as typed, in UTF-8, neither trimmed nor normalised. Closing it wipes the key.
 */
public final class PasswordKey implements AutoCloseable {

  private static final long KIB = 1024;
  private static final long GIB = KIB * KIB * KIB;

  /** libsodium's least memory. */
  private static final long LEAST_MEMORY_BYTES = 8 * KIB;

  /** What older Ente accounts ask for. */
  private static final long MOST_MEMORY_BYTES = GIB;

  /** Twice what Ente's sign-up takes: memory × passes. */
  private static final long MOST_WORK_BYTES = 8 * GIB;

  private final CryptoKey key;
  private final byte[] salt;
  private final long memLimitBytes;
  private final int opsLimit;

  private PasswordKey(CryptoKey key, byte[] salt, long memLimitBytes, int opsLimit) {
    this.key = key;
    this.salt = salt;
    this.memLimitBytes = memLimitBytes;
    this.opsLimit = opsLimit;
  }

  /**
   * Derives the key. Takes the given memory for as long as it runs, which is seconds for the limits in use. Every copy made
   * of the password is wiped; the caller wipes the array that it gave.
   *
   * @param salt {@value Argon2id#SALT_BYTES} bytes
   * @throws NotEnoughMemoryException when the heap cannot hold that much
   * @throws IllegalArgumentException for a salt or limits that libsodium would refuse
   */
  public static PasswordKey derive(char[] password, byte[] salt, long memLimitBytes, int opsLimit) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    try {
      return new PasswordKey(
          Argon2id.derive(utf8, salt, memLimitBytes, opsLimit), salt.clone(), memLimitBytes, opsLimit);
    } finally {
      Arrays.fill(utf8, (byte) 0);
      wipe(encoded);
    }
  }

  /**
   * Whether limits that somebody else has set may be worked with. Hostile ones would fill the memory or compute for days:
   * the most that is accepted is 1 GiB, and 8 GiB of memory × passes.
   */
  public static boolean isBearable(long memLimitBytes, long opsLimit) {
    return memLimitBytes >= LEAST_MEMORY_BYTES
        && memLimitBytes <= MOST_MEMORY_BYTES
        && opsLimit >= 1
        && opsLimit <= MOST_WORK_BYTES / memLimitBytes;
  }

  /** The key encryption key; wiped when this is closed. */
  public CryptoKey key() {
    return key;
  }

  /** The salt that it was made with. */
  public byte[] salt() {
    return salt.clone();
  }

  /** The memory that was filled for it. */
  public long memLimitBytes() {
    return memLimitBytes;
  }

  /** The passes over that memory. */
  public int opsLimit() {
    return opsLimit;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "PasswordKey[" + memLimitBytes + " bytes, " + opsLimit + " passes]";
  }

  private static void wipe(ByteBuffer buffer) {
    buffer.clear();
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
  }
}
