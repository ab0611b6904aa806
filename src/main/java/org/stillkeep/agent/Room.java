package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether an import fits, asked before it begins, so that it does not stop half way through a set. */
public final class Room {

  /** Room that an import leaves on the vault's disk. */
  private static final long FLOOR_BYTES = 256L << 20;

  private Room() {}

  /**
   * What is lacking.
   *
   * @param neededBytes what the import takes, with a margin
   * @param freeBytes what the disk says is free
   */
  public record Shortage(long neededBytes, long freeBytes) {

    /** Both figures, for people. */
    public String inWords() {
      return (neededBytes >> 20) + " MiB needed on the vault's disk, " + (freeBytes >> 20) + " MiB free";
    }
  }

  /** What is lacking for so many bytes of content; empty when they fit, or when the disk does not know. */
  public static Optional<Shortage> shortage(long contentBytes, Path vaultFolder) throws IOException {
    if (contentBytes == 0) {
      return Optional.empty();
    }
    FileStore disk = Files.getFileStore(vaultFolder);
    long needed = contentBytes + contentBytes / 20 + FLOOR_BYTES;
    long free = disk.getUsableSpace();
    // Some network file systems say 0 of 0, which means that they do not know.
    boolean fits = disk.getTotalSpace() == 0 || free >= needed;
    return fits ? Optional.empty() : Optional.of(new Shortage(needed, free));
  }
}
