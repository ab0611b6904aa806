package org.stillkeep.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.AccountedEntry.Location;
import org.stillkeep.catalog.Concern;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.takeout.PartGroup;

/**
 * Draws the report of one set as one page that needs nothing else: no script, no request, for bright and dark screens and for
 * paper. Bounded, whatever the set holds: long lists end with a count.
 */
final class ReportPage {

  /** By which a page of ours is known, so that no other file is ever written over. */
  static final String MARK = "<meta name=\"generator\" content=\"Stillkeep\">";

  static final int MOST_ROWS = 100;
  private static final int MOST_PARTS = 500;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c1b1a; --paper: #fdfcfa; --faint: #6b6762; --line: #dcd8d2; --bar: #3d6b99;
        --good: #3c7a4c; --idle: #8a8680; --wait: #a8740f; --bad: #b3372f; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e3; --paper: #191817; --faint: #a09b94; --line: #3a3835;
        --bar: #7ba7d4; --good: #78b688; --idle: #77736d; --wait: #d9a441; --bad: #e5776f; } }
      @media print { :root { --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; } section { break-inside: avoid-page; } }
      body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
        color: var(--ink); background: var(--paper); }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } .faint { color: var(--faint); }
      table { border-collapse: collapse; width: 100%; } td, th { padding: .2rem .5rem .2rem 0; text-align: left;
        vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      td.n { text-align: right; white-space: nowrap; width: 6rem; font-variant-numeric: tabular-nums; }
      td.chart { width: 40%; } svg { display: block; width: 100%; } svg.key { display: inline-block; width: .8em; height: .8em; }
      .bar { fill: var(--bar); }
      .good { fill: var(--good); } .idle { fill: var(--idle); } .wait { fill: var(--wait); } .bad { fill: var(--bad); }
      ul.parts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem; }
      ul.parts li { border: 1px solid var(--line); padding: 0 .5rem; } ul.parts li.missing { border: 2px dashed var(--bad); }
      """;

  /** What outcomes amount to, for the chart on top. */
  private enum Fate {
    IN_LIBRARY("photos and videos in the library", "good"),
    METADATA("metadata", "bar"),
    LEFT_OUT("left out or no photo", "idle"),
    WAITING("waiting", "wait"),
    FAILED("failed", "bad");

    private final String words;
    private final String style;

    Fate(String words, String style) {
      this.words = words;
      this.style = style;
    }

    static Fate of(Outcome outcome) {
      return switch (outcome) {
        case IMPORTED, ALREADY_THERE, COPY, LIVE_HALF -> IN_LIBRARY;
        case SIDECAR_USED, ALBUM_DATA, OTHER_DATA -> METADATA;
        case IGNORED, TRASHED_SKIPPED, LOCKED_SKIPPED -> LEFT_OUT;
        case PENDING, SIDECAR_WAITING -> WAITING;
        case EMPTY, DAMAGED, ENCRYPTED, UNSUPPORTED -> FAILED;
      };
    }
  }

  private final SetReport set;
  private final Function<Concern, List<AccountedEntry>> first;
  private final StringBuilder page = new StringBuilder();

  private ReportPage(SetReport set, Function<Concern, List<AccountedEntry>> first) {
    this.set = set;
    this.first = first;
  }

  /** @param first the first {@value #MOST_ROWS} entries that give cause for a concern */
  static String of(SetReport set, Function<Concern, List<AccountedEntry>> first) {
    ReportPage report = new ReportPage(set, first);
    report.draw();
    return report.page.toString();
  }

  private void draw() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line(MARK);
    line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    line("<meta name=\"viewport\" content=\"width=device-width\">");
    line("<title>Takeout " + Html.text(set.id()) + "</title><style>");
    page.append(STYLE);
    line("</style></head><body><main>");
    line("<h1>Takeout " + Html.text(set.id()) + "</h1>");
    summary();
    attention();
    outcomes();
    parts();
    bars("Sidecars, by the rule that found them", set.rules(), "no sidecar");
    bars("Sidecars, by how sure that is", set.confidences(), "");
    bars("Capture times, by where they are from", set.timeSources(), "no longer in the library");
    bars("Ignored, by reason", set.ignored(), "no reason");
    line("</main></body></html>");
  }

  private void summary() {
    line("<p>" + Figures.count(set.entries(), "entry", "entries") + " in " + Figures.count(set.archives().size(), "archive")
        + ", every one accounted for." + (set.healed() > 0 ? " Healed by a later archive: " + count(set.healed()) + "." : "") + "</p>");
    Map<Fate, Long> fates = new TreeMap<>();
    set.outcomes().forEach((outcome, count) -> fates.merge(Fate.of(outcome), count, Long::sum));
    line("<svg viewBox=\"0 0 1000 30\" preserveAspectRatio=\"none\" height=\"30\" role=\"img\" aria-label=\"" + legend(fates) + "\">");
    double x = 0;
    for (Map.Entry<Fate, Long> fate : fates.entrySet()) {
      double width = 1000.0 * fate.getValue() / Math.max(1, set.entries());
      line(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"30\"/>", fate.getKey().style, x, width));
      x += width;
    }
    line("</svg><p class=\"faint\">");
    for (Map.Entry<Fate, Long> fate : fates.entrySet()) {
      line("<svg class=\"key\" viewBox=\"0 0 8 8\" aria-hidden=\"true\"><rect class=\"" + fate.getKey().style
          + "\" width=\"8\" height=\"8\"/></svg> " + words(fate) + "&#8195;");
    }
    line("</p>");
  }

  private static String legend(Map<Fate, Long> fates) {
    return String.join(" · ", fates.entrySet().stream().map(ReportPage::words).toList());
  }

  private static String words(Map.Entry<Fate, Long> fate) {
    return count(fate.getValue()) + " " + fate.getKey().words;
  }

  private void outcomes() {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    set.outcomes().forEach((outcome, count) -> outcomes.put(outcome.word(), count));
    bars("Outcomes", outcomes, "");
  }

  private void bars(String title, Map<String, Long> figures, String none) {
    if (figures.isEmpty()) {
      return;
    }
    long most = figures.values().stream().mapToLong(Long::longValue).max().orElse(1);
    line("<section><h2>" + title + "</h2><table>");
    figures.entrySet().stream()
        .limit(MOST_ROWS)
        .forEach(
            figure ->
                line(
                    "<tr><td>" + Html.text(figure.getKey().isEmpty() ? none : figure.getKey()) + "</td><td class=\"n\">"
                        + count(figure.getValue()) + "</td><td class=\"chart\">" + bar(figure.getValue(), most) + "</td></tr>"));
    line("</table>" + more(figures.size() - MOST_ROWS) + "</section>");
  }

  private static String bar(long value, long most) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 100 14\" preserveAspectRatio=\"none\" height=\"14\" aria-hidden=\"true\">"
            + "<rect class=\"bar\" width=\"%.2f\" height=\"14\"/></svg>",
        100.0 * value / Math.max(1, most));
  }

  private void parts() {
    line("<section><h2>Parts</h2>");
    for (PartGroup group : set.parts()) {
      line("<ul class=\"parts\">");
      int highest = group.highest();
      Set<Integer> missing = group.missing();
      for (int part = 1; part <= Math.min(highest, MOST_PARTS); part++) {
        line("<li" + (missing.contains(part) ? " class=\"missing\">" + part + " missing" : ">" + part) + "</li>");
      }
      line("</ul>" + more(highest - MOST_PARTS));
    }
    list(set.missingNames().stream().map(name -> "missing: " + name).toList());
    line("<table>");
    for (StoredArchive archive : set.archives().stream().limit(MOST_ROWS).toList()) {
      line("<tr><td>" + name(archive.fileName()) + "</td><td class=\"n\">" + Figures.size(archive.sizeBytes()) + "</td></tr>");
    }
    line("</table>" + more(set.archives().size() - MOST_ROWS));
    line("<p class=\"faint\">How many parts there are above the highest number is not known.</p></section>");
  }

  private void attention() {
    line("<section><h2>What needs attention</h2>");
    List<String> missing = set.missingNames();
    if (set.concerns().isEmpty() && missing.isEmpty()) {
      line("<p>Nothing.</p>");
    }
    if (!missing.isEmpty()) {
      line("<p><strong>" + Figures.count(missing.size(), "part") + " missing.</strong> Download what is missing and drop it into the inbox; what is there is healed by it.</p>");
    }
    line("</section>");
    set.concerns().forEach(this::concern);
  }

  private void concern(Concern concern, long count) {
    line("<section><h2>" + count(count) + " " + ConcernWords.meaning(concern) + "</h2><p>" + Html.text(ConcernWords.remedy(concern)) + "</p>");
    if (concern == Concern.PENDING) {
      list(set.pending().entrySet().stream().map(each -> each.getKey() + ": " + count(each.getValue())).toList());
    }
    List<AccountedEntry> entries = first.apply(concern);
    line("<table>");
    entries.forEach(entry -> line("<tr><td>" + name(entry.path()) + "</td><td>" + why(entry) + "</td></tr>"));
    line("</table>" + more(count - entries.size()) + "</section>");
  }

  private static String why(AccountedEntry entry) {
    StringBuilder why = new StringBuilder(entry.outcome().word());
    if (!entry.reason().isEmpty()) {
      why.append(": ").append(Html.text(entry.reason()));
    }
    entry.sidecar().ifPresent(sidecar -> why.append("; sidecar ").append(name(sidecar.path())));
    entry.rule().ifPresent(rule -> why.append(" by the rule ").append(Html.text(rule)));
    if (!entry.candidates().isEmpty()) {
      why.append("; undecided between ").append(names(entry.candidates()));
    }
    entry.timeSource().ifPresent(source -> why.append("; time from ").append(source));
    return why.append("; in ").append(name(entry.archive())).toString();
  }

  private static String names(Collection<Location> locations) {
    return String.join(" and ", locations.stream().limit(10).map(each -> name(each.path())).toList());
  }

  private void list(List<String> lines) {
    if (!lines.isEmpty()) {
      line("<ul>");
      lines.stream().limit(MOST_ROWS).forEach(each -> line("<li>" + name(each) + "</li>"));
      line("</ul>" + more(lines.size() - MOST_ROWS));
    }
  }

  private static String more(long count) {
    return count > 0 ? "<p class=\"faint\">and " + count(count) + " more</p>" : "";
  }

  /** A name keeps its direction of writing to itself. */
  private static String name(String name) {
    return "<bdi>" + Html.text(name) + "</bdi>";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void line(String html) {
    page.append(html).append('\n');
  }
}
