package org.stillkeep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.FailedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredEntry;

/**
 * What became of one set.
 *
 * @param id its name
 * @param archives every archive of it that was ever listed
 * @param entries how many entries they have
 * @param outcomes how many entries have which outcome; the sum is {@code entries}
 * @param healed entries whose asset a later part improved
 * @param failures entries that should have become assets and could not
 */
record SetReport(
    String id,
    List<StoredArchive> archives,
    long entries,
    Map<Outcome, Long> outcomes,
    long healed,
    List<FailedEntry> failures) {

  SetReport {
    long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
    if (sum != entries) {
      throw new IllegalStateException("set " + id + ": " + entries + " entries, but " + sum + " outcomes");
    }
  }

  /** The reports of all sets, by their names. */
  static List<SetReport> all(Catalog catalog) {
    List<SetReport> sets = new ArrayList<>();
    // One moment for all figures, though an agent may be importing.
    catalog.inTransaction(
        () -> {
          for (String id : catalog.archives().setIds()) {
            sets.add(
                new SetReport(
                    id,
                    catalog.archives().ofSet(id),
                    catalog.outcomes().entriesOfSet(id),
                    catalog.outcomes().sumsOfSet(id),
                    catalog.outcomes().healedOfSet(id),
                    catalog.outcomes().failuresOfSet(id)));
          }
        });
    return sets;
  }

  /** The sums over several sets, in the order of the outcomes. */
  static Map<Outcome, Long> totals(List<SetReport> sets) {
    Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    sets.forEach(set -> set.outcomes.forEach((outcome, count) -> totals.merge(outcome, count, Long::sum)));
    return totals;
  }

  /** The last line of the text report. */
  static String totalLine(List<SetReport> sets) {
    long entries = sets.stream().mapToLong(SetReport::entries).sum();
    return String.format(Locale.ROOT, "%,d entries in all, every one accounted for", entries);
  }

  /** An outcome as JSON and text call it, e.g. {@code already-there}. */
  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The set as text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "set %s: %,d entries in %d archives", id, entries, archives.size()));
    for (StoredArchive archive : archives) {
      lines.add("  " + archive.fileName() + ", " + Figures.size(archive.sizeBytes()));
    }
    outcomes.forEach((outcome, count) -> lines.add(String.format(Locale.ROOT, "  %,10d  %s", count, word(outcome))));
    if (healed > 0) {
      lines.add(String.format(Locale.ROOT, "  %,10d  of these were healed by a later part", healed));
    }
    for (FailedEntry failure : failures) {
      lines.add("  failed: " + failure.archiveFileName() + ": " + failure.path() + ": " + failure.reason());
    }
    return lines;
  }

  /** Writes the set as a JSON object. */
  void write(JsonGenerator out, Catalog catalog, boolean withEntries) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", id);
    out.writeNumberField("entries", entries);
    out.writeNumberField("healed", healed);
    writeOutcomes(out, outcomes);
    out.writeArrayFieldStart("archives");
    for (StoredArchive archive : archives) {
      write(out, catalog, archive, withEntries);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("failures");
    for (FailedEntry failure : failures) {
      out.writeStartObject();
      out.writeStringField("archive", failure.archiveFileName());
      out.writeStringField("path", failure.path());
      out.writeStringField("outcome", word(failure.outcome()));
      out.writeStringField("reason", failure.reason());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Catalog catalog, StoredArchive archive, boolean withEntries)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("fileName", archive.fileName());
    if (archive.part().isPresent()) {
      out.writeNumberField("part", archive.part().getAsInt());
    } else {
      out.writeNullField("part");
    }
    out.writeStringField("kind", archive.kind().toLowerCase(Locale.ROOT));
    out.writeNumberField("sizeBytes", archive.sizeBytes());
    writeOutcomes(out, catalog.outcomes().sumsOfArchive(archive.id()));
    if (withEntries) {
      out.writeArrayFieldStart("entries");
      for (StoredEntry entry : catalog.outcomes().entriesOf(archive.id())) {
        write(out, entry);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, StoredEntry entry) throws IOException {
    out.writeStartObject();
    out.writeStringField("path", entry.listed().path());
    out.writeStringField("outcome", word(entry.outcome().outcome()));
    out.writeStringField("reason", entry.outcome().reason());
    out.writeStringField("rule", entry.outcome().rule().orElse(null));
    out.writeStringField("confidence", entry.outcome().confidence().orElse(null));
    out.writeBooleanField("healed", entry.outcome().healed());
    out.writeEndObject();
  }

  private static void writeOutcomes(JsonGenerator out, Map<Outcome, Long> outcomes) throws IOException {
    out.writeObjectFieldStart("outcomes");
    for (Map.Entry<Outcome, Long> sum : outcomes.entrySet()) {
      out.writeNumberField(word(sum.getKey()), sum.getValue());
    }
    out.writeEndObject();
  }
}
