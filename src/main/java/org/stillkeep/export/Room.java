package org.stillkeep.export;

import java.nio.file.Path;

/**
 * The room that an export folder's disk has for new files during a pass. It is asked for once for many of them: the answer takes a
 * look through all mounts, or a round trip over the network. Thread-safe.
 */
final class Room {

  /** Others fill the same disk. */
  private static final int FILES_BETWEEN_LOOKS = 32;

  private final Path root;
  private int filesUntilLook;
  private long leftBytes;

  Room(Path root) {
    this.root = root;
  }

  /**
   * Counts a file that is about to be written.
   *
   * @throws ExportException FULL, when the disk says now that it does not fit
   */
  synchronized void take(long fileBytes) throws ExportException {
    if (filesUntilLook == 0 || fileBytes > leftBytes) {
      leftBytes = TargetTrouble.requireRoom(root, fileBytes);
      filesUntilLook = FILES_BETWEEN_LOOKS;
    }
    filesUntilLook--;
    leftBytes -= fileBytes;
  }
}
