package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
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

  private static final int BUFFER_BYTES = 64 * 1024;

  /** When so many fail one after the other, it is the store that fails, and not this or that content. */
  private static final int MOST_AWAY_IN_A_ROW = 3;

  private final Catalog catalog;
  private final Contents contents;
  private final boolean readData;
  private final VerifyListener listener;
  private final BooleanSupplier stopRequested;
  private final List<VerifyFinding> findings = new ArrayList<>();
  private final long ofAssets;
  private long lookedAt;
  private long checked;
  private int awayInARow;
  private long bytesRead;

  Verifier(Catalog catalog, Contents contents, boolean readData, VerifyListener listener, BooleanSupplier stopRequested) {
    this.catalog = catalog;
    this.contents = contents;
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
      checkObjects(stored);
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
    if (!readData) {
      contents.probe(stored);
      return;
    }
    read(stored.asset(), Half.STILL_OR_WHOLE);
    if (stored.asset().kind() == AssetKind.LIVE_PHOTO) {
      read(stored.asset(), Half.LIVE_VIDEO);
    }
  }

  private void checkThumbnail(StoredAsset stored) throws IOException {
    if (readData) {
      contents.thumbnail(stored.asset());
    } else {
      contents.probeThumbnail(stored);
    }
  }

  private void read(Asset asset, Half half) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream cleartext = contents.open(asset, half)) {
      for (int count = cleartext.read(buffer); count >= 0; count = cleartext.read(buffer)) {
        bytesRead += count;
        Refresher.requireNotStopped(stopRequested);
      }
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
            VerifyFinding.Problem.ENTRY_UNREADABLE, row.fileId(), title, albums, which + ": " + row.reason()));
  }

  private void report(VerifyFinding.Problem problem, Asset asset, String detail) {
    List<String> albums = catalog.albums().albumsOf(asset.id()).stream().map(Album::title).toList();
    report(new VerifyFinding(problem, asset.id(), asset.details().title(), albums, detail));
  }

  private void report(VerifyFinding finding) {
    findings.add(finding);
    listener.found(finding);
  }
}
