package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.stillkeep.export.ExportFinding.Kind;
import org.stillkeep.export.ExportReport;
import org.stillkeep.library.VerifyReport;

/** The lines that {@code verify} ends with. */
final class VerifyText {

  private VerifyText() {}

  /** How much was looked at. */
  static String checked(VerifyReport report, boolean readData) {
    return Figures.count(report.assetsChecked(), "photo or video", "photos and videos")
        + " checked, "
        + (readData ? Figures.size(report.bytesRead()) + " read" : "their content not read");
  }

  /**
   * What came of it.
   *
   * @param complete whether everything was looked at, and nothing failed
   */
  static String outcome(boolean complete, Collection<Finding> findings) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(each -> !each.mended() && each.severity() == severity).count();
      if (count > 0) {
        counts.add(severity == Severity.LOST ? count + " lost" : Figures.count(count, severity.word()));
      }
    }
    long mended = findings.stream().filter(Finding::mended).count();
    if (mended > 0) {
      counts.add(mended + " mended");
    }
    if (!complete) {
      counts.add(0, "not all could be looked at");
    } else if (findings.stream().noneMatch(Finding::isOpen)) {
      counts.add(0, "all is well");
    }
    return String.join(", ", counts);
  }

  /** What to do about an export folder of which nothing was found out. */
  static String notCompared(Path folder) {
    return "not compared; once that is put right, run `stillkeep verify --export \"" + folder + "\"`";
  }

  /** An export folder in one line. */
  static String ofExport(ExportReport report) {
    List<String> counts = new ArrayList<>();
    counts.add(Figures.count(report.inOrder(), "file") + " in order");
    add(report, Kind.DAMAGED, "damaged", counts);
    add(report, Kind.MISSING, "missing", counts);
    add(report, Kind.UNREADABLE, "unreadable", counts);
    add(report, Kind.CHANGED, "changed by you", counts);
    add(report, Kind.DELETED, "deleted by you", counts);
    add(report, Kind.FOREIGN, "not Stillkeep's", counts);
    return String.join(", ", counts);
  }

  private static void add(ExportReport report, Kind kind, String word, List<String> counts) {
    long count = report.count(kind);
    if (count > 0) {
      counts.add(count + " " + word);
    }
  }

  /** What helps, each once, for the worst first. */
  static List<String> fixes(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.mended() && !finding.fix().isEmpty())
        .map(Finding::fix)
        .distinct()
        .toList();
  }
}
