package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.stillkeep.importer.InspectReport;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedIgnored;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSet;

/** Draws an inspection for people: sums first, then what needs attention. */
final class InspectText {

  private static final int MOST_LINES_OF_A_KIND = 20;

  private InspectText() {}

  static List<String> of(InspectReport report) {
    List<String> lines = new ArrayList<>();
    report.archives().forEach(archive -> archive(archive, lines));
    report.sets().forEach(set -> set(set, lines));
    List<InspectedItem> items = report.items();
    lines.add(
        Figures.count(items.size(), "item")
            + ": "
            + count(items, "photo")
            + " photos, "
            + count(items, "video")
            + " videos, "
            + count(items, "live")
            + " live photos; "
            + items.stream().filter(item -> item.sameAs().isPresent()).count()
            + " of them are further copies");
    lines.add("  with a sidecar: " + items.stream().filter(item -> item.sidecar().isPresent()).count());
    figures(items, lines, InspectedItem::rule);
    lines.add("  capture times from:");
    figures(items, lines, item -> Optional.of(item.taken().source().name().toLowerCase(Locale.ROOT)));
    lines.add(Figures.count(report.sidecars().size(), "JSON file") + ", " + report.ignored().size() + " entries ignored");
    report.ignored().stream().limit(MOST_LINES_OF_A_KIND).forEach(each -> lines.add(ignored(each)));
    attention(items, lines);
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

  private static void figures(
      List<InspectedItem> items, List<String> lines, Function<InspectedItem, Optional<String>> kind) {
    Map<String, Integer> counts = new TreeMap<>();
    items.forEach(item -> kind.apply(item).ifPresent(each -> counts.merge(each, 1, Integer::sum)));
    counts.forEach((each, count) -> lines.add("    " + each + ": " + count));
  }

  private static String ignored(InspectedIgnored ignored) {
    return "  " + ignored.path() + ": " + ignored.reason();
  }

  private static void attention(List<InspectedItem> items, List<String> lines) {
    List<InspectedItem> broken = items.stream().filter(item -> item.problem().isPresent()).toList();
    if (!broken.isEmpty()) {
      lines.add("cannot be imported: " + broken.size() + " (download the archive again, or ask Google for a new one)");
      broken.stream().limit(MOST_LINES_OF_A_KIND).forEach(item -> lines.add("  " + item.media() + ": " + item.problem().get()));
    }
    List<InspectedItem> without = items.stream().filter(item -> item.sidecar().isEmpty()).toList();
    if (!without.isEmpty()) {
      lines.add("without a sidecar: " + without.size() + " (a part that is missing may hold it)");
      without.stream().limit(MOST_LINES_OF_A_KIND).forEach(item -> lines.add("  " + item.media()));
    }
  }

  private static long count(List<InspectedItem> items, String kind) {
    return items.stream().filter(item -> item.kind().equals(kind)).count();
  }
}
