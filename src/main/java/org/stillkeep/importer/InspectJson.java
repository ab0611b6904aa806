package org.stillkeep.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.asset.Place;
import org.stillkeep.importer.InspectReport.InspectedArchive;
import org.stillkeep.importer.InspectReport.InspectedIgnored;
import org.stillkeep.importer.InspectReport.InspectedItem;
import org.stillkeep.importer.InspectReport.InspectedSet;
import org.stillkeep.importer.InspectReport.InspectedSidecar;
import org.stillkeep.importer.InspectReport.Taker;

/** Writes a report as the JSON object that the command line promises ({@code docs/design.md}, section 9). */
public final class InspectJson {

  private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final JsonGenerator json;

  private InspectJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the object, in UTF-8 and with a line break at its end; the stream stays open. Holds one element at a time. */
  public static void write(InspectReport report, OutputStream out) throws IOException {
    JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      new InspectJson(json).report(report);
    }
    out.write("\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Hands over elements one after the other. */
  private interface Source<T> {
    void forEach(Taker<T> taker) throws IOException;
  }

  private static <T> Source<T> each(List<T> values) {
    return taker -> {
      for (T value : values) {
        taker.take(value);
      }
    };
  }

  private void report(InspectReport report) throws IOException {
    json.writeStartObject();
    objects("archives", each(report.archives()), this::archive);
    objects("sets", each(report.sets()), this::set);
    objects("items", report::forEachItem, this::item);
    objects("sidecars", report::forEachSidecar, this::sidecar);
    objects("ignored", report::forEachIgnored, this::ignored);
    json.writeObjectFieldStart("totals");
    json.writeNumberField("entries", report.entries());
    json.writeNumberField("items", report.items());
    json.writeNumberField("liveVideos", report.liveVideos());
    json.writeNumberField("sidecars", report.sidecars());
    json.writeNumberField("ignored", report.ignored());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void archive(InspectedArchive archive) throws IOException {
    json.writeStringField("path", archive.path());
    text("set", archive.set());
    json.writeFieldName("part");
    if (archive.part().isPresent()) {
      json.writeNumber(archive.part().getAsInt());
    } else {
      json.writeNull();
    }
    json.writeStringField("kind", archive.kind());
    json.writeNumberField("entries", archive.entries());
    json.writeStringField("state", archive.state());
    texts("problems", archive.problems());
  }

  private void set(InspectedSet set) throws IOException {
    json.writeStringField("id", set.id());
    numbers("parts", set.parts());
    numbers("missingParts", set.missingParts());
  }

  private void item(InspectedItem item) throws IOException {
    json.writeStringField("media", item.media());
    json.writeStringField("archive", item.archive());
    json.writeStringField("kind", item.kind());
    text("liveVideo", item.liveVideo());
    text("sidecar", item.sidecar());
    text("sidecarArchive", item.sidecarArchive());
    text("rule", item.rule());
    json.writeStringField("confidence", item.confidence());
    json.writeStringField("title", item.title());
    text("takenAt", item.takenAt().map(InspectJson::rfc3339));
    json.writeStringField("takenAtSource", item.taken().source().name().toLowerCase(Locale.ROOT));
    text("localTime", item.localTime().map(digits -> LOCAL_TIME.format(digits)));
    text("offset", item.offset().map(offset -> offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId()));
    texts("albums", item.albums());
    text("editedOf", item.editedOf());
    text("sameAs", item.sameAs());
    place(item.place());
    json.writeStringField("description", item.description());
    texts("people", item.people());
    json.writeBooleanField("favorite", item.favorite());
    json.writeBooleanField("archived", item.archived());
    json.writeBooleanField("trashed", item.trashed());
    json.writeBooleanField("locked", item.locked());
    json.writeBooleanField("partner", item.partner());
    text("problem", item.problem());
  }

  private void sidecar(InspectedSidecar sidecar) throws IOException {
    json.writeStringField("path", sidecar.path());
    json.writeStringField("archive", sidecar.archive());
    json.writeStringField("role", sidecar.role());
    text("media", sidecar.media());
  }

  private void ignored(InspectedIgnored ignored) throws IOException {
    json.writeStringField("path", ignored.path());
    json.writeStringField("archive", ignored.archive());
    json.writeStringField("reason", ignored.reason());
  }

  private void place(Optional<Place> place) throws IOException {
    number("latitude", place.map(Place::latitude));
    number("longitude", place.map(Place::longitude));
    number(
        "altitude",
        place.flatMap(p -> p.altitudeMetres().isPresent() ? Optional.of(p.altitudeMetres().getAsDouble()) : Optional.empty()));
  }

  private <T> void objects(String name, Source<T> source, Taker<T> element) throws IOException {
    json.writeArrayFieldStart(name);
    source.forEach(
        value -> {
          json.writeStartObject();
          element.take(value);
          json.writeEndObject();
        });
    json.writeEndArray();
  }

  private void text(String name, Optional<String> value) throws IOException {
    json.writeStringField(name, value.orElse(null));
  }

  private void number(String name, Optional<Double> value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.get());
    } else {
      json.writeNull();
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void numbers(String name, List<Integer> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (int value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static String rfc3339(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
