package org.stillkeep.export;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the folder at an export's path is the export.
 *
 * @param kind the answer
 * @param folder the exact path that was looked at
 * @param reason what was found there, in words; empty when connected
 * @param owner who owns the folder, when its marker is readable
 */
public record ExportState(Kind kind, Path folder, String reason, Optional<String> owner) {

  /** The answers. Only {@link #CONNECTED} lets a pass begin. */
  public enum Kind {
    /** The marker is ours: export id, library and owner agree. */
    CONNECTED,
    /** An export that was set up earlier, and whose folder or marker is not there now: unmounted, or unplugged. */
    NOT_CONNECTED,
    /** Something else lies there: another export, another library's or machine's, or a folder with files but no marker. */
    FOREIGN,
    /** Never set up, and the folder is empty or not there yet: {@link Exporter#adoptOrCreate()} may set it up. */
    NEW
  }

  public ExportState {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(folder);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(owner);
  }

  /** Whether anything of ours may be written there: not into another's folder, nor where a disk is missing. */
  public boolean mayWrite() {
    return kind == Kind.CONNECTED || kind == Kind.NEW;
  }

  /** Whether a pass may begin. */
  public boolean isConnected() {
    return kind == Kind.CONNECTED;
  }
}
