package org.stillkeep.library;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.UnreadableRow;
import org.stillkeep.store.StoreException;

/**
 * One run over everything that the store holds. What a store fails at keeps no other asset from being checked, unless it fails
 * at several in a row: then it is away, and each would take its time to fail. For one run of one thread.
 */
final class Verifier {

  /** When so many fail one after the other, it is the store that fails, and not this or that content. */
  private static final int MOST_AWAY_IN_A_ROW = 3;

  private final Catalog catalog;
  private final Contents contents;
  private final ContentHealth health;
  private final boolean readData;
  private final VerifyListener listener;
  private final BooleanSupplier stopRequested;
  private final List<VerifyFinding> findings = new ArrayList<>();
  private final long ofAssets;
  private long lookedAt;
  private long checked;
  private int awayInARow;
  private long bytesRead;

  Verifier(
      Catalog catalog,
      Contents contents,
      ContentHealth health,
      boolean readData,
      VerifyListener listener,
      BooleanSupplier stopRequested) {
    this.catalog = catalog;
    this.contents = contents;
    this.health = health;
    this.readData = readData;
    this.listener = listener;
    this.stopRequested = stopRequested;
    this.ofAssets = catalog.assets().count(AssetState.ACTIVE) + catalog.assets().count(AssetState.TRASHED);
  }

  VerifyReport run() throws IOException {
    catalog.unreadable().all().forEach(this::reportUnreadable);
    Optional<StoreException> brokenOff = Optional.empty();
    try {
      for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
        checkAll(state);
      }
    } catch (StoreException e) {
      brokenOff = Optional.of(e);
    }
    return new VerifyReport(checked, bytesRead, findings, brokenOff);
  }

  private void checkAll(AssetState state) throws IOException {
    // A consumer may not throw IOException; the first one that is no finding ends the run all the same.
    IOException[] failure = new IOException[1];
    catalog
        .assets()
        .forEach(
            state,
            stored -> {
              if (failure[0] == null) {
                try {
                  check(stored);
                } catch (IOException e) {
                  failure[0] = e;
                }
              }
            });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private void check(StoredAsset stored) throws IOException {
    Refresher.requireNotStopped(stopRequested);
    try {
      if (!isReplaced(stored)) {
        checkObjects(stored);
      }
      awayInARow = 0;
      checked++;
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.UNAVAILABLE) {
        throw e;
      }
      report(VerifyFinding.Problem.NOT_GIVEN_OUT, stored.asset(), e.getMessage());
      if (++awayInARow == MOST_AWAY_IN_A_ROW) {
        throw e;
      }
    }
    lookedAt++;
    listener.checked(lookedAt, ofAssets, bytesRead);
  }

  /** Content that could not be put back has come again under another number, and the lost one was thrown away. */
  private boolean isReplaced(StoredAsset stored) {
    return stored.state() == AssetState.TRASHED
        && catalog.checks().isDamaged(stored.id())
        && catalog.assets().byHash(stored.asset().hash()).stream()
            .anyMatch(twin -> twin.state() == AssetState.ACTIVE && !catalog.checks().isDamaged(twin.id()));
  }

  private void checkObjects(StoredAsset stored) throws IOException {
    Asset asset = stored.asset();
    try {
      checkContent(stored);
    } catch (DamagedAssetException e) {
      report(
          e.isMissing() ? VerifyFinding.Problem.CONTENT_MISSING : VerifyFinding.Problem.CONTENT_DAMAGED, asset, e.getMessage());
    }
    try {
      checkThumbnail(stored);
    } catch (DamagedAssetException e) {
      report(VerifyFinding.Problem.THUMBNAIL_DAMAGED, asset, e.getMessage());
    }
  }

  private void checkContent(StoredAsset stored) throws IOException {
    // What was found damaged before may have been put right by now, or still be there with its length.
    if (readData || catalog.checks().isDamaged(stored.id())) {
      read(stored);
    } else {
      probe(stored);
    }
  }

  private void read(StoredAsset stored) throws IOException {
    Optional<DamagedAssetException> damage =
        health.read(stored, Instant.now(), OutputStream.nullOutputStream(), stopRequested);
    if (damage.isPresent()) {
      throw damage.get();
    }
    bytesRead += stored.asset().sizeBytes() + stored.asset().liveVideoSizeBytes();
  }

  private void probe(StoredAsset stored) throws IOException {
    try {
      contents.probe(stored);
    } catch (DamagedAssetException e) {
      health.note(stored, Instant.now(), Optional.of(e));
      throw e;
    }
  }

  private void checkThumbnail(StoredAsset stored) throws IOException {
    if (readData) {
      contents.thumbnail(stored.asset());
    } else {
      contents.probeThumbnail(stored);
    }
  }

  private void reportUnreadable(UnreadableRow row) {
    String title =
        catalog.assets().byId(row.fileId()).map(stored -> stored.asset().details().title()).orElse("");
    List<String> albums =
        catalog.albums().byId(row.albumId()).map(album -> List.of(album.album().title())).orElse(List.of());
    String which = row.fileId() == 0 ? "album " + row.albumId() : "asset " + row.fileId() + " in album " + row.albumId();
    report(
        new VerifyFinding(
            VerifyFinding.Problem.ENTRY_UNREADABLE, row.fileId(), title, albums, Optional.empty(), which + ": " + row.reason()));
  }

  private void report(VerifyFinding.Problem problem, Asset asset, String detail) {
    List<String> albums = catalog.albums().albumsOf(asset.id()).stream().map(Album::title).toList();
    Optional<CaptureTime> taken =
        Optional.of(asset.details().taken()).filter(time -> time.accuracy() != CaptureTime.Accuracy.UNKNOWN);
    report(new VerifyFinding(problem, asset.id(), asset.details().title(), albums, taken, detail));
  }

  private void report(VerifyFinding finding) {
    findings.add(finding);
    listener.found(finding);
  }
}
