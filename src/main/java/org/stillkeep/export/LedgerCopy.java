package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.LedgerFile;
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
 *
 * What changes later is added behind that, in sections of this kind, until they get so long that it is written anew:
 *
 * <pre>
 * ["folder", …]                            or ["no folder", key]
 * ["album", folder key]                    its own JSON is what follows, if anything
 * ["asset", asset id]                      its files are those that follow, in all folders
 * ["file", …]
 * ["end", SHA-256 of the seal above this section and of all its lines, in hex]
 * </pre>
 *
 * A section that a crash has cut off does not count, nor does what comes behind it. Older programs read up to the first seal.
 */
final class LedgerCopy {

  static final String FILE_NAME = ".stillkeep-ledger";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerCopy.class);
  static final String MAGIC = "stillkeep-ledger";
  static final int FORMAT = 1;

  /** The last line, with its newline. */
  private static final Pattern END = Pattern.compile("\\[\"end\",\"[0-9a-f]{64}\"]\n");

  private static final int END_BYTES = 75;

  /** What a copy says. */
  record Contents(List<LedgerFolder> folders, List<LedgerFile> files) {}

  /**
   * What was written.
   *
   * @param seal see {@link #seal}
   */
  record Written(String seal, long bytes) {}

  private LedgerCopy() {}

  /** Writes the copy, durably. Files that are only intended are left out. */
  static Written write(Path root, Marker marker, LedgerTable ledger) throws IOException {
    AtomicReference<Written> written = new AtomicReference<>();
    DurableFiles.replace(
        root.resolve(FILE_NAME),
        body -> {
          try (OutputStream out = new BufferedOutputStream(body)) {
            written.set(new LedgerCopyWriter(out).writeAll(marker, ledger));
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    return written.get();
  }

  /**
   * Adds what is so now of some assets and folders, durably.
   *
   * @param seal which it should have now
   * @param mostBytes how long it may be before
   * @return its new seal; empty when it has another one or is too long, and nothing was added
   */
  static Optional<String> add(
      Path root, String seal, long mostBytes, LedgerTable ledger, Collection<Long> assetIds, Collection<String> folderKeys)
      throws IOException {
    Path path = root.resolve(FILE_NAME);
    if (!seal(root).equals(Optional.of(seal)) || Files.size(path) > mostBytes) {
      return Optional.empty();
    }
    ByteArrayOutputStream news = new ByteArrayOutputStream();
    String next = new LedgerCopyWriter(news).writeNews(seal, ledger, assetIds, folderKeys);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(news.toByteArray());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    return Optional.of(next);
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
      return Optional.of(new LedgerCopyReader(lines, root, marker).read());
    } catch (LedgerCopyReader.BadCopyException | JsonProcessingException | IllegalArgumentException e) {
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
}
