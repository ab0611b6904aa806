package org.stillkeep.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stillkeep.importer.InspectReport;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSet;

/** Draws an inspection for people: sums first, then what needs attention. */
final class InspectText {

  private static final int MOST_LINES_OF_A_KIND = 20;

  /** Counts lines and keeps the first of them. */
  private static final class Lines {
    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String line) {
      count++;
      if (count <= MOST_LINES_OF_A_KIND) {
        first.add("  " + line);
      }
    }

    void under(String title, List<String> lines) {
      if (count > 0) {
        lines.add(title);
        lines.addAll(first);
      }
    }
  }

  private final Map<String, Long> byKind = new TreeMap<>();
  private final Map<String, Long> byRule = new TreeMap<>();
  private final Map<String, Long> byTimeSource = new TreeMap<>();
  private final Lines broken = new Lines();
  private final Lines without = new Lines();
  private long copies;

  private InspectText() {}

  static List<String> of(InspectReport report) throws IOException {
    InspectText text = new InspectText();
    report.forEachItem(text::count);
    return text.lines(report);
  }

  private void count(InspectedItem item) {
    byKind.merge(item.kind(), 1L, Long::sum);
    item.rule().ifPresent(rule -> byRule.merge(rule, 1L, Long::sum));
    byTimeSource.merge(item.taken().source().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    copies += item.sameAs().isPresent() ? 1 : 0;
    item.problem().ifPresent(problem -> broken.add(item.media() + ": " + problem));
    if (item.sidecar().isEmpty()) {
      without.add(item.media());
    }
  }

  private List<String> lines(InspectReport report) throws IOException {
    List<String> lines = new ArrayList<>();
    report.archives().forEach(archive -> archive(archive, lines));
    report.sets().forEach(set -> set(set, lines));
    lines.add(
        Figures.count(report.items(), "item")
            + ": "
            + byKind.getOrDefault("photo", 0L)
            + " photos, "
            + byKind.getOrDefault("video", 0L)
            + " videos, "
            + byKind.getOrDefault("live", 0L)
            + " live photos; "
            + copies
            + " of them are further copies");
    lines.add("  with a sidecar: " + (report.items() - without.count));
    figures(byRule, lines);
    lines.add("  capture times from:");
    figures(byTimeSource, lines);
    Lines ignored = new Lines();
    report.forEachIgnored(each -> ignored.add(each.path() + ": " + each.reason()));
    lines.add(Figures.count(report.sidecars(), "JSON file") + ", " + report.ignored() + " entries ignored");
    lines.addAll(ignored.first);
    broken.under(
        "cannot be imported: " + broken.count + " (download the archive again, or ask Google for a new one)", lines);
    without.under("without a sidecar: " + without.count + " (a part that is missing may hold it)", lines);
    lines.add(report.entries() + " entries, all accounted for");
    return lines;
  }

  private static void archive(InspectedArchive archive, List<String> lines) {
    lines.add(archive.path() + ": " + archive.kind() + ", " + archive.entries() + " entries, " + archive.state());
    archive.problems().forEach(problem -> lines.add("  " + problem));
  }

  private static void set(InspectedSet set, List<String> lines) {
    lines.add(
        "set " + set.id() + ": parts " + set.parts() + (set.missingParts().isEmpty() ? "" : ", missing " + set.missingParts()));
  }
  private static void figures(Map<String, Long> counts, List<String> lines) {
    counts.forEach((each, count) -> lines.add("    " + each + ": " + count));
  }
}
