package org.stillkeep.library;

import org.stillkeep.crypto.PasswordKey;

/**
 * How much memory and how many passes turn a passphrase into a key (Argon2id).
 *
 * <p>Limits that we choose all have the same strength, memory × passes = {@value #STRENGTH}, which is what Ente's sign-up
 * uses and its server insists on. Less memory is paid for in passes. That costs an owner the same time, but eases an
 * attack on many small processors, so as much memory is taken as there is, up to Ente's 256 MiB.
 *
 * @param memLimitBytes memory to fill
 * @param opsLimit passes over it
 */
public record KdfLimits(long memLimitBytes, int opsLimit) {

  private static final long MIB = 1024 * 1024;

  /** Memory × passes of all limits that we choose: 1 GiB × 4. */
  public static final long STRENGTH = 4L * 1024 * MIB;

  /** What Ente's clients take at sign-up: 256 MiB × 16. */
  public static final KdfLimits SIGN_UP = new KdfLimits(256 * MIB, 16);

  /** The least memory that an Ente server accepts: 128 MiB × 32. A vault with less needs a new passphrase to move there. */
  public static final long ENTE_MIN_MEMORY_BYTES = 128 * MIB;

  /** The least memory that we choose, whatever the heap: below it a graphics card could hold thousands of tries at once. */
  private static final long LEAST_MEMORY_BYTES = 16 * MIB;

  /**
   * The limits of full strength that suit a heap of the given size: the most memory, at most 256 MiB, that is at most
   * half of it. Argon2's memory lives on the heap and survives into its old generation, which is two thirds of a serial
   * heap; half leaves room for everything else. A heap of 96 MiB gets 32 MiB × 128.
   *
   * @param heapBytes most bytes that the heap may grow to, as {@link Runtime#maxMemory()} says
   */
  public static KdfLimits forAvailableMemory(long heapBytes) {
    long memory = SIGN_UP.memLimitBytes;
    while (memory > heapBytes / 2 && memory > LEAST_MEMORY_BYTES) {
      memory /= 2;
    }
    return ofMemory(memory);
  }

  /** The limits of full strength with half the memory of these. */
  KdfLimits withHalfTheMemory() {
    return new KdfLimits(memLimitBytes / 2, Math.multiplyExact(opsLimit, 2));
  }

  /** Whether limits read from a store may be worked with; see {@link PasswordKey#isBearable}. */
  public boolean areAcceptable() {
    return PasswordKey.isBearable(memLimitBytes, opsLimit);
  }

  private static KdfLimits ofMemory(long memLimitBytes) {
    return new KdfLimits(memLimitBytes, Math.toIntExact(STRENGTH / memLimitBytes));
  }
}
