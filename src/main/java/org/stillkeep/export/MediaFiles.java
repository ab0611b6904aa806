package org.stillkeep.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;

/**
 * Brings photos, videos and moving halves to their places, at the least cost: left alone, moved, adopted, linked, or written
 * from the library, in this order of preference.
 */
final class MediaFiles {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** FAT keeps times in steps of two seconds. */
  private static final long COARSEST_TIME_MILLIS = 2000;

  /** One file that is wanted. */
  record Wanted(
      String folderKey, Asset asset, Role role, Optional<String> from, Step.Target target, OptionalLong timeMillis) {

    ContentHash hash() {
      return role == Role.LIVE_VIDEO ? asset.hash().video() : asset.hash().still();
    }

    long sizeBytes() {
      return role == Role.LIVE_VIDEO ? asset.liveVideoSizeBytes() : asset.sizeBytes();
    }

    Half half() {
      return role == Role.LIVE_VIDEO ? Half.LIVE_VIDEO : Half.STILL_OR_WHOLE;
    }
  }

  private final Library library;
  private final ExportFiles files;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Tally tally;
  private final ExportOptions options;

  /** Unknown files that turned out to be ours to keep; no other asset may have them too. */
  private final Set<String> adopted = new HashSet<>();

  private boolean linksWork;

  MediaFiles(
      Library library, ExportFiles files, LedgerTable ledger, RootWatch watch, Tally tally, ExportOptions options) {
    this.library = library;
    this.files = files;
    this.ledger = ledger;
    this.watch = watch;
    this.tally = tally;
    this.options = options;
    this.linksWork = options.multiAlbum() == MultiAlbum.HARDLINK;
  }

  /** Brings one file to its place. Gives back its row. */
  LedgerFile put(Wanted wanted) throws IOException {
    Optional<LedgerFile> before = ledger.file(wanted.folderKey(), wanted.asset().id(), wanted.role());
    if (before.isPresent() && isInFolder(before.get(), wanted)) {
      return keepOrReplace(before.get(), wanted);
    }
    if (before.isEmpty() && wanted.from().isPresent()) {
      before = ledger.file(wanted.from().get(), wanted.asset().id(), wanted.role());
    }
    Optional<LedgerFile> moved = before.isPresent() ? moveHere(before.get(), wanted) : Optional.empty();
    return moved.isPresent() ? moved.get() : putNew(wanted);
  }

  private static boolean isInFolder(LedgerFile file, Wanted wanted) {
    return ExportPath.parent(file.path()).equals(ExportPath.parent(wanted.target().path()));
  }

  private LedgerFile keepOrReplace(LedgerFile file, Wanted wanted) throws IOException {
    boolean right = file.isThere() && file.intended().isEmpty() && file.hash().equals(wanted.hash());
    if (file.edited() || (right && file.setMillis().equals(wanted.timeMillis()))) {
      return file;
    }
    Presence presence = files.find(file);
    switch (presence.state()) {
      case MISSING -> {
        ledger.forget(file);
        return putNew(wanted);
      }
      case EDITED -> {
        tally.kept(file.path());
        ledger.put(presence.file());
        return presence.file();
      }
      default -> {
        return presence.file().hash().equals(wanted.hash()) ? timed(presence.file(), wanted) : replace(file, wanted);
      }
    }
  }

  /** The file's time follows the capture time; its content is not written again for that. */
  private LedgerFile timed(LedgerFile file, Wanted wanted) throws IOException {
    LedgerFile timed = file;
    if (!file.setMillis().equals(wanted.timeMillis())) {
      watch.beforeChange();
      timed = files.setTime(file, wanted.timeMillis());
    }
    ledger.put(timed);
    return timed;
  }

  private Optional<LedgerFile> moveHere(LedgerFile file, Wanted wanted) throws IOException {
    Presence presence = files.find(file);
    if (presence.state() == Presence.State.EDITED) {
      // His own now, where it lies; ours is written anew.
      tally.kept(file.path());
    }
    if (presence.state() != Presence.State.OURS || !presence.file().hash().equals(wanted.hash())) {
      ledger.forget(file);
      return Optional.empty();
    }
    LedgerFile moved = files.move(presence.file(), wanted.folderKey(), wanted.target().path());
    tally.moved();
    return Optional.of(timed(moved, wanted));
  }

  private LedgerFile putNew(Wanted wanted) throws IOException {
    Optional<LedgerFile> found = adopt(wanted);
    if (found.isEmpty()) {
      found = link(wanted);
    }
    return found.isPresent() ? found.get() : write(wanted, intent(wanted), true);
  }

