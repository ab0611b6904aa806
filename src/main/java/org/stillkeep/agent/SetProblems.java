package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.importer.ImportSummary;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.store.StoreException;

/** Says what hindered the import of a set, and what to do. */
final class SetProblems {

  private final StatusBoard board;
  private final LibraryHome home;

  SetProblems(StatusBoard board, LibraryHome home) {
    this.board = board;
    this.home = home;
  }

  Problem noMemory(ArchiveSet set, OutOfMemoryError e) {
    if (ThreadWords.areLacking(e)) {
      return board.seenNow(
          "set " + set.id() + "/failed", ThreadWords.LACKING + " to import the set " + set.id(), ThreadWords.REMEDY, true);
    }
    long heapMib = Runtime.getRuntime().maxMemory() >> 20;
    return board.seenNow(
        "set " + set.id() + "/failed",
        "not enough memory to import the set " + set.id() + ": Stillkeep may use " + heapMib + " MiB",
        "start it with STILLKEEP_MEMORY=" + 2 * heapMib + "m; nothing is lost, and what was imported stays",
        true);
  }

  Problem noRoom(ArchiveSet set, Room.Shortage shortage) {
    return board.seenNow(
        "set " + set.id() + "/room",
        "no room for the set " + set.id() + ": " + shortage.inWords(),
        shortage.remedy() + "; it is tried again by itself",
        true);
  }

  /** It failed, and will again unless somebody does something. */
  Problem failure(ArchiveSet set, Exception e) {
    return board.seenNow(
        "set " + set.id() + "/failed",
        "the set " + set.id() + " could not be imported: " + e.getMessage(),
        remedy(e) + "; what was imported stays, and it is tried again by itself every quarter of an hour",
        true);
  }

  /** The server answers, and refuses something of it. */
  Problem refused(ArchiveSet set, StoreException e, Duration wait) {
    return board.seenNow(
        "set " + set.id() + "/failed",
        "not all of the set " + set.id() + " could be imported: " + e.getMessage(),
        remedy(e)
            + "; `stillkeep report` names what waits; it is sent again in "
            + Pace.inWords(wait.toSeconds())
            + ", or at once by `stillkeep scan`",
        true);
  }

  /** The server answers, and yet the import does not get through to it. */
  Problem brokenOff(ArchiveSet set, StoreException e) {
    return board.seenNow(
        "set " + set.id() + "/broken-off",
        "the import of the set " + set.id() + " is broken off again and again: " + e.getMessage(),
        remedy(e) + "; what was imported stays, and it is tried again by itself",
        false);
  }

  /**
   * What a run that came to its end could not do.
   *
   * @param holders archives that need hold nothing but other archives
   */
  List<Problem> ofRun(ArchiveSet set, ImportSummary summary, Set<Path> holders) {
    List<Problem> problems = new ArrayList<>();
    if (summary.holdsNothingForUs() && set.parts().stream().noneMatch(part -> holders.contains(part.path()))) {
      problems.add(
          board.seenNow(
              "set " + set.id() + "/nothing",
              "no photo or video is in the set " + set.id(),
              "if it is a Takeout of another product, order one of Google Photos; take this one out of the inbox",
              true));
    }
    if (!summary.failures().isEmpty()) {
      ImportSummary.Failure first = summary.failures().get(0);
      problems.add(
          board.seenNow(
              "set " + set.id() + "/entries",
              summary.failures().size()
                  + " of the set "
                  + set.id()
                  + " could not be read, "
                  + first.path()
                  + " in "
                  + first.archive()
                  + " first: "
                  + first.message(),
              "`stillkeep report` names them all; download those archives again and drop them in",
              true));
    }
    if (summary.pending() > 0 && summary.problems().isEmpty()) {
      problems.add(
          board.seenNow(
              "set " + set.id() + "/pending",
              summary.pending() + " entries of the set " + set.id() + " are not imported: their archive went away too early",
              "`stillkeep report --json` tells which archive; drop it in again",
              true));
    }
    for (ImportSummary.ArchiveProblem problem : summary.problems()) {
      problems.add(
          board.seenNow(
              "set " + set.id() + "/" + problem.archive(),
              problem.archive() + ": " + problem.message(),
              "it is looked at again by itself",
              false));
    }
    return problems;
  }

  private String remedy(Exception failure) {
    if (failure instanceof CatalogException catalog) {
      return CatalogWords.remedy(catalog.reason());
    }
    if (failure instanceof StoreException store) {
      return StoreWords.remedy(home, store.reason());
    }
    boolean disk = failure instanceof IOException && home instanceof LibraryHome.Vault;
    return disk
        ? StoreWords.remedy(home, StoreException.Reason.UNAVAILABLE)
        : "the log in the state folder says more; if it stays, stop Stillkeep and start it again";
  }
}
