package org.stillkeep.inbox;

import java.util.Optional;

/**
 * What a look at one thing in the inbox comes to. Exactly one of settled, waiting and problem is there, or none of them for
 * something that is nothing, such as an empty folder.
 *
 * @param settled it is an archive
 * @param waiting it may become one
 * @param problem it will not
 * @param sizeBytes at this look
 * @param detail of the problem, in words for people
 */
record Verdict(
    Optional<SettledArchive> settled,
    Optional<WaitingArchive.Reason> waiting,
    Optional<InboxProblem.Kind> problem,
    long sizeBytes,
    String detail) {

  static final Verdict NOTHING = new Verdict(Optional.empty(), Optional.empty(), Optional.empty(), 0, "");

  static Verdict settled(SettledArchive archive) {
    return new Verdict(Optional.of(archive), Optional.empty(), Optional.empty(), archive.sizeBytes(), "");
  }

  static Verdict waiting(WaitingArchive.Reason reason, long sizeBytes) {
    return new Verdict(Optional.empty(), Optional.of(reason), Optional.empty(), sizeBytes, "");
  }

  static Verdict problem(InboxProblem.Kind kind, String detail) {
    return new Verdict(Optional.empty(), Optional.empty(), Optional.of(kind), 0, detail);
  }

  /** What it means for a quiet file that its archive cannot be opened. */
  static Verdict of(ArchiveException e, long sizeBytes) {
    return switch (e.state()) {
      case EMPTY -> waiting(WaitingArchive.Reason.EMPTY, sizeBytes);
      case ZERO_FILLED -> waiting(WaitingArchive.Reason.ZERO_FILLED, sizeBytes);
      case GROWING -> waiting(WaitingArchive.Reason.INCOMPLETE, sizeBytes);
      case DAMAGED -> problem(InboxProblem.Kind.DAMAGED, e.getMessage());
      case ENCRYPTED -> problem(InboxProblem.Kind.ENCRYPTED, e.getMessage());
      case SPLIT -> problem(InboxProblem.Kind.SPLIT, e.getMessage());
      case WEB_PAGE -> problem(InboxProblem.Kind.WEB_PAGE, e.getMessage());
      case NOT_READ_YET -> problem(InboxProblem.Kind.NOT_READ_YET, e.getMessage());
      case NOT_AN_ARCHIVE -> problem(InboxProblem.Kind.NOT_AN_ARCHIVE, e.getMessage());
    };
  }
}
