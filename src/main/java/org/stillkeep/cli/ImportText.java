package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillkeep.importer.ImportSummary;

/** Says what an import did. */
final class ImportText {

  private ImportText() {}

  static List<String> of(ImportSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "set %s: %s; %,d entries, all accounted for; %s read",
            summary.setId(),
            whatWasDone(summary),
            summary.entries(),
            Figures.size(summary.bytesRead())));
    if (!summary.missingParts().isEmpty()) {
      lines.add("  missing parts: " + summary.missingParts() + "; drop them in when you have them");
    }
    if (summary.failed() > 0) {
      lines.add("  failed: " + summary.failed() + ", see `stillkeep report`");
    }
    if (summary.pending() > 0) {
      lines.add("  not read yet: " + summary.pending() + " entries, whose archive is gone or failed; drop it in again");
    }
    summary.problems().forEach(problem -> lines.add("  " + problem.archive() + ": " + problem.message()));
    for (ImportSummary.ArchiveFate fate : summary.fates()) {
      String done =
          switch (fate.fate()) {
            case KEEP -> "stays: ";
            case MOVE -> "was moved: ";
            case DELETE -> "was deleted: ";
          };
      lines.add("  " + fate.archive() + " " + done + fate.message());
    }
    return lines;
  }

  private static String whatWasDone(ImportSummary summary) {
    if (summary.isClean() && !summary.changedAnything() && summary.alreadyThere() == 0) {
      return "nothing new";
    }
    return String.format(
        Locale.ROOT,
        "%,d imported, %,d already there, %,d healed",
        summary.imported(),
        summary.alreadyThere(),
        summary.healed());
  }
}
