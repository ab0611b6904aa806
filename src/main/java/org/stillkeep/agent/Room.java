package org.stillkeep.agent;

import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.store.StoreException;

/** Whether an import fits, asked before it begins, so that it does not stop half way through a set. */
public final class Room {

  /** Room that an import leaves on the vault's disk; an account can be filled to the brim. */
  private static final long FLOOR_BYTES = 256L << 20;

  private Room() {}

  /**
   * What is lacking.
   *
   * @param home where
   * @param neededBytes what the import takes, with a margin
   * @param freeBytes what the store says is free
   */
  public record Shortage(LibraryHome home, long neededBytes, long freeBytes) {

    /** Both figures, for people. */
    public String inWords() {
      String where = home instanceof LibraryHome.EnteAccount ? "in the Ente account" : "on the vault's disk";
      return (neededBytes >> 20) + " MiB needed " + where + ", " + (freeBytes >> 20) + " MiB free";
    }

    /** What to do, for people. */
    public String remedy() {
      return home instanceof LibraryHome.Vault vault
          ? "make room on the disk of " + vault.folder()
          : StoreWords.remedy(home, StoreException.Reason.FULL);
    }
  }

  /**
   * What is lacking for so many bytes of content; empty when they fit, or when nobody knows.
   *
   * @param freeBytes as the store tells it
   */
  public static Optional<Shortage> shortage(long contentBytes, LibraryHome home, OptionalLong freeBytes) {
    if (contentBytes == 0 || freeBytes.isEmpty()) {
      return Optional.empty();
    }
    long floorBytes = home instanceof LibraryHome.Vault ? FLOOR_BYTES : 0;
    long needed = contentBytes + contentBytes / 20 + floorBytes;
    long free = freeBytes.getAsLong();
    return free >= needed ? Optional.empty() : Optional.of(new Shortage(home, needed, free));
  }
}
