package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.stillkeep.files.DurableFiles;

/**
 * The file that proves that the right disk is there:
 *
 * <pre>
 * { "format": 1,
 *   "exportId": "…",      random, given once
 *   "libraryId": "…",     whose photos these are
 *   "owner": "…",         the machine's state that keeps it up to date
 *   "created": "2026-11-01T12:00:00Z",
 *   "check": "…" }        SHA-256 of the four texts above, each ended by a line feed; older markers have none
 * </pre>
 *
 * @param exportId random, given once
 * @param libraryId the id of the library's store
 * @param owner who keeps it up to date
 * @param created when it was set up, RFC 3339
 */
record Marker(String exportId, String libraryId, String owner, String created) {

  static final String FILE_NAME = ".stillkeep-export";

  private static final int FORMAT = 1;

  /** A marker is 200 bytes; whatever is longer is something else. */
  private static final int MAX_BYTES = 16 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads the marker of a folder.
   *
   * @return empty when the folder has none
   * @throws IOException when it cannot be read, or says nothing we understand
   */
  static Optional<Marker> read(Path root) throws IOException {
    try {
      return Optional.of(parse(bytes(root)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(Path root) throws IOException {
    try {
      return bytesOnce(root);
    } catch (IOException e) {
      if (!TargetTrouble.isAway(e)) {
        throw e;
      }
      // A server that has started anew gives new handles to whoever opens by path (F13).
      return bytesOnce(root);
    }
  }

  private static byte[] bytesOnce(Path root) throws IOException {
    try (InputStream in = Files.newInputStream(root.resolve(FILE_NAME))) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  /** Writes the marker into an existing folder, durably. */
  void write(Path root) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("exportId", exportId);
    node.put("libraryId", libraryId);
    node.put("owner", owner);
    node.put("created", created);
    node.put("check", check());
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    DurableFiles.replace(root.resolve(FILE_NAME), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Marker parse(byte[] bytes) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(bytes);
    } catch (JsonProcessingException | CharConversionException e) {
      throw new IOException("the marker " + FILE_NAME + " is damaged", e);
    }
    if (node == null || !node.path("format").canConvertToInt()) {
      throw new IOException("the marker " + FILE_NAME + " is damaged");
    }
    if (node.path("format").intValue() > FORMAT) {
      throw new IOException("the marker " + FILE_NAME + " was written by a newer program");
    }
    Marker marker =
        new Marker(text(node, "exportId"), text(node, "libraryId"), text(node, "owner"), node.path("created").asText(""));
    if (node.has("check") && !node.path("check").asText().equals(marker.check())) {
      throw new IOException("the marker " + FILE_NAME + " is damaged: its checksum is wrong");
    }
    return marker;
  }

  private String check() {
    String texts = String.join("\n", exportId, libraryId, owner, created, "");
    return HexFormat.of().formatHex(LedgerCopy.sha256().digest(texts.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(JsonNode node, String field) throws IOException {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      throw new IOException("the marker " + FILE_NAME + " is damaged: it has no " + field);
    }
    return text;
  }
}
