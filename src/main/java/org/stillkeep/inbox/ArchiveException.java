package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** An archive cannot be opened as a whole. The message says what is wrong with it, without naming it. */
public final class ArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of wrong. */
  public enum State {
    /** Nothing in it. Browsers put such a file beside a download that is under way. */
    EMPTY,
    /** Full size, and all zeros so far: set aside for a copy that is under way. */
    ZERO_FILLED,
    /** It begins like a ZIP and has no end: still being copied, or a download that broke off. */
    GROWING,
    /** It contradicts itself. */
    DAMAGED,
    /** Its directory is protected by a password. */
    ENCRYPTED,
    /** One piece of an archive that was split into pieces. */
    SPLIT,
    /** A web page saved under an archive's name: a log-in or an error. */
    WEB_PAGE,
    /** An archive that another one has packed once more. */
    PACKED_TWICE,
    /** Something else. */
    NOT_AN_ARCHIVE
  }

  private final State state;
  private final transient Path path;

  ArchiveException(State state, Path path, String message) {
    super(message);
    this.state = Objects.requireNonNull(state);
    this.path = Objects.requireNonNull(path);
  }

  /** What kind of wrong. */
  public State state() {
    return state;
  }

  /** The archive. */
  public Path path() {
    return path;
  }
}
