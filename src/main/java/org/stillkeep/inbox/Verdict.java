package org.stillkeep.inbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a look at one thing in the inbox comes to. All are empty for something that is nothing, such as an empty folder.
 *
 * @param settled it is an archive, and those that lie in it are too
 * @param waiting it may become one
 * @param problems it will not, or one in it
 * @param sizeBytes at this look
 */
record Verdict(
    List<SettledArchive> settled, Optional<WaitingArchive.Reason> waiting, List<InboxProblem> problems, long sizeBytes) {

  static final Verdict NOTHING = new Verdict(List.of(), Optional.empty(), List.of(), 0);

  static Verdict settled(Identified identified) {
    List<InboxProblem> problems = new ArrayList<>();
    for (ArchiveException e : identified.refused()) {
      // The archive around it is complete, so that nothing more will come.
      Verdict verdict = of(e, 0).waiting().isPresent() ? problem(e, InboxProblem.Kind.DAMAGED) : of(e, 0);
      problems.addAll(verdict.problems());
    }
    return new Verdict(
        identified.archives(), Optional.empty(), problems, identified.archives().get(0).sizeBytes());
  }

  static Verdict waiting(WaitingArchive.Reason reason, long sizeBytes) {
    return new Verdict(List.of(), Optional.of(reason), List.of(), sizeBytes);
  }

  static Verdict problem(Path path, InboxProblem.Kind kind, String detail) {
    return new Verdict(List.of(), Optional.empty(), List.of(new InboxProblem(path, kind, detail)), 0);
  }

  /** What it means for a quiet file that its archive cannot be opened. */
  static Verdict of(ArchiveException e, long sizeBytes) {
    return switch (e.state()) {
      case EMPTY -> waiting(WaitingArchive.Reason.EMPTY, sizeBytes);
      case ZERO_FILLED -> waiting(WaitingArchive.Reason.ZERO_FILLED, sizeBytes);
      case GROWING -> waiting(WaitingArchive.Reason.INCOMPLETE, sizeBytes);
      case DAMAGED -> problem(e, InboxProblem.Kind.DAMAGED);
      case ENCRYPTED -> problem(e, InboxProblem.Kind.ENCRYPTED);
      case SPLIT -> problem(e, InboxProblem.Kind.SPLIT);
      case WEB_PAGE -> problem(e, InboxProblem.Kind.WEB_PAGE);
      case PACKED_TWICE -> problem(e, InboxProblem.Kind.PACKED_TWICE);
      case NOT_AN_ARCHIVE -> problem(e, InboxProblem.Kind.NOT_AN_ARCHIVE);
    };
  }

  private static Verdict problem(ArchiveException e, InboxProblem.Kind kind) {
    return problem(e.path(), kind, e.getMessage());
  }
}
