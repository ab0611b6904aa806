package org.stillkeep.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Concern;
import org.stillkeep.catalog.StoredArchive;

/** Draws reports as text: figures first, then what wants attention; with every single entry only when asked. */
final class ReportText {

  private static final int MOST_LINES_OF_A_KIND = 20;

  private final Catalog catalog;
  private final boolean withEntries;
  private final Consumer<String> out;

  ReportText(Catalog catalog, boolean withEntries, Consumer<String> out) {
    this.catalog = catalog;
    this.withEntries = withEntries;
    this.out = out;
  }

  void print(List<SetReport> sets) {
    sets.forEach(this::print);
    long entries = sets.stream().mapToLong(SetReport::entries).sum();
    out.accept(Figures.count(entries, "entry", "entries") + " in all, every one accounted for");
  }

  private void print(SetReport set) {
    out.accept(
        "set " + set.id() + ": " + Figures.count(set.entries(), "entry", "entries") + " in " + Figures.count(set.archives().size(), "archive"));
    for (StoredArchive archive : set.archives()) {
      out.accept("  " + archive.fileName() + ", " + Figures.size(archive.sizeBytes()));
      if (withEntries) {
        catalog.accounts().forEach(archive.id(), entry -> out.accept("    " + line(entry)));
      }
    }
    names("  missing: ", set.missingNames());
    set.outcomes().forEach((outcome, count) -> figure(count, outcome.word() + ": " + OutcomeWords.meaning(outcome)));
    if (set.healed() > 0) {
      figure(set.healed(), "of these were healed by a later archive");
    }
    figures("sidecars found by", set.rules(), "no sidecar");
    figures("capture times from", set.timeSources(), "no longer in the library");
    set.concerns().forEach((concern, count) -> print(set, concern, count));
  }

  private void print(SetReport set, Concern concern, long count) {
    out.accept(String.format(Locale.ROOT, "  %,d %s", count, ConcernWords.meaning(concern)));
    out.accept("    " + ConcernWords.remedy(concern));
    if (concern == Concern.PENDING) {
      set.pending().forEach((archive, waiting) -> out.accept("    " + archive + ": " + Figures.count(waiting, "entry", "entries")));
      return;
    }
    List<AccountedEntry> first = catalog.accounts().list(set.id(), concern, MOST_LINES_OF_A_KIND);
    first.forEach(entry -> out.accept("    " + entry.archive() + ": " + line(entry)));
    more(count - first.size());
  }

  private static String line(AccountedEntry entry) {
    StringBuilder line = new StringBuilder(entry.path()).append(": ").append(entry.outcome().word());
    if (!entry.reason().isEmpty()) {
      line.append(", ").append(entry.reason());
    }
    entry.sidecar().ifPresent(sidecar -> line.append(", sidecar ").append(sidecar.path()));
    entry.rule().ifPresent(rule -> line.append(" by the rule ").append(rule));
    entry.rule().flatMap(rule -> entry.confidence()).ifPresent(confidence -> line.append(" (").append(confidence).append(')'));
    if (!entry.candidates().isEmpty()) {
      line.append(", undecided between ");
      line.append(String.join(" and ", entry.candidates().stream().map(AccountedEntry.Location::path).toList()));
    }
    entry.timeSource().ifPresent(source -> line.append(", time from ").append(source));
    return line.toString();
  }

  private void figure(long count, String what) {
    out.accept(String.format(Locale.ROOT, "  %,10d  %s", count, what));
  }

  private void figures(String title, Map<String, Long> figures, String none) {
    if (!figures.isEmpty()) {
      out.accept("  " + title + ":");
      figures.forEach((name, count) -> figure(count, name.isEmpty() ? none : name));
    }
  }

  private void names(String before, List<String> names) {
    names.stream().limit(MOST_LINES_OF_A_KIND).forEach(name -> out.accept(before + name));
    more(names.size() - MOST_LINES_OF_A_KIND);
  }

  private void more(long count) {
    if (count > 0) {
      out.accept(String.format(Locale.ROOT, "    and %,d more; --json has all of them", count));
    }
  }
}
