package org.stillkeep.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.files.DisjointFolders.Overlap;

/** Says an overlap: both paths, what contains what and by which proof, why it matters, and which two keys to change. */
public final class OverlapWords {

  private OverlapWords() {}

  /** What overlaps, the proof, and why that matters. */
  public static String what(Overlap overlap) {
    String first = "the " + overlap.first().role() + " folder " + overlap.first().path();
    String second = "the " + overlap.second().role() + " folder " + overlap.second().path();
    String relation =
        switch (overlap.relation()) {
          case SAME -> first + " and " + second + " are the same folder";
          case FIRST_CONTAINS_SECOND -> first + " contains " + second;
          case SECOND_CONTAINS_FIRST -> second + " contains " + first;
          case SHARE_A_FOLDER -> first + " and " + second + " share a folder";
        };
    return relation
        + " ("
        + overlap.proof()
        + "); what is written into one would be read, or counted as foreign, in the other";
  }

  /** Which keys to change. */
  public static String remedy(Overlap overlap) {
    String first = overlap.first().configKey();
    String second = overlap.second().configKey();
    return "change " + first + " or " + second + " so that neither folder lies in the other, e.g. side by side";
  }

  /** Nothing is read or written while it lasts. */
  static Problem problem(Overlap overlap, StatusBoard board) {
    String id = "overlap " + overlap.first().configKey() + " " + overlap.second().configKey();
    return board.seenNow(id, what(overlap), remedy(overlap), true);
  }

  /** Those that are left alone, since nobody can tell whether they lie apart; none when there are no such. */
  static List<Problem> unproven(Set<Path> folders, StatusBoard board) {
    if (folders.isEmpty()) {
      return List.of();
    }
    String names = folders.stream().map(Path::toString).sorted().collect(Collectors.joining(", "));
    return List.of(
        board.seenNow(
            "overlap unproven",
            "whether these folders lie apart cannot be told, so they are left alone: " + names + "; something in one of them does not answer",
            "look for disks that hang and are mounted or linked in there; it is tried again by itself",
            false));
  }
}
