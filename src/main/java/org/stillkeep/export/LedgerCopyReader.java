package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;

/** Reads a {@link LedgerCopy}. */
final class LedgerCopyReader {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerCopyReader.class);

  /** No line of ours comes near; a longer one is not ours. */
  private static final int MAX_LINE_CHARS = 64 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is read is not what was written. */
  static final class BadCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    BadCopyException(String message) {
      super(message);
    }
  }

  private final BufferedReader lines;
  private final Path root;
  private final Marker marker;
  private final Map<String, LedgerFolder> folders = new TreeMap<>();
  private final Map<String, LedgerFile> albumFiles = new TreeMap<>();
  private final Map<Long, List<LedgerFile>> files = new TreeMap<>();
  private MessageDigest digest = LedgerCopy.sha256();

  LedgerCopyReader(BufferedReader lines, Path root, Marker marker) {
    this.lines = lines;
    this.root = root;
    this.marker = marker;
  }

  /**
   * Reads all of it, and of what was added as much as is whole.
   *
   * @throws BadCopyException when there is no whole copy to begin with
   * @throws IllegalArgumentException for values that no ledger has, paths that lead out of the export among them
   */
  LedgerCopy.Contents read() throws IOException {
    String first = next();
    JsonNode head = JSON.readTree(first);
    if (!head.path(0).asText().equals(LedgerCopy.MAGIC) || head.path(1).asInt() != LedgerCopy.FORMAT) {
      throw new BadCopyException("not a ledger of format " + LedgerCopy.FORMAT);
    }
    boolean ours = head.path(2).asText().equals(marker.exportId()) && head.path(3).asText().equals(marker.libraryId());
    if (!ours) {
      throw new BadCopyException("it belongs to another export or library");
    }
    digest(first);
    readNews(readWhole());
    List<LedgerFile> all = new ArrayList<>(albumFiles.values());
    files.values().forEach(all::addAll);
    return new LedgerCopy.Contents(List.copyOf(folders.values()), all);
  }

  /** Reads the copy up to its seal, which it gives back. */
  private String readWhole() throws IOException {
    String line = next();
    for (JsonNode values = JSON.readTree(line); !values.path(0).asText().equals("end"); values = JSON.readTree(line)) {
      take(values);
      digest(line);
      line = next();
    }
    requireChecksum(JSON.readTree(line).path(1).asText());
    return line;
  }

  /** A crash may have cut off what was added last, or a disk spoilt it: what came before it holds. */
  private void readNews(String sealBefore) throws IOException {
    String seal = sealBefore;
    while (!isAtEnd()) {
      try {
        digest = LedgerCopy.sha256();
        digest(seal);
        List<JsonNode> section = new ArrayList<>();
        String line = next();
        for (JsonNode values = JSON.readTree(line); !values.path(0).asText().equals("end"); values = JSON.readTree(line)) {
          section.add(values);
          digest(line);
          line = next();
        }
        requireChecksum(JSON.readTree(line).path(1).asText());
        for (JsonNode values : section) {
          take(values);
        }
        seal = line;
      } catch (BadCopyException | JsonProcessingException | IllegalArgumentException e) {
        LOG.info("the end of the ledger's copy in {} is of no use: {}", root, e.getMessage());
        return;
      }
    }
  }

  private boolean isAtEnd() throws IOException {
    lines.mark(1);
    boolean atEnd = lines.read() < 0;
    lines.reset();
    return atEnd;
  }

  /** The next line, of which no more is read than a line of ours may have: what a disk made of the copy may have no end. */
  private String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = lines.read(); each != '\n'; each = lines.read()) {
      if (each < 0 || line.length() == MAX_LINE_CHARS) {
        throw new BadCopyException("it is cut off");
      }
      line.append((char) each);
    }
    return line.toString();
  }

  private void digest(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void requireChecksum(String expected) throws BadCopyException {
    if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
      throw new BadCopyException("its checksum is wrong");
    }
  }

  private void take(JsonNode values) throws BadCopyException {
    switch (values.path(0).asText()) {
      case "folder" -> {
        LedgerFolder folder = new LedgerFolder(text(values, 1), path(values, 2), text(values, 3), Optional.empty());
        folders.put(folder.key(), folder);
      }
      case "no folder" -> folders.remove(text(values, 1));
      case "album" -> albumFiles.remove(text(values, 1));
      case "asset" -> files.remove(values.path(1).asLong());
      case "file" -> take(file(values));
      default -> throw new BadCopyException("an unknown line");
    }
  }

  private void take(LedgerFile file) {
    if (file.assetId() == 0) {
      albumFiles.put(file.folderKey(), file);
    } else {
      files.computeIfAbsent(file.assetId(), id -> new ArrayList<>(2)).add(file);
    }
  }

  private LedgerFile file(JsonNode values) throws BadCopyException {
    return new LedgerFile(
        text(values, 1),
        values.path(2).asLong(),
        Role.valueOf(text(values, 3)),
        path(values, 4),
        new ContentHash(text(values, 5)),
        Optional.empty(),
        values.path(11).isTextual() ? Optional.of(new ContentHash(values.path(11).asText())) : Optional.empty(),
        values.path(6).asLong(),
        text(values, 7),
        values.path(8).isNumber() ? OptionalLong.of(values.path(8).asLong()) : OptionalLong.empty(),
        OptionalLong.of(values.path(9).asLong()),
        values.path(10).asBoolean());
  }

  private String path(JsonNode values, int index) throws BadCopyException {
    String path = text(values, index);
    ExportPath.under(root, path);
    return path;
  }

  private static String text(JsonNode values, int index) throws BadCopyException {
    if (!values.path(index).isTextual()) {
      throw new BadCopyException("a line without its texts");
    }
    return values.path(index).asText();
  }
}
