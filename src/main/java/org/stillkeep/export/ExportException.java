package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** An export pass that could not begin or go on. What was written before it stands and is in the ledger. */
public final class ExportException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why, for the face to put into words and exit codes. */
  public enum Reason {
    /** The folder, or its marker, is not there (F1, F2). Quiet: the next pass after its return completes by itself. */
    NOT_CONNECTED,
    /** Another export, library or owner's folder lies there (F3, F28), or a folder with files and without a marker. */
    FOREIGN,
    /** No room, no inodes, or no quota (F5–F7). */
    FULL,
    /** The file system refuses all writing (F12). */
    READ_ONLY,
    /** One file after the other failed: the target itself is in trouble (F9, F11). */
    TARGET_FAILING,
    /** File names cannot be written in this locale (F66). */
    LOCALE
  }

  private final Reason reason;
  private final transient Path folder;
  private final long neededBytes;
  private final long freeBytes;

  ExportException(Reason reason, Path folder, String message, Throwable cause) {
    this(reason, folder, message, -1, -1, cause);
  }

  private ExportException(Reason reason, Path folder, String message, long neededBytes, long freeBytes, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
    this.folder = Objects.requireNonNull(folder);
    this.neededBytes = neededBytes;
    this.freeBytes = freeBytes;
  }

  static ExportException full(Path folder, long neededBytes, long freeBytes, Throwable cause) {
    boolean bytesWouldFit = cause != null && freeBytes >= neededBytes;
    String message =
        bytesWouldFit
            ? "no room in " + folder + " though bytes are free: too many files for that disk, or a quota is used up"
            : "no room in " + folder + ": " + neededBytes + " bytes needed, " + freeBytes + " bytes free";
    return new ExportException(Reason.FULL, folder, message, neededBytes, freeBytes, cause);
  }

  public Reason reason() {
    return reason;
  }

  /** The root of the export. */
  public Path folder() {
    return folder;
  }

  /** For {@link Reason#FULL}: the size of the file that did not fit, plus the floor that stays free; otherwise −1. */
  public long neededBytes() {
    return neededBytes;
  }

  /** For {@link Reason#FULL}: what the file system says is free, which may be more (quota) or 0 (unknown); otherwise −1. */
  public long freeBytes() {
    return freeBytes;
  }
}
