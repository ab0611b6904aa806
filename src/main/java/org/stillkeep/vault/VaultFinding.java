package org.stillkeep.vault;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Something about a vault's folder that is not as it should be.
 *
 * @param kind what it is
 * @param subject the file or folder, relative to the vault, with slashes
 * @param detail what is wrong with it, in a few words
 * @param fileId the library's file that suffers from it, where there is one
 */
public record VaultFinding(Kind kind, String subject, String detail, OptionalLong fileId) {

  /** How much it matters. */
  public enum Severity {
    /** Something of the library cannot be read. */
    LOSS,
    /** Nothing is lost, but something that guards against loss is. */
    WARNING,
    /** Harmless. */
    NOTE
  }

  /** What was found. */
  public enum Kind {
    /** An object that a file names is not there. */
    MISSING_OBJECT(Severity.LOSS),
    /** An object that a file names is shorter or longer than registered. */
    WRONG_LENGTH(Severity.LOSS),
    /** A change set is missing, cut, altered or out of its place, and so is its copy. */
    DAMAGED_CHANGE_SET(Severity.LOSS),
    /** One of a change set's two files is missing, damaged or of another history; the other is whole. */
    DAMAGED_CHANGE_SET_COPY(Severity.WARNING),
    /** Both copies of the header are missing, damaged, or not of this key. */
    DAMAGED_HEADER(Severity.LOSS),
    /** One copy of the header is missing, stale or damaged; the other is whole. */
    DAMAGED_HEADER_COPY(Severity.WARNING),
    /** The disk does not list one of the folders of objects; these may be there all the same. */
    UNREADABLE_FOLDER(Severity.WARNING),
    /** Other users may read or change the folder, and the file system would keep them from it if it were told to. */
    NOT_PRIVATE(Severity.WARNING),
    /** The file system keeps nobody out, whatever its permissions say; what lies there is encrypted all the same. */
    NO_PERMISSIONS(Severity.NOTE),
    /** An object that no file names: left by a crash, and deleted at the start that follows it; or of a history that was given up. */
    UNREGISTERED_OBJECT(Severity.NOTE),
    /** Files that a repair has put aside; nothing deletes them but their owner. */
    QUARANTINE(Severity.NOTE),
    /** A file that is none of ours, such as a sync tool's conflict copy. */
    FOREIGN_FILE(Severity.NOTE);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }
  }

  public VaultFinding {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(fileId);
  }

  /** A finding that concerns no single file of the library. */
  static VaultFinding of(Kind kind, String subject, String detail) {
    return new VaultFinding(kind, subject, detail, OptionalLong.empty());
  }

  /** How much it matters. */
  public Severity severity() {
    return kind.severity;
  }
}
