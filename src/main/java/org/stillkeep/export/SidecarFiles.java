package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.Pending;
import org.stillkeep.library.ContentHasher;

/** Writes sidecars of every form and albums' JSON, unless they are there already, or somebody else has made them his own. */
final class SidecarFiles {

  /**
   * What is wanted.
   *
   * @param from the folder whose file may be moved here, if any
   */
  record Wanted(
      String folderKey, long assetId, Role role, Optional<String> from, String path, byte[] bytes, String stamp) {}

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Tally tally;

  SidecarFiles(ExportFiles files, LedgerTable ledger, RootWatch watch, Tally tally) {
    this.files = files;
    this.ledger = ledger;
    this.watch = watch;
    this.tally = tally;
  }

  /** Brings one file up to date. Equal bytes are never written again. */
  void put(Wanted wanted) throws IOException {
    ContentHash hash = ContentHasher.hash(wanted.bytes());
    Optional<LedgerFile> before = ledger.file(wanted.folderKey(), wanted.assetId(), wanted.role());
    if (before.isEmpty() && wanted.from().isPresent()) {
      before = ledger.file(wanted.from().get(), wanted.assetId(), wanted.role());
    }
    Presence presence = before.isPresent() ? files.find(before.get()) : null;
    if (presence == null || presence.state() == Presence.State.MISSING) {
      before.ifPresent(ledger::forget);
      putNew(wanted, hash);
    } else if (presence.state() == Presence.State.EDITED) {
      keep(wanted, presence.file());
    } else {
      update(wanted, hash, presence.file());
    }
  }

  /** Deletes a file that is not wanted any longer, if all of it is ours; what somebody has made his own stays, and is his. */
  void withdraw(LedgerFile file) throws IOException {
    boolean ours = files.find(file).state() == Presence.State.OURS && file.isOurs(files.hash(file.path()));
    if (ours) {
      watch.beforeChange();
      files.delete(file.path());
      tally.withdrawn();
    }
    ledger.forget(file);
  }

  private void keep(Wanted wanted, LedgerFile edited) throws IOException {
    tally.kept(edited.path());
    boolean stays = edited.folderKey().equals(wanted.folderKey()) && edited.path().equals(wanted.path());
    if (stays) {
      ledger.put(edited);
    } else {
      // His own now, where it lies; ours goes to its new place.
      ledger.forget(edited);
      putNew(wanted, ContentHasher.hash(wanted.bytes()));
    }
  }

  private void putNew(Wanted wanted, ContentHash hash) throws IOException {
    LedgerFile intent =
        LedgerFile.intent(
            wanted.folderKey(), wanted.assetId(), wanted.role(), wanted.path(), hash, wanted.bytes().length);
    Optional<FileFacts> there = files.facts(wanted.path());
    if (there.isPresent()) {
      takeWhatIsThere(wanted, intent, there.get());
      return;
    }
    ledger.put(intent);
    write(wanted, hash, intent, true);
  }

  /** A file that the ledger does not know: ours if it has these very bytes, and nobody's to overwrite otherwise. */
  private void takeWhatIsThere(Wanted wanted, LedgerFile intent, FileFacts there) throws IOException {
    boolean same = there.regular() && files.hash(wanted.path()).equals(intent.hash());
    LedgerFile found =
        intent.written(
            intent.hash(), intent.sizeBytes(), wanted.stamp(), OptionalLong.empty(), there.modifiedMillis());
    if (same) {
      ledger.put(found);
      tally.adopted();
    } else {
      ledger.put(found.seen(there.modifiedMillis(), true));
      tally.kept(wanted.path());
    }
  }

  private void update(Wanted wanted, ContentHash hash, LedgerFile ours) throws IOException {
    LedgerFile here = ours;
    if (!ours.path().equals(wanted.path())) {
      here = files.move(ours, wanted.folderKey(), wanted.path());
    }
    if (here.hash().equals(hash)) {
      ledger.put(here.stamped(wanted.stamp()));
      return;
    }
    ledger.put(here.intending(hash));
    write(wanted, hash, here, false);
  }

  private void write(Wanted wanted, ContentHash hash, LedgerFile row, boolean isNew) throws IOException {
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(wanted.path()));
    FileTime time;
    try (Pending pending = files.begin(wanted.path())) {
      pending.body().write(wanted.bytes());
      time = isNew ? pending.commitNew(files.patience()) : pending.commit(files.patience());
    }
    LedgerFile written =
        row.written(hash, wanted.bytes().length, wanted.stamp(), OptionalLong.empty(), time.toMillis());
    watch.afterFile(written);
    ledger.put(written);
    tally.sidecar();
  }
}
