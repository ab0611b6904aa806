package org.stillkeep.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.library.Library;

/** Carries out a plan, step by step. One failing item never stops it; trouble with the target itself does. */
final class Pass {

  private final LedgerTable ledger;
  private final ExportFiles files;
  private final PutSteps puts;
  private final SidecarFiles sidecarFiles;
  private final FolderSteps folders;
  private final TrashCan trashCan;
  private final RootWatch watch;
  private final Tally tally;
  private final Set<Long> notGivenOut;
  private final Attempts attempts;
  private final Supplier<Ahead> ahead;
  private boolean taking;

  /**
   * @param notGivenOut assets whose content the library's store failed at before, and those that it fails at now
   * @param tooLarge assets that the target's file system had no files for before, and those that it has none for now
   * @param nanoTime as {@link System#nanoTime}
   */
  Pass(
      Library library,
      Catalog catalog,
      LedgerTable ledger,
      ExportOptions options,
      Wish wish,
      ExportFiles files,
      Embedding embedding,
      RootWatch watch,
      Tally tally,
      Set<Long> notGivenOut,
      Set<Long> tooLarge,
      LongSupplier nanoTime) {
    this.ledger = ledger;
    this.files = files;
    this.sidecarFiles = new SidecarFiles(files, ledger, watch, tally);
    MediaFiles media = new MediaFiles(library, files, ledger, watch, tally, embedding, options.multiAlbum());
    this.puts = new PutSteps(catalog, ledger, options, wish, embedding, media, sidecarFiles, files, tally, tooLarge);
    this.folders = new FolderSteps(files, ledger, tally);
    this.trashCan = new TrashCan(files, ledger, tally);
    this.watch = watch;
    this.tally = tally;
    this.notGivenOut = notGivenOut;
    this.attempts = new Attempts(catalog, files, watch, tally, notGivenOut, tooLarge, this::carryOut);
    this.ahead = () -> new Ahead(library, ledger, files, watch, tally, attempts, nanoTime);
  }

  /**
   * Carries out the steps in order, but tries what could not be had before only when all others are there.
   *
   * @throws ExportException when the target is gone, full, read-only or failing
   * @throws org.stillkeep.store.StoreException when the library's store is away
   * @throws java.util.concurrent.CancellationException when stopped
   */
  void run(Plan plan) throws IOException {
    try (Ahead many = ahead.get()) {
      try {
        for (Step step : inTurn(plan.steps())) {
          files.stopIfRequested();
          take(step, many);
        }
        many.finish();
      } catch (IOException | CancellationException e) {
        many.keepWhatIsDone(e);
        throw e;
      }
    }
    watch.look();
  }

  /** What is all new is written by others, several at once. A folder in which they write must be there; all else waits for them. */
  private void take(Step step, Ahead many) throws IOException {
    boolean mayBeNew = step instanceof Step.PutAsset || step instanceof Step.PutAlbumJson;
    if (mayBeNew) {
      many.awaitOthersOf(step);
    } else if (!(step instanceof Step.CreateFolder)) {
      many.finish();
    }
    Optional<NewFiles> allNew = mayBeNew ? puts.newFiles(step) : Optional.empty();
    if (allNew.isPresent()) {
      many.begin(allNew.get());
    } else {
      takeAlone(step);
    }
  }

  private void takeAlone(Step step) throws IOException {
    if (step instanceof Step.Trash trash && tally.hasFailures()) {
      // What looks superfluous may be all that is left of something that just failed.
      tally.heldBack(trash.file().role().isMedia() ? 1 : 0);
      return;
    }
    if (!taking && (step instanceof Step.Trash || step instanceof Step.Withdraw)) {
      // Once more before the first file is taken away (P9).
      watch.look();
      taking = true;
    }
    attempts.attempt(step);
  }

  private List<Step> inTurn(List<Step> steps) {
    List<Step> order = new ArrayList<>();
    List<Step> later = new ArrayList<>();
    int behindPuts = 0;
    for (Step step : steps) {
      boolean isPut = step instanceof Step.PutAsset;
      boolean waits = isPut && notGivenOut.contains(((Step.PutAsset) step).assetId());
      (waits ? later : order).add(step);
      behindPuts = isPut ? order.size() : behindPuts;
    }
    order.addAll(behindPuts, later);
    return order;
  }

  private void carryOut(Step step) throws IOException {
    tally.began(step.path());
    if (step instanceof Step.PutAsset put) {
      puts.put(put);
    } else if (step instanceof Step.PutAlbumJson put) {
      puts.put(put);
    } else if (step instanceof Step.CreateFolder create) {
      folders.create(create);
    } else if (step instanceof Step.RenameFolder rename) {
      folders.rename(rename);
    } else if (step instanceof Step.Recheck recheck) {
      recheck(recheck.file());
    } else if (step instanceof Step.Forget forget) {
      watch.beforeMissing();
      ledger.forget(forget.file());
    } else if (step instanceof Step.Respect respect) {
      watch.beforeMissing();
      ledger.put(respect.file().leftToOwner());
    } else if (step instanceof Step.Trash trash) {
      trashCan.trash(trash.file());
    } else if (step instanceof Step.Withdraw withdraw) {
      sidecarFiles.withdraw(withdraw.file());
    } else if (step instanceof Step.LeaveFolder leave) {
      folders.leave(leave);
    }
  }

  private void recheck(LedgerFile file) throws IOException {
    Presence presence = files.find(file);
    if (presence.state() == Presence.State.MISSING) {
      ledger.forget(file);
      return;
    }
    ledger.put(presence.file());
    if (presence.state() == Presence.State.EDITED) {
      tally.kept(file.path());
    }
  }
}