  private LedgerFile replace(LedgerFile file, Wanted wanted) throws IOException {
    ledger.put(file.intending(wanted.hash()));
    return write(wanted, file, false);
  }

  private static LedgerFile intent(Wanted wanted) {
    return LedgerFile.intent(
        wanted.folderKey(),
        wanted.asset().id(),
        wanted.role(),
        wanted.target().path(),
        wanted.hash(),
        wanted.sizeBytes());
  }

  private Optional<LedgerFile> adopt(Wanted wanted) throws IOException {
    for (String candidate : wanted.target().candidates()) {
      Optional<FileFacts> facts = adopted.contains(candidate) ? Optional.empty() : files.facts(candidate);
      boolean same =
          facts.isPresent() && facts.get().regular() && files.hash(candidate).equals(wanted.hash());
      if (same) {
        adopted.add(candidate);
        tally.adopted();
        return Optional.of(timed(adopted(wanted, candidate, facts.get().modifiedMillis()), wanted));
      }
    }
    return Optional.empty();
  }

  private static LedgerFile adopted(Wanted wanted, String path, long modifiedMillis) {
    OptionalLong time = wanted.timeMillis();
    boolean rightTime = time.isPresent() && Math.abs(time.getAsLong() - modifiedMillis) <= COARSEST_TIME_MILLIS;
    return intent(wanted)
        .movedTo(wanted.folderKey(), path)
        .written(wanted.hash(), wanted.sizeBytes(), "", rightTime ? time : OptionalLong.empty(), modifiedMillis);
  }

  private Optional<LedgerFile> link(Wanted wanted) throws IOException {
    if (!linksWork) {
      return Optional.empty();
    }
    List<LedgerFile> others =
        ledger.filesOfAsset(wanted.asset().id()).stream()
            .filter(file -> file.role() == wanted.role() && file.isThere() && !file.edited())
            .filter(file -> file.hash().equals(wanted.hash()) && !file.folderKey().equals(wanted.folderKey()))
            .toList();
    for (LedgerFile other : others) {
      if (files.find(other).state() == Presence.State.OURS) {
        return linkTo(other, wanted);
      }
    }
    return Optional.empty();
  }

  private Optional<LedgerFile> linkTo(LedgerFile other, Wanted wanted) throws IOException {
    String path = wanted.target().path();
    ledger.put(intent(wanted));
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(path));
    try {
      Files.createLink(files.at(path), files.at(other.path()));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // SMB says "no such file", FAT "not permitted": whatever it says, copies will do for the rest of this pass.
      linksWork = false;
      return Optional.empty();
    }
    DurableFiles.forceDirectory(files.at(path).getParent());
    long time = FileFacts.read(files.at(path)).modifiedMillis();
    LedgerFile linked = intent(wanted).written(wanted.hash(), wanted.sizeBytes(), "", other.setMillis(), time);
    watch.afterFile(linked);
    ledger.put(linked);
    tally.linked();
    return Optional.of(linked);
  }

  private LedgerFile write(Wanted wanted, LedgerFile row, boolean isNew) throws IOException {
    TargetTrouble.requireRoom(options.folder(), wanted.sizeBytes());
    if (isNew) {
      ledger.put(row);
    }
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(row.path()));
    FileTime time;
    try (Pending pending = DurableFiles.begin(files.at(row.path()))) {
      copy(wanted, pending.body());
      wanted.timeMillis().ifPresent(millis -> pending.setModifiedTime(FileTime.from(millis, TimeUnit.MILLISECONDS)));
      time = isNew ? pending.commitNew() : pending.commit(this::isStopRequested);
    }
    LedgerFile written = row.written(wanted.hash(), wanted.sizeBytes(), "", wanted.timeMillis(), time.toMillis());
    watch.afterFile(written);
    ledger.put(written);
    tally.written();
    return written;
  }

  private boolean isStopRequested() {
    return files.isStopRequested();
  }

  /** Decrypts, verifies and writes in one pass: the library's stream ends regularly only if every byte was right. */
  private void copy(Wanted wanted, OutputStream target) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long copied = 0;
    boolean done = false;
    try (InputStream content = open(wanted)) {
      for (int n = read(content, buffer); n >= 0; n = read(content, buffer)) {
        files.stopIfRequested();
        target.write(buffer, 0, n);
        copied += n;
        tally.wrote(n);
      }
      done = true;
    } finally {
      if (!done) {
        tally.takeBack(copied);
      }
    }
  }

  private InputStream open(Wanted wanted) throws SourceException {
    try {
      return library.openContent(wanted.asset(), wanted.half());
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  private static int read(InputStream content, byte[] buffer) throws SourceException {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }
}
