package org.stillkeep.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One case of {@code src/test/resources/takeout/cases}: entries, and what must become of them. */
record CorpusCase(String name, String kind, JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DateTimeFormatter EXIF = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");

  /** Read once; nobody changes them. */
  private static final List<CorpusCase> ALL = readAll();

  static List<CorpusCase> all() {
    return ALL;
  }

  private static List<CorpusCase> readAll() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/takeout/cases"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().map(CorpusCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusCase read(Path file) {
    try {
      JsonNode json = MAPPER.readTree(file.toFile());
      return new CorpusCase(json.get("name").asText(), json.get("kind").asText(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of each set; successive exports ({@code t1}, {@code t2}) are sets of their own. */
  List<List<JsonNode>> sets() {
    Map<String, List<JsonNode>> sets = new LinkedHashMap<>();
    for (JsonNode entry : json.get("entries")) {
      String part = entry.get("part").asText();
      sets.computeIfAbsent(part.startsWith("t") ? part : "", key -> new ArrayList<>()).add(entry);
    }
    return List.copyOf(sets.values());
  }

  /** An entry as the inbox lists it. */
  static TakeoutEntry entry(JsonNode entry, int index) {
    String part = entry.get("part").asText();
    String path = entry.get("path").asText();
    int archive = part.matches("\\d+") ? Integer.parseInt(part) : 0;
    long crc = entry.has("crc") ? Long.parseLong(entry.get("crc").asText(), 16) : 0;
    String listed = part.equals("bare") ? path.substring(path.lastIndexOf('/') + 1) : path;
    TakeoutEntry found = TakeoutEntry.listed(new EntryRef(archive, index), listed, entry.get("size").asLong(), crc);
    if (entry.has("json")) {
      return found.withJson(entry.get("json").toString().getBytes(StandardCharsets.UTF_8));
    }
    return entry.has("raw") ? found.withJson(entry.get("raw").asText().getBytes(StandardCharsets.UTF_8)) : found;
  }

  /** The same entry with what a reader of its bytes would find. */
  static TakeoutEntry withEmbeddedFacts(TakeoutEntry listed, JsonNode entry) {
    Optional<LocalDateTime> time =
        Optional.ofNullable(entry.get("exifTime")).map(text -> LocalDateTime.parse(text.asText().substring(0, 19), EXIF));
    OptionalLong duration =
        entry.has("durationSec") ? OptionalLong.of(entry.get("durationSec").asLong() * 1000) : OptionalLong.empty();
    Optional<String> identifier =
        Optional.ofNullable(entry.get("contentIdentifier")).filter(JsonNode::isTextual).map(JsonNode::asText);
    return listed.withEmbeddedFacts(time, duration, identifier);
  }
}
