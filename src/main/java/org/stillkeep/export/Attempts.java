package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.files.HeldOpenException;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.store.StoreException;

/**
 * Carries out single steps, tries again what fails for once, and finds out whose fault it is when a step goes on failing: the
 * file's, the library's, or the target's.
 */
final class Attempts {

  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final int FAILURES_IN_A_ROW = 5;
  /** One object that its server cannot give out must not keep all others from coming. */
  private static final int AWAY_IN_A_ROW = 3;

  /** What is tried. */
  interface Work {
    void carryOut(Step step) throws IOException;
  }

  private final Catalog catalog;
  private final ExportFiles files;
  private final RootWatch watch;
  private final Tally tally;
  private final Set<Long> notGivenOut;
  private final Set<Long> tooLarge;
  private final Work work;
  private int failuresInARow;
  private int awayInARow;

  /**
   * @param notGivenOut gets the assets whose content the library's store fails at, and loses those that it has given out
   * @param tooLarge gets the assets that the target's file system has no files for
   */
  Attempts(
      Catalog catalog, ExportFiles files, RootWatch watch, Tally tally, Set<Long> notGivenOut, Set<Long> tooLarge, Work work) {
    this.catalog = catalog;
    this.files = files;
    this.watch = watch;
    this.tally = tally;
    this.notGivenOut = notGivenOut;
    this.tooLarge = tooLarge;
    this.work = work;
  }

  /**
   * Carries out a step, or notes that it failed.
   *
   * @throws ExportException when the target is gone, full, read-only or failing
   * @throws StoreException when the library's store is away
   */
  void attempt(Step step) throws IOException {
    attempt(step, 1);
  }

  /** The same for a step that has just failed for the first time. */
  void attemptAgain(Step step, IOException failure) throws IOException {
    if (!isOver(step, failure, 1)) {
      attempt(step, 2);
    }
  }

  /** A step was carried out, by whomever. */
  void succeeded(Step step) {
    failuresInARow = 0;
    if (step instanceof Step.PutAsset put && put.bytes() > 0) {
      awayInARow = 0;
      notGivenOut.remove(put.assetId());
    }
  }

  private void attempt(Step step, int first) throws IOException {
    boolean over = false;
    for (int attempt = first; !over; attempt++) {
      try {
        work.carryOut(step);
        succeeded(step);
        over = true;
      } catch (IOException e) {
        over = isOver(step, e, attempt);
      }
    }
  }

  /** Judges a failure. False when it is worth another attempt, for which it has waited a little. */
  private boolean isOver(Step step, IOException failure, int attempt) throws IOException {
    if (failure instanceof ExportException ofTarget) {
      throw ofTarget;
    } else if (failure instanceof SourceException
        || failure instanceof DamagedAssetException
        || failure instanceof FileAlreadyExistsException) {
      giveUpOnLibrary(step, failure);
      failed(step, failure);
      return true;
    } else if (failure instanceof HeldOpenException heldOpen) {
      // It was waited for already. What is open has a disk that works, unless that says so of everything.
      diagnose(step, failure, ATTEMPTS);
      Path held = files.root().getFileSystem().getPath(heldOpen.getFile());
      tally.waits(ExportPath.within(files.root(), held), title(step), failure);
      return true;
    }
    diagnose(step, failure, attempt);
    if (step instanceof Step.PutAsset put && TargetTrouble.isTooLarge(failure)) {
      tooLarge.add(put.assetId());
      failed(step, new FileTooLargeException(put.bytes(), failure));
      return true;
    }
    if (attempt == ATTEMPTS) {
      failed(step, failure);
      giveUpOnTarget(failure);
      return true;
    }
    files.pause(FIRST_PAUSE_MILLIS << (2 * attempt));
    return false;
  }

  /** Before a failure is blamed on a file: is the folder still there, and can anything be written to it? */
  private void diagnose(Step step, IOException failure, int attempt) throws IOException {
    watch.look();
    Path root = files.root();
    if (attempt > 1 && TargetTrouble.isAway(failure)) {
      throw new ExportException(ExportException.Reason.NOT_CONNECTED, root, root + ": " + failure.getMessage(), failure);
    }
    var trouble = TargetTrouble.of(failure, root, step instanceof Step.PutAsset put ? put.bytes() : 0);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
  }

  private void giveUpOnLibrary(Step step, IOException failure) throws StoreException {
    if (failure.getCause() instanceof StoreException store) {
      boolean away = store.reason() == StoreException.Reason.UNAVAILABLE;
      awayInARow += away ? 1 : 0;
      if (away && step instanceof Step.PutAsset put) {
        notGivenOut.add(put.assetId());
      }
      if (store.reason() == StoreException.Reason.LOGIN_REQUIRED || awayInARow >= AWAY_IN_A_ROW) {
        throw store;
      }
    }
  }

  private void giveUpOnTarget(IOException last) throws ExportException {
    failuresInARow++;
    if (failuresInARow >= FAILURES_IN_A_ROW) {
      Path root = files.root();
      throw new ExportException(ExportException.Reason.TARGET_FAILING, root, root + ": " + last.getMessage(), last);
    }
  }

  private void failed(Step step, IOException cause) {
    tally.failed(step.path(), title(step), cause);
  }

  private String title(Step step) {
    return step instanceof Step.PutAsset put
        ? catalog.assets().byId(put.assetId()).map(stored -> stored.asset().details().title()).orElse("")
        : "";
  }
}
