package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;

/**
 * Watches during a pass that the right disk is still there (F1): an unmounted folder leaves an empty one at the same path,
 * into which writing succeeds. The root's identity is compared around every file; the marker, which is the truth, is read
 * again whenever that changed and after so many files or so much time.
 */
final class RootWatch {

  private static final int FILES_BETWEEN_LOOKS = 16;
  private static final long NANOS_BETWEEN_LOOKS = 1_000_000_000L;

  private final Path root;
  private final Marker marker;
  private final Connection connection;
  private final LedgerTable ledger;
  private final LongSupplier nanoTime;

  /** What was written since the marker was last seen: if it is gone now, these may lie in the hole. */
  private final List<LedgerFile> recentFiles = new ArrayList<>();

  private final List<Path> recentFolders = new ArrayList<>();
  private Optional<Object> rootKey;
  private long lookedAt;

  RootWatch(Path root, Marker marker, Connection connection, LedgerTable ledger, LongSupplier nanoTime)
      throws IOException {
    this.root = root;
    this.marker = marker;
    this.connection = connection;
    this.ledger = ledger;
    this.nanoTime = nanoTime;
    this.rootKey = key(root);
    this.lookedAt = nanoTime.getAsLong();
  }

  /** Before anything is written or moved: looks at the root, and at the marker when it is time to. */
  void beforeChange() throws IOException {
    boolean due =
        recentFiles.size() >= FILES_BETWEEN_LOOKS || nanoTime.getAsLong() - lookedAt >= NANOS_BETWEEN_LOOKS;
    if (due || !sameRoot()) {
      look();
    }
  }

  /** Before something that is not there is taken for gone: of a disk that was taken away, nothing is. */
  void beforeMissing() throws IOException {
    if (!sameRoot()) {
      look();
    }
  }

  /** After a file was written, before the ledger says so: it counts only if it went to the right disk. */
  void afterFile(LedgerFile file) throws IOException {
    recentFiles.add(file);
    if (!sameRoot()) {
      look();
    }
  }

  /** As {@link #afterFile}, of several files at once. */
  void afterFiles(List<LedgerFile> files) throws IOException {
    recentFiles.addAll(files);
    if (!sameRoot()) {
      look();
    }
  }

  /** After a folder was created. */
  void afterFolder(Path folder) {
    recentFolders.add(folder);
  }

  /**
   * Reads the marker.
   *
   * @throws ExportException when it is not ours any longer; what was written since the last look is gone from the hole then
   */
  void look() throws IOException {
    Optional<Marker> found;
    try {
      found = Marker.read(root);
    } catch (IOException e) {
      throw new ExportException(ExportException.Reason.NOT_CONNECTED, root, root + ": " + FailureWords.of(e), e);
    }
    if (!found.equals(Optional.of(marker))) {
      clearHole();
      throw connection.refusal(connection.check());
    }
    rootKey = key(root);
    lookedAt = nanoTime.getAsLong();
    recentFiles.clear();
    recentFolders.clear();
  }

  private boolean sameRoot() {
    try {
      return Objects.equals(key(root), rootKey);
    } catch (IOException e) {
      // Not to be read: certainly a reason to look for the marker.
      return false;
    }
  }

  private static Optional<Object> key(Path root) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
    return Optional.ofNullable(attributes.fileKey());
  }

  /** Removes what we wrote in good faith into the bare mount point. Only files that look exactly as we left them. */
  private void clearHole() throws IOException {
    for (LedgerFile file : recentFiles) {
      Path path = ExportPath.under(root, file.path());
      if (looksLikeOurs(path, file)) {
        Files.delete(path);
        ledger.forget(file);
      }
    }
    for (int i = recentFolders.size() - 1; i >= 0; i--) {
      EmptyFolders.removeIfEmpty(recentFolders.get(i));
    }
  }

  private static boolean looksLikeOurs(Path path, LedgerFile file) throws IOException {
    try {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && FileFacts.read(path).looksLike(file);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
