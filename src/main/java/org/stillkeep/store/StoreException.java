package org.stillkeep.store;

import java.io.IOException;
import java.util.Objects;

/** A store said no. The reason is a fact for the caller to act on; the words for people are made elsewhere. */
public final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No such collection, file or object. */
    NOT_FOUND,
    /** Magic metadata was changed by someone else since it was read: read again, merge, send again. */
    VERSION_CONFLICT,
    /** No room: quota, subscription or disk. */
    FULL,
    /** This one object is larger than the store takes. */
    TOO_LARGE,
    /** The store may be read but not written. */
    READ_ONLY,
    /** The session is over: log in again. */
    LOGIN_REQUIRED,
    /** The store was written by a newer program. */
    NEWER_FORMAT,
    /** Something is missing, cut short, altered or rolled back; the message says what. */
    DAMAGED,
    /** The store is older than it was when it was last seen, or has another history; only its owner knows whether that is meant. */
    OTHER_HISTORY,
    /** Another program is writing to this store. */
    IN_USE,
    /** The request itself was wrong. */
    REFUSED,
    /** What answers is no such server, or the server has moved; nothing was done. */
    WRONG_SERVER,
    /** The store could not be reached, or failed in a way that may pass. */
    UNAVAILABLE
  }

  private final Reason reason;

  public StoreException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** Why the store said no. */
  public Reason reason() {
    return reason;
  }
}
