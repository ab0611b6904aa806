package org.stillkeep.catalog;

import java.sql.SQLException;
import java.util.Objects;

/** The catalog could not be read or written. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No room on its disk. */
    FULL,
    /** Another program holds it. */
    IN_USE,
    /** It may be read, but not written, or not even read. */
    NO_PERMISSION,
    /** The file is broken. Without it, everything can be read again from the store, the archives and the exports. */
    DAMAGED,
    /** The file is a database, but no catalog. */
    NOT_A_CATALOG,
    /** A newer program has written it. */
    NEWER_SCHEMA,
    /** Anything else; the message has SQLite's words. */
    FAILED
  }

  private final Reason reason;

  public CatalogException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public CatalogException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** What SQLite has said. */
  static CatalogException of(SQLException e) {
    return new CatalogException(reason(e.getErrorCode()), "the catalog failed: " + e.getMessage(), e);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** By SQLite's primary result code, the low byte of the extended ones. */
  private static Reason reason(int resultCode) {
    return switch (resultCode & 0xFF) {
      case 5, 6 -> Reason.IN_USE; // SQLITE_BUSY, SQLITE_LOCKED
      case 3, 8, 14, 23 -> Reason.NO_PERMISSION; // SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_AUTH
      case 11, 26 -> Reason.DAMAGED; // SQLITE_CORRUPT, SQLITE_NOTADB
      case 13 -> Reason.FULL; // SQLITE_FULL
      default -> Reason.FAILED;
    };
  }
}
