package org.stillkeep.cli;

/**
 * How much memory Java's objects may take: what the launchers pass on of {@code STILLKEEP_MEMORY}, since the virtual machine wants to
 * know at its start. Contents and uploads at once are made to fit into it, wherever they are.
 */
final class HeapBound {

  /** With less, an import collects garbage all the time, and one with many files ends in the middle. */
  static final String LEAST = "64m";

  /** The same as the virtual machine counts it, which leaves out a part that it keeps free. */
  private static final long LEAST_BYTES = 60L << 20;

  private HeapBound() {}

  /** That of this process. */
  static long bytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /** Before any work begins that would end in the middle. */
  static void requireEnough() {
    requireEnough(bytes());
  }

  static void requireEnough(long bytes) {
    if (bytes < LEAST_BYTES) {
      throw new UserException(
          ExitCode.USAGE,
          "Stillkeep may use " + (bytes >> 20) + " MiB of memory, with which it cannot work",
          "set STILLKEEP_MEMORY to " + LEAST + " or more; without it, that is 512m");
    }
  }
}
