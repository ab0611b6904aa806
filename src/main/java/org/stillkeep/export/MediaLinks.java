package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.HeldOpenException;

/** Gives a photo that is wanted in several folders several names instead of several copies, as long as the disk can. */
final class MediaLinks {

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Tally tally;
  private final OtherCopies copies;
  private boolean work;

  MediaLinks(ExportFiles files, LedgerTable ledger, RootWatch watch, Tally tally, OtherCopies copies, boolean wanted) {
    this.files = files;
    this.ledger = ledger;
    this.watch = watch;
    this.tally = tally;
    this.copies = copies;
    this.work = wanted;
  }

  /**
   * Links to a copy in another folder that is as it should be, if there is one.
   *
   * @param before our file at this place, which the link replaces; empty when nothing of ours is there
   */
  Optional<LedgerFile> link(WantedMedia wanted, String stamp, Optional<LedgerFile> before) throws IOException {
    if (!work) {
      return Optional.empty();
    }
    Optional<LedgerFile> other = copies.find(wanted, stamp);
    return other.isPresent() ? linkTo(other.get(), wanted, before) : Optional.empty();
  }

  /**
   * A link that can be made where nothing is yet; empty when there is nothing to link to, or links are not wanted, or do not work.
   *
   * @param stamp of what the file shall say
   */
  Optional<NewFile.Link> newLink(WantedMedia wanted, String stamp) throws IOException {
    Optional<LedgerFile> other = work ? copies.find(wanted, stamp) : Optional.empty();
    return other
        .filter(file -> file.setMillis().equals(wanted.timeMillis()))
        .map(file -> new NewFile.Link(wanted.like(file).intent(file.hash(), file.sizeBytes()), file));
  }

  private Optional<LedgerFile> linkTo(LedgerFile other, WantedMedia wanted, Optional<LedgerFile> before)
      throws IOException {
    LedgerFile intent =
        before.map(file -> file.intending(other.hash())).orElseGet(() -> wanted.like(other).intent(other.hash(), other.sizeBytes()));
    String path = intent.path();
    ledger.put(intent);
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(path));
    try {
      if (before.isPresent()) {
        DurableFiles.replaceByLink(files.at(path), files.at(other.path()), files.patience(), files::left);
      } else {
        Files.createLink(files.at(path), files.at(other.path()));
        DurableFiles.forceDirectory(files.at(path).getParent());
      }
    } catch (FileAlreadyExistsException | HeldOpenException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // SMB says "no such file", FAT "not permitted": whatever it says, copies will do for the rest of this pass.
      work = false;
      return Optional.empty();
    }
    long time = FileFacts.read(files.at(path)).modifiedMillis();
    LedgerFile linked =
        intent.written(other.hash(), other.sizeBytes(), other.stamp(), other.setMillis(), time).of(other.libraryHash());
    watch.afterFile(linked);
    ledger.put(linked);
    tally.linked();
    return Optional.of(linked);
  }
}
