package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;

/**
 * A copy of the ledger beside the photos, so that another machine can take the export over without hashing it all. Never
 * needed: without it files are known by their content. One JSON value on each line:
 *
 * <pre>
 * ["stillkeep-ledger", 1, exportId, libraryId]
 * ["folder", key, path, title]
 * ["file", folder key, asset id, role, path, hash, size, stamp, set ms or null, read ms, edited, library's hash or null]
 * ["end", SHA-256 of all lines above, in hex]
 * </pre>
 */
final class LedgerCopy {

  static final String FILE_NAME = ".stillkeep-ledger";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerCopy.class);
  private static final String MAGIC = "stillkeep-ledger";
  private static final int FORMAT = 1;

  /** No line of ours comes near; a longer one is not ours. */
  private static final int MAX_LINE_CHARS = 64 * 1024;

  /** The last line, with its newline. */
  private static final Pattern END = Pattern.compile("\\[\"end\",\"[0-9a-f]{64}\"]\n");

  private static final int END_BYTES = 75;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a copy says. */
  record Contents(List<LedgerFolder> folders, List<LedgerFile> files) {}

  private LedgerCopy() {}

  /**
   * Writes the copy, durably. Files that are only intended are left out.
   *
   * @return its seal, see {@link #seal}
   */
  static String write(Path root, Marker marker, LedgerTable ledger) throws IOException {
    AtomicReference<String> seal = new AtomicReference<>();
    DurableFiles.replace(
        root.resolve(FILE_NAME),
        body -> {
          try (OutputStream out = new BufferedOutputStream(body)) {
            seal.set(new Writer(out).write(marker, ledger));
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    return seal.get();
  }

  /** Its last line, which tells whether it is the same; cheap. Empty when there is none, it is cut off, or we may not read it. */
  static Optional<String> seal(Path root) throws IOException {
    Path path = root.resolve(FILE_NAME);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      file.position(Math.max(0, file.size() - END_BYTES));
      String line = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
      return END.matcher(line).matches() ? Optional.of(line.strip()) : Optional.empty();
    } catch (NoSuchFileException | AccessDeniedException e) {
      LOG.debug("{} cannot be read", path, e);
      return Optional.empty();
    }
  }

  /** Reads the copy. Empty when there is none, it is damaged, newer than we are, or of another export or library. */
  static Optional<Contents> read(Path root, Marker marker) throws IOException {
    Path path = root.resolve(FILE_NAME);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new BufferedInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      return Optional.of(new Reader(lines, root, marker).read());
    } catch (BadCopyException | JsonProcessingException | IllegalArgumentException e) {
      LOG.info("{} is of no use: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class BadCopyException extends IOException {
    private static final long serialVersionUID = 1L;

    BadCopyException(String message) {
      super(message);
    }
  }

  private static final class Writer {

    private final OutputStream out;
    private final MessageDigest digest = sha256();

    Writer(OutputStream out) {
      this.out = out;
    }

    String write(Marker marker, LedgerTable ledger) throws IOException {
      line(JSON.createArrayNode().add(MAGIC).add(FORMAT).add(marker.exportId()).add(marker.libraryId()));
      for (LedgerFolder folder : ledger.folders()) {
        line(JSON.createArrayNode().add("folder").add(folder.key()).add(folder.path()).add(folder.title()));
      }
      ledger.forEachFile(this::file);
      return line(JSON.createArrayNode().add("end").add(HexFormat.of().formatHex(digest.digest())));
    }

    private void file(LedgerFile file) {
      if (!file.isThere() || file.intended().isPresent()) {
        return;
      }
      ArrayNode line = JSON.createArrayNode().add("file").add(file.folderKey()).add(file.assetId());
      line.add(file.role().name()).add(file.path()).add(file.hash().text()).add(file.sizeBytes()).add(file.stamp());
      line.add(file.setMillis().isPresent() ? file.setMillis().getAsLong() : null);
      line.add(file.readMillis().orElseThrow()).add(file.edited());
      line.add(file.madeFrom().map(ContentHash::text).orElse(null));
      try {
        line(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String line(ArrayNode values) throws IOException {
      String line = JSON.writeValueAsString(values);
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      digest.update(bytes);
      out.write(bytes);
      return line;
    }
  }

  private static final class Reader {

    private final BufferedReader lines;
    private final Path root;
    private final Marker marker;
    private final MessageDigest digest = sha256();
    private final List<LedgerFolder> folders = new ArrayList<>();
    private final List<LedgerFile> files = new ArrayList<>();

    Reader(BufferedReader lines, Path root, Marker marker) {
      this.lines = lines;
      this.root = root;
      this.marker = marker;
    }

    /** IllegalArgumentException for values that no ledger has, paths that lead out of the export among them. */
    Contents read() throws IOException {
      String first = next();
      JsonNode head = JSON.readTree(first);
      if (!head.path(0).asText().equals(MAGIC) || head.path(1).asInt() != FORMAT) {
        throw new BadCopyException("not a ledger of format " + FORMAT);
      }
      boolean ours =
          head.path(2).asText().equals(marker.exportId()) && head.path(3).asText().equals(marker.libraryId());
      if (!ours) {
        throw new BadCopyException("it belongs to another export or library");
      }
      digest(first);
      while (true) {
        String line = next();
        JsonNode values = JSON.readTree(line);
        if (values.path(0).asText().equals("end")) {
          requireChecksum(values.path(1).asText());
          return new Contents(folders, files);
        }
        take(values);
        digest(line);
      }
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
        case "folder" -> folders.add(
            new LedgerFolder(text(values, 1), path(values, 2), text(values, 3), Optional.empty()));
        case "file" -> files.add(file(values));
        default -> throw new BadCopyException("an unknown line");
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
}
