package org.stillkeep.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A key from a passphrase: libsodium's {@code crypto_pwhash} with {@code ALG_ARGON2ID13} (version 0x13, one lane). */
public final class Argon2id {

  /** Bytes in a salt. */
  public static final int SALT_BYTES = 16;

  private static final long MIN_MEM_LIMIT_BYTES = 8 * 1024L;

  private Argon2id() {}

  /**
   * Derives the key. Takes the given memory for as long as it runs, which is seconds for the limits in use.
   *
   * @param passphraseUtf8 the passphrase exactly as typed, in UTF-8; the caller wipes it
   * @param salt {@value #SALT_BYTES} bytes
   * @param memLimitBytes memory to fill, at least 8 KiB; a remainder below 1 KiB is ignored, as libsodium does
   * @param opsLimit passes over that memory, at least 1
   * @throws NotEnoughMemoryException when the heap cannot hold that much
   * @throws IllegalArgumentException for limits or a salt that libsodium would refuse
   */
  public static CryptoKey derive(byte[] passphraseUtf8, byte[] salt, long memLimitBytes, int opsLimit) {
    if (salt.length != SALT_BYTES || memLimitBytes < MIN_MEM_LIMIT_BYTES || opsLimit < 1) {
      throw new IllegalArgumentException(
          "salt of " + salt.length + " bytes, memory limit " + memLimitBytes + ", passes " + opsLimit);
    }
    // Asked before allocating, because a heap filled to the brim takes other threads down as well.
    if (memLimitBytes >= Runtime.getRuntime().maxMemory()) {
      throw new NotEnoughMemoryException(memLimitBytes, null);
    }
    byte[] derived = new byte[CryptoKey.BYTES];
    try {
      generator(salt, memLimitBytes, opsLimit).generateBytes(passphraseUtf8, derived);
      return CryptoKey.copyOf(derived);
    } catch (OutOfMemoryError e) {
      throw new NotEnoughMemoryException(memLimitBytes, e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static Argon2BytesGenerator generator(byte[] salt, long memLimitBytes, int opsLimit) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withParallelism(1)
            .withIterations(opsLimit)
            .withMemoryAsKB(Math.toIntExact(memLimitBytes / 1024))
            .withSalt(salt)
            .build());
    return generator;
  }
}
