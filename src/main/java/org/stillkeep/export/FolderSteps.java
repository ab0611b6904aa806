package org.stillkeep.export;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;

/** Creates, renames and leaves the folders of an export. */
final class FolderSteps {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSteps.class);

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final Tally tally;

  FolderSteps(ExportFiles files, LedgerTable ledger, Tally tally) {
    this.files = files;
    this.ledger = ledger;
    this.tally = tally;
  }

  void create(Step.CreateFolder step) throws IOException {
    files.ensureFolder(step.folder().path());
    if (!ledger.folder(step.folder().key()).equals(Optional.of(step.folder()))) {
      ledger.put(step.folder());
    }
  }

  /** The ledger first says what is intended: after a crash {@link #finishRename} sees how far it came. */
  void rename(Step.RenameFolder step) throws IOException {
    LedgerFolder before = step.folder();
    LedgerFolder renaming =
        new LedgerFolder(before.key(), before.path(), step.newTitle(), Optional.of(step.newPath()));
    ledger.put(renaming);
    try {
      files.rename(before.path(), step.newPath());
    } catch (IOException e) {
      // The name may stand and only its force have failed, or the answer be lost: what follows goes by where the folder is.
      if (!isRenamed(before.path(), step.newPath())) {
        throw e;
      }
      LOG.info("{} has become {}, although the disk says: {}", before.path(), step.newPath(), e.getMessage());
    }
    ledger.folderRenamed(renaming, step.newPath());
    tally.moved();
  }

  /** Settles renames that were interrupted, or refused. Looks at no disk when there are none. */
  void finishRenames() throws IOException {
    for (LedgerFolder folder : ledger.foldersBeingRenamed()) {
      finishRename(folder, folder.renamingTo().orElseThrow());
    }
  }

  private void finishRename(LedgerFolder folder, String newPath) throws IOException {
    if (isRenamed(folder.path(), newPath)) {
      ledger.folderRenamed(folder, newPath);
    } else {
      // Not begun. The old title brings the rename into the next plan again.
      ledger.put(new LedgerFolder(folder.key(), folder.path(), ExportPath.name(folder.path()), Optional.empty()));
    }
  }

  private boolean isRenamed(String before, String after) throws IOException {
    return files.facts(before).isEmpty() && files.facts(after).isPresent();
  }

  /** Removes a folder if nothing is left in it, and forgets what it stood for once the ledger has no file of it. */
  void leave(Step.LeaveFolder step) throws IOException {
    boolean used = step.key().isPresent() && ledger.hasFilesOf(step.key().get());
    if (used) {
      return;
    }
    files.removeEmpty(step.path());
    step.key().ifPresent(ledger::forgetFolder);
  }
}
