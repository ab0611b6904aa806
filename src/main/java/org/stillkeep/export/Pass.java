package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.files.HeldOpenException;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.media.Inscription;
import org.stillkeep.media.XmpSidecar;
import org.stillkeep.store.StoreException;

/** Carries out a plan, step by step. One failing item never stops it; trouble with the target itself does. */
final class Pass {

  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final int FAILURES_IN_A_ROW = 5;
  /** One object that its server cannot give out must not keep all others from coming. */
  private static final int AWAY_IN_A_ROW = 3;

  private final Catalog catalog;
  private final LedgerTable ledger;
  private final ExportOptions options;
  private final Wish wish;
  private final ExportFiles files;
  private final Embedding embedding;
  private final MediaFiles media;
  private final Sidecars sidecars;
  private final SidecarFiles sidecarFiles;
  private final FolderSteps folders;
  private final TrashCan trashCan;
  private final RootWatch watch;
  private final Tally tally;
  private final Set<Long> notGivenOut;
  private final Set<Long> tooLarge;
  private int failuresInARow;
  private int awayInARow;

  /**
   * @param notGivenOut assets whose content the library's store failed at before, and those that it fails at now
   * @param tooLarge assets that the target's file system had no files for before, and those that it has none for now
   */
  Pass(
      Catalog catalog,
      LedgerTable ledger,
      ExportOptions options,
      Wish wish,
      ExportFiles files,
      Embedding embedding,
      MediaFiles media,
      RootWatch watch,
      Tally tally,
      Set<Long> notGivenOut,
      Set<Long> tooLarge) {
    this.catalog = catalog;
    this.ledger = ledger;
    this.options = options;
    this.wish = wish;
    this.files = files;
    this.embedding = embedding;
    this.media = media;
    this.sidecars = Sidecars.of(options);
    this.sidecarFiles = new SidecarFiles(files, ledger, watch, tally);
    this.folders = new FolderSteps(files, ledger, tally);
    this.trashCan = new TrashCan(files, ledger, tally);
    this.watch = watch;
    this.tally = tally;
    this.notGivenOut = notGivenOut;
    this.tooLarge = tooLarge;
  }

