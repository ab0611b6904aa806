package org.stillkeep.inbox;

import java.io.IOException;
import java.util.Objects;

/** One entry cannot be read. Other entries of the same archive may be fine, unless the reason is CHANGED. */
public final class EntryException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The bytes are not those whose CRC the directory holds. */
    CRC_MISMATCH,
    /** More or fewer bytes than the directory declares. */
    SIZE_MISMATCH,
    /** Protected by a password. */
    ENCRYPTED,
    /** Packed in a way other than stored and deflated. */
    UNSUPPORTED_METHOD,
    /** A directory or a symbolic link. */
    NOT_A_FILE,
    /** The packed bytes or the headers make no sense. */
    CORRUPT,
    /** The file on disk changed while it was read: look again when it has settled. */
    CHANGED
  }

  private final Reason reason;
  private final int index;
  private final String entryPath;

  EntryException(Reason reason, int index, String entryPath, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
    this.index = index;
    this.entryPath = Objects.requireNonNull(entryPath);
  }

  EntryException(Reason reason, int index, String entryPath, String message, Throwable cause) {
    this(reason, index, entryPath, message);
    initCause(cause);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Which entry, by its index. */
  public int index() {
    return index;
  }

  /** Which entry, by its path in the archive. */
  public String entryPath() {
    return entryPath;
  }
}
