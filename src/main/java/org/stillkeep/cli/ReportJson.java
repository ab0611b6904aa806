package org.stillkeep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.AccountedEntry.Location;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Concern;
import org.stillkeep.catalog.FailedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;

/** Writes reports as one JSON object: sets, archives, outcomes, failures, totals; every single entry only when asked. */
final class ReportJson {

  private final Catalog catalog;
  private final boolean withEntries;
  private final JsonGenerator out;

  private ReportJson(Catalog catalog, boolean withEntries, JsonGenerator out) {
    this.catalog = catalog;
    this.withEntries = withEntries;
    this.out = out;
  }

  /** Writes the object and a line break; the stream stays open. */
  static void write(Catalog catalog, List<SetReport> sets, boolean withEntries, OutputStream stream) throws IOException {
    JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (JsonGenerator out = factory.createGenerator(stream).useDefaultPrettyPrinter()) {
      new ReportJson(catalog, withEntries, out).report(sets);
      out.writeRaw(System.lineSeparator());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    stream.flush();
  }

  private void report(List<SetReport> sets) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("sets");
    for (SetReport set : sets) {
      set(set);
    }
    out.writeEndArray();
    out.writeObjectFieldStart("totals");
    out.writeNumberField("entries", sets.stream().mapToLong(SetReport::entries).sum());
    for (Map.Entry<Outcome, Long> sum : SetReport.totals(sets).entrySet()) {
      out.writeNumberField(sum.getKey().word(), sum.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private void set(SetReport set) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", set.id());
    out.writeNumberField("entries", set.entries());
    out.writeNumberField("healed", set.healed());
    outcomes(set.outcomes());
    sums("rules", set.rules(), "none");
    sums("confidences", set.confidences(), "none");
    sums("timeSources", set.timeSources(), "none");
    sums("ignoredBecause", set.ignored(), "none");
    out.writeArrayFieldStart("missingParts");
    for (String name : set.missingNames()) {
      out.writeString(name);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("attention");
    for (Map.Entry<Concern, Long> each : set.concerns().entrySet()) {
      out.writeStartObject();
      out.writeStringField("concern", each.getKey().word());
      out.writeNumberField("entries", each.getValue());
      out.writeStringField("meaning", ConcernWords.meaning(each.getKey()));
      out.writeStringField("remedy", ConcernWords.remedy(each.getKey()));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("archives");
    for (StoredArchive archive : set.archives()) {
      archive(archive);
    }
    out.writeEndArray();
    failures(set);
    out.writeEndObject();
  }

  private void failures(SetReport set) throws IOException {
    out.writeArrayFieldStart("failures");
    for (FailedEntry failure : catalog.outcomes().failuresOfSet(set.id())) {
      out.writeStartObject();
      out.writeStringField("archive", failure.archiveFileName());
      out.writeStringField("path", failure.path());
      out.writeStringField("outcome", failure.outcome().word());
      out.writeStringField("reason", failure.reason());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void archive(StoredArchive archive) throws IOException {
    out.writeStartObject();
    out.writeStringField("fileName", archive.fileName());
    out.writeFieldName("part");
    if (archive.part().isPresent()) {
      out.writeNumber(archive.part().getAsInt());
    } else {
      out.writeNull();
    }
    out.writeStringField("kind", archive.kind().toLowerCase(Locale.ROOT));
    out.writeNumberField("sizeBytes", archive.sizeBytes());
    outcomes(catalog.outcomes().sumsOfArchive(archive.id()));
    if (withEntries) {
      out.writeArrayFieldStart("entries");
      catalog.accounts().forEach(archive.id(), this::entry);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void entry(AccountedEntry entry) {
    try {
      out.writeStartObject();
      out.writeStringField("path", entry.path());
      out.writeStringField("outcome", entry.outcome().word());
      out.writeStringField("reason", entry.reason());
      out.writeStringField("rule", entry.rule().orElse(null));
      out.writeStringField("confidence", entry.confidence().orElse(null));
      out.writeStringField("timeSource", entry.timeSource().orElse(null));
      out.writeFieldName("sidecar");
      if (entry.sidecar().isPresent()) {
        location(entry.sidecar().get());
      } else {
        out.writeNull();
      }
      out.writeArrayFieldStart("undecidedBetween");
      for (Location candidate : entry.candidates()) {
        location(candidate);
      }
      out.writeEndArray();
      out.writeBooleanField("healed", entry.healed());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void location(Location location) throws IOException {
    out.writeStartObject();
    out.writeStringField("archive", location.archive());
    out.writeStringField("path", location.path());
    out.writeEndObject();
  }

  private void outcomes(Map<Outcome, Long> outcomes) throws IOException {
    out.writeObjectFieldStart("outcomes");
    for (Map.Entry<Outcome, Long> sum : outcomes.entrySet()) {
      out.writeNumberField(sum.getKey().word(), sum.getValue());
    }
    out.writeEndObject();
  }

  private void sums(String name, Map<String, Long> sums, String none) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      out.writeNumberField(sum.getKey().isEmpty() ? none : sum.getKey(), sum.getValue());
    }
    out.writeEndObject();
  }
}
