package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Patience;
import org.stillkeep.files.Pending;

/**
 * Folders and files of the export during one pass: looking, moving, and saying so in the ledger. Belongs to the pass's thread; others
 * only begin files, with its patience, and ask for room and whether to stop.
 */
final class ExportFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ExportFiles.class);

  private final Path root;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Room room;
  private final Stopping stopping;
  private final Patience patience;
  private final AtomicBoolean abandoned = new AtomicBoolean();
  private final Collection<Path> left = new ConcurrentLinkedQueue<>();
  private boolean missedFolder;

  ExportFiles(Path root, LedgerTable ledger, RootWatch watch, Stopping stopping) {
    this.root = root;
    this.ledger = ledger;
    this.watch = watch;
    this.room = new Room(root);
    this.stopping = stopping.or(abandoned::get);
    this.patience = new Patience(this.stopping::pause);
  }

  Path at(String path) {
    return ExportPath.under(root, path);
  }

  Path root() {
    return root;
  }

  /** What lies at a path; empty when nothing does. */
  Optional<FileFacts> facts(String path) throws IOException {
    try {
      return Optional.of(FileFacts.read(at(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Creates the missing folders of a path below the root, but never the root.
   *
   * @throws FileAlreadyExistsException when one of them is a file, or a link
   */
  void ensureFolder(String path) throws IOException {
    Path folder = root;
    for (String segment : ExportPath.segments(path)) {
      Path parent = folder;
      folder = parent.resolve(segment);
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      // A folder of ours that is missing is how an unmounted disk looks from inside.
      watch.look();
      missedFolder |= hadFiles(folder);
      Files.createDirectory(folder);
      watch.afterFolder(folder);
      DurableFiles.forceDirectory(parent);
    }
  }

  /** Whether a folder was missing in which the ledger has files, so that these are missing, too (F14). */
  boolean missedFolder() {
    return missedFolder;
  }

  private boolean hadFiles(Path folder) {
    return ledger.folders().stream()
        .filter(each -> folder.startsWith(at(each.path())) || at(each.path()).startsWith(folder))
        .flatMap(each -> ledger.filesOf(each.key()).stream())
        .anyMatch(file -> file.isThere() && at(file.path()).startsWith(folder));
  }

  /** The hash of a file's content. */
  ContentHash hash(String path) throws IOException {
    return FileHash.of(at(path), this::stopIfRequested);
  }

  /** Whether a file of ours is there, and as we left it. Its content is read only if size or time differ. */
  Presence find(LedgerFile file) throws IOException {
    Optional<FileFacts> there = facts(file.path());
    if (there.isEmpty()) {
      watch.beforeMissing();
      return new Presence(Presence.State.MISSING, file);
    }
    FileFacts facts = there.get();
    boolean settled = file.isThere() && file.intended().isEmpty() && !file.edited();
    if (settled && facts.looksLike(file)) {
      return new Presence(Presence.State.OURS, file);
    }
    boolean mayBeOurs = facts.regular() && (file.intended().isPresent() || facts.sizeBytes() == file.sizeBytes());
    if (mayBeOurs) {
      ContentHash found = hash(file.path());
      if (file.isOurs(found)) {
        if (file.intended().isPresent()) {
          // Its name may never have reached the disk: that it did is what was not recorded.
          watch.beforeChange();
          DurableFiles.nameAnew(at(file.path()), patience);
        }
        LedgerFile seen =
            file.written(found, facts.sizeBytes(), file.stamp(), file.setMillis(), facts.modifiedMillis());
        return new Presence(Presence.State.OURS, seen);
      }
    }
    return new Presence(Presence.State.EDITED, file.seen(facts.modifiedMillis(), true));
  }

  /**
   * Moves a file of ours to a path where nothing is, and records it, even when the disk claims to have failed.
   *
   * @throws FileAlreadyExistsException when something is there
   */
  LedgerFile move(LedgerFile from, String newFolderKey, String newPath) throws IOException {
    LedgerFile moved = from.movedTo(newFolderKey, newPath);
    try {
      rename(from.path(), newPath);
    } catch (IOException e) {
      recordIfMoved(from, moved, e);
      throw e;
    }
    ledger.moved(from, moved);
    return moved;
  }

  /** The name may stand and only its force have failed, or the answer be lost on the way: where the file is decides. */
  private void recordIfMoved(LedgerFile from, LedgerFile moved, IOException failure) {
    try {
      if (facts(from.path()).isEmpty() && find(moved).state() == Presence.State.OURS) {
        // Not yet durable: whoever looks next gives it its name anew.
        ledger.moved(from, moved.intending(moved.hash()));
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Renames a file or folder inside the export, durably. */
  void rename(String from, String to) throws IOException {
    watch.beforeChange();
    if (!ExportPath.parent(to).isEmpty()) {
      ensureFolder(ExportPath.parent(to));
    }
    Path source = at(from);
    Path target = at(to);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    patience.insistOnMove(source, target);
    DurableFiles.forceDirectory(target.getParent());
    if (!source.getParent().equals(target.getParent())) {
      DurableFiles.forceDirectory(source.getParent());
    }
  }

  /** Deletes a file of ours, durably, and its folder if that has become empty. */
  void delete(String path) throws IOException {
    patience.insist(at(path), () -> Files.delete(at(path)));
    DurableFiles.forceDirectory(at(path).getParent());
    EmptyFolders.removeIfEmpty(at(path).getParent());
  }

  /** Sets a file's time and gives back what the file system made of it. A refusal is no failure of the file (F25). */
  LedgerFile setTime(LedgerFile file, OptionalLong millis) throws IOException {
    Path path = at(file.path());
    if (millis.isPresent()) {
      FileTimes.set(path, millis.getAsLong());
    }
    return file.timed(millis, FileFacts.read(path).modifiedMillis());
  }

  /** Removes folders of this path that have become empty, from the inside out. */
  void removeEmpty(String path) throws IOException {
    List<String> segments = ExportPath.segments(path);
    EmptyFolders.removeIfEmpty(at(path + "/" + FolderListing.METADATA));
    for (int n = segments.size(); n > 0; n--) {
      if (!EmptyFolders.removeIfEmpty(at(String.join("/", segments.subList(0, n))))) {
        return;
      }
    }
  }

  /**
   * Before a photo or a video is begun: whether the disk has files of its size, and room for it.
   *
   * @throws FileTooLargeException if it has none of that size
   * @throws ExportException FULL
   */
  void requireRoom(long fileBytes) throws IOException {
    TargetTrouble.requireSize(root, fileBytes);
    room.take(fileBytes);
  }

  /** Starts a file of ours. */
  Pending begin(String path) throws IOException {
    return DurableFiles.begin(at(path), this::left);
  }

  /** A temporary that its disk may not have deleted. */
  void left(Path temporary) {
    left.add(temporary);
  }

  /** Whether a disk may not have deleted a temporary of this pass. */
  boolean hasLeftTemporaries() {
    return !left.isEmpty();
  }

  /** Tries once more to delete what a disk did not delete before. */
  void deleteLeftTemporaries() {
    left.removeIf(ExportFiles::delete);
  }

  private static boolean delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
      return true;
    } catch (IOException e) {
      LOG.info("{} is left for the next pass: {}", temporary, e.getMessage());
      return false;
    }
  }

  /** Temporaries in the folders go, and only those: left by a pass that was cut off, or by a disk that did not delete them. */
  void sweepTemporaries() throws IOException {
    for (LedgerFolder folder : ledger.folders()) {
      sweep(folder.path());
      sweep(folder.path() + "/" + FolderListing.METADATA);
      if (folder.renamingTo().isPresent()) {
        sweep(folder.renamingTo().get());
      }
    }
  }

  /** A folder that cannot be looked at is not swept, and must not count as that. */
  private void sweep(String path) throws IOException {
    if (facts(path).filter(FileFacts::directory).isPresent()) {
      DurableFiles.sweepTemporaries(at(path));
    }
  }

  boolean isStopRequested() {
    return stopping.requested().getAsBoolean();
  }

  /** Of the whole pass, for files that somebody holds open. */
  Patience patience() {
    return patience;
  }

  /** Waits, unless the pass shall end. */
  void pause(long millis) {
    stopping.pause(millis);
  }

  /** Content has gone by: waits until it may have, unless the pass shall end. */
  void passed(int bytes) {
    stopping.passed(bytes);
  }

  /** From now on, whoever waits or asks is told to stop: the pass has ended. */
  void abandon() {
    abandoned.set(true);
  }

  void stopIfRequested() {
    stopping.stopIfRequested();
  }
}
