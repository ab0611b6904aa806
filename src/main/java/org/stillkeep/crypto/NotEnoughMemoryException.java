package org.stillkeep.crypto;

/** The heap is too small for the memory that a passphrase's key derivation asks for. */
public final class NotEnoughMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long neededBytes;

  NotEnoughMemoryException(long neededBytes, Throwable cause) {
    super("deriving the key needs " + neededBytes + " bytes of heap", cause);
    this.neededBytes = neededBytes;
  }

  /** Bytes of heap that the derivation needs for itself. */
  public long neededBytes() {
    return neededBytes;
  }
}
