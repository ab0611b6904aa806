package org.stillkeep.inbox;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something in or about an inbox that will not become an archive by itself.
 *
 * @param path an inbox folder, or something in it
 * @param kind what is wrong
 * @param detail facts beyond the kind, in words for people; may be empty
 */
public record InboxProblem(Path path, Kind kind, String detail) {

  /** What is wrong. */
  public enum Kind {
    /** The inbox folder does not exist. */
    MISSING,
    /** The inbox is there but is no folder. */
    NOT_A_FOLDER,
    /** The inbox folder, or something in it, may not be read, or fails when read. */
    UNREADABLE,
    /** Another folder lies where the inbox was at the last look. Said once. */
    REPLACED,
    /** It holds a vault or an export of ours and is not looked into. */
    OURS,
    /** An archive that contradicts itself. */
    DAMAGED,
    /** An archive whose directory is protected by a password. */
    ENCRYPTED,
    /** One piece of an archive that was split into pieces. */
    SPLIT,
    /** A web page under an archive's name. */
    WEB_PAGE,
    /** An archive that another one has packed once more. */
    PACKED_TWICE,
    /** Neither an archive nor a picture or video. */
    NOT_AN_ARCHIVE,
    /** A symbolic link, pipe, socket or device. */
    NOT_A_FILE,
    /** More things than are looked at. */
    TOO_MANY
  }

  public InboxProblem {
    Objects.requireNonNull(path);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(detail);
  }
}
