package org.stillkeep.export;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stillkeep.catalog.AlbumChange;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerTable;

/**
 * What has changed in the library since a folder was in step with it, where that is little enough to be looked at by itself.
 *
 * @param assetIds of all assets of which anything has changed that an export goes by
 */
record News(SortedSet<Long> assetIds) {

  /** With more, it is cheaper to go through everything once. */
  private static final int MOST = 2_000;

  /** Empty when there is too much of it, or the library was read anew since, or an album with a folder has changed, and with it all that is in it. */
  static Optional<News> since(long change, Catalog catalog, LedgerTable ledger) {
    // Each changed row has a number of its own.
    if (catalog.lastChange() - change > MOST || change <= catalog.beginning()) {
      return Optional.empty();
    }
    SortedSet<Long> assetIds = new TreeSet<>();
    catalog.assets().changedSince(change, changed -> assetIds.add(changed.asset().id()));
    catalog.albums().membershipsChangedSince(change, changed -> assetIds.add(changed.assetId()));
    for (AlbumChange changed : catalog.albums().changedSince(change)) {
      long album = changed.album().id();
      if (ledger.folder(FolderWish.keyOfAlbum(album)).isPresent()) {
        return Optional.empty();
      }
      assetIds.addAll(catalog.albums().membersOf(album));
    }
    return assetIds.size() > MOST ? Optional.empty() : Optional.of(new News(assetIds));
  }
}