  /**
   * Carries out the steps in order, but tries what could not be had before only when all others are there.
   *
   * @throws ExportException when the target is gone, full, read-only or failing
   * @throws StoreException when the library's store is away
   * @throws java.util.concurrent.CancellationException when stopped
   */
  void run(Plan plan) throws IOException {
    boolean taking = false;
    for (Step step : inTurn(plan.steps())) {
      files.stopIfRequested();
      if (step instanceof Step.Trash trash && tally.hasFailures()) {
        // What looks superfluous may be all that is left of something that just failed.
        tally.heldBack(trash.file().role().isMedia() ? 1 : 0);
        continue;
      }
      if (!taking && (step instanceof Step.Trash || step instanceof Step.Withdraw)) {
        // Once more before the first file is taken away (P9).
        watch.look();
        taking = true;
      }
      attempt(step);
    }
    watch.look();
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

  private void attempt(Step step) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        carryOut(step);
        failuresInARow = 0;
        if (step instanceof Step.PutAsset put && put.bytes() > 0) {
          awayInARow = 0;
          notGivenOut.remove(put.assetId());
        }
        return;
      } catch (ExportException e) {
        throw e;
      } catch (SourceException | DamagedAssetException | FileAlreadyExistsException e) {
        giveUpOnLibrary(step, e);
        failed(step, e);
        return;
      } catch (HeldOpenException e) {
        // It was waited for already. What is open has a disk that works, unless that says so of everything.
        diagnose(step, e, ATTEMPTS);
        Path held = options.folder().getFileSystem().getPath(e.getFile());
        tally.waits(ExportPath.within(options.folder(), held), title(step), e);
        return;
      } catch (IOException e) {
        diagnose(step, e, attempt);
        if (step instanceof Step.PutAsset put && TargetTrouble.isTooLarge(e)) {
          tooLarge.add(put.assetId());
          failed(step, new FileTooLargeException(put.bytes(), e));
          return;
        }
        if (attempt == ATTEMPTS) {
          failed(step, e);
          giveUpOnTarget(e);
          return;
        }
        files.pause(FIRST_PAUSE_MILLIS << (2 * attempt));
      }
    }
  }

  /** Before a failure is blamed on a file: is the folder still there, and can anything be written to it? */
  private void diagnose(Step step, IOException failure, int attempt) throws IOException {
    watch.look();
    if (attempt > 1 && TargetTrouble.isAway(failure)) {
      Path root = options.folder();
      throw new ExportException(ExportException.Reason.NOT_CONNECTED, root, root + ": " + failure.getMessage(), failure);
    }
    long bytes = step instanceof Step.PutAsset put ? put.bytes() : 0;
    Optional<ExportException> trouble = TargetTrouble.of(failure, options.folder(), bytes);
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
      throw new ExportException(
          ExportException.Reason.TARGET_FAILING, options.folder(), options.folder() + ": " + last.getMessage(), last);
    }
  }

  private void failed(Step step, IOException cause) {
    tally.failed(path(step), title(step), cause);
  }

  private String title(Step step) {
    return step instanceof Step.PutAsset put
        ? catalog.assets().byId(put.assetId()).map(stored -> stored.asset().details().title()).orElse("")
        : "";
  }

  private void carryOut(Step step) throws IOException {
    tally.began(path(step));
    if (step instanceof Step.PutAsset put) {
      putAsset(put);
    } else if (step instanceof Step.PutAlbumJson put) {
      putAlbumJson(put);
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

  private static String path(Step step) {
    if (step instanceof Step.PutAsset put) {
      return put.still().path();
    } else if (step instanceof Step.PutAlbumJson put) {
      return AlbumJson.path(put.folderPath());
    } else if (step instanceof Step.CreateFolder create) {
      return create.folder().path();
    } else if (step instanceof Step.RenameFolder rename) {
      return rename.newPath();
    } else if (step instanceof Step.Recheck recheck) {
      return recheck.file().path();
    } else if (step instanceof Step.Forget forget) {
      return forget.file().path();
    } else if (step instanceof Step.Respect respect) {
      return respect.file().path();
    } else if (step instanceof Step.Trash trash) {
      return trash.file().path();
    } else if (step instanceof Step.Withdraw withdraw) {
      return withdraw.file().path();
    } else {
      return ((Step.LeaveFolder) step).path();
    }
  }

  private void putAsset(Step.PutAsset step) throws IOException {
    if (step.bytes() > 0 && tooLarge.contains(step.assetId())) {
      // Gigabytes would be written to learn the same again.
      throw new FileTooLargeException(step.bytes(), null);
    }
    Optional<StoredAsset> stored =
        catalog.assets().byId(step.assetId()).filter(each -> each.state() == AssetState.ACTIVE);
    if (stored.isEmpty()) {
      // It left the library since the plan was made; the next plan knows.
      return;
    }
    Asset asset = stored.get().asset();
    WantedAsset wanted = WantedAsset.of(asset, wish.filing(asset.id()), options.zone(), embedding);
    putFile(step, asset, Role.MEDIA, step.still(), wanted, asset.details().title());
    if (step.liveVideo().isPresent()) {
      Step.Target target = step.liveVideo().get();
      putFile(step, asset, Role.LIVE_VIDEO, target, wanted, wanted.liveVideoUnnamed() ? "" : wanted.liveVideoTitle());
    }
    tally.itemDone();
  }

  /** @param title what the sidecars call it; empty text for the name that it turns out to have */
  private void putFile(
      Step.PutAsset step, Asset asset, Role role, Step.Target target, WantedAsset wanted, String title)
      throws IOException {
    LedgerFile row =
        media.put(
            new WantedMedia(
                step.folderKey(), asset, role, step.from(), target, wanted.timeMillis(), inscriptionInside(asset)));
    String fileName = ExportPath.name(row.path());
    for (Role sidecar : sidecars.rolesOf(role)) {
      sidecarFiles.put(
          new SidecarFiles.Wanted(
              step.folderKey(),
              asset.id(),
              sidecar,
              step.from(),
              sidecars.path(row.path(), sidecar),
              bytes(sidecar, asset, title.isEmpty() ? fileName : title, fileName),
              wanted.stamp(sidecar)));
    }
  }

  private Optional<Inscription> inscriptionInside(Asset asset) {
    return embedding.wanted() ? Optional.of(inscription(asset)) : Optional.empty();
  }

  private Inscription inscription(Asset asset) {
    return Inscription.of(asset.details(), wish.filing(asset.id()).favorite(), options.zone());
  }

  private byte[] bytes(Role sidecar, Asset asset, String title, String fileName) {
    return Sidecars.isXmp(sidecar)
        ? XmpSidecar.of(inscription(asset), title, fileName)
        : SidecarJson.ofAsset(asset.details(), title, wish.filing(asset.id()));
  }

  private void putAlbumJson(Step.PutAlbumJson step) throws IOException {
    sidecarFiles.put(
        new SidecarFiles.Wanted(
            step.folderKey(),
            0,
            Role.ALBUM_JSON,
            Optional.empty(),
            AlbumJson.path(step.folderPath()),
            AlbumJson.of(step.album()),
            step.album().stamp()));
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
