package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Sees each operation of a {@link FaultyFileSystem} before it happens, and may forbid it; learns what has happened. */
public interface DiskWatcher {

  /** Interferes with nothing. */
  DiskWatcher NONE = call -> {};

  /** Before the operation, which does not happen when this throws. */
  void before(DiskCall call) throws IOException;

  /** Before so many bytes are read at a position, which does not happen when this throws. */
  default void beforeRead(DiskCall call, long position, int bytes) throws IOException {
    before(call);
  }

  /** How many of these bytes the disk takes at once, at least 1. */
  default int bytesToTake(DiskCall call, int bytes) {
    return bytes;
  }

  /** After an operation other than a write has happened. */
  default void happened(DiskCall call) {}

  /** After bytes were written at the end of a file. */
  default void written(Path path, byte[] bytes) {}
}
