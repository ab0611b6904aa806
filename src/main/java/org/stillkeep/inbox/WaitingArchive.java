package org.stillkeep.inbox;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something that may become an archive by itself.
 *
 * @param path where it lies
 * @param reason why it is not read yet
 * @param sizeBytes so far
 */
public record WaitingArchive(Path path, Reason reason, long sizeBytes) {

  /** What is waited for. */
  public enum Reason {
    /** It changed a short while ago, or was seen only once. */
    GROWING,
    /** It is quiet but has no end: a slow copy, or a download that broke off. */
    INCOMPLETE,
    /** Nothing in it. */
    EMPTY,
    /** Set aside at full size, and all zeros so far. */
    ZERO_FILLED,
    /** A sync program shows it, and keeps its bytes elsewhere until somebody reads them. */
    BYTES_ELSEWHERE,
    /** A browser or sync tool will rename it when it is complete. */
    TEMPORARY_NAME,
    /** We may not read it. */
    NO_PERMISSION
  }

  public WaitingArchive {
    Objects.requireNonNull(path);
    Objects.requireNonNull(reason);
  }
}
