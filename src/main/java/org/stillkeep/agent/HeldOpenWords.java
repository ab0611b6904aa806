package org.stillkeep.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.stillkeep.export.ExportSummary.Failure;

/** Names the files of an export folder that wait to be changed, since somebody holds them open. */
public final class HeldOpenWords {

  private static final int NAMED = 3;

  private HeldOpenWords() {}

  /** The first few by name, the others by number. */
  public static String names(List<Failure> waiting) {
    String named = waiting.stream().limit(NAMED).map(Failure::path).collect(Collectors.joining(", "));
    int others = waiting.size() - NAMED;
    return named + (others > 0 ? " and " + others + " more" : "");
  }

  /** What is the matter. Windows and SMB say the same of a file that is open as of one that is not ours to change. */
  public static String what(Path folder, List<Failure> waiting) {
    boolean one = waiting.size() == 1;
    return (one ? "1 file" : waiting.size() + " files")
        + " in "
        + folder
        + " cannot be changed: access is denied, or "
        + (one ? "another program has it open: " : "other programs have them open: ")
        + names(waiting);
  }
}
