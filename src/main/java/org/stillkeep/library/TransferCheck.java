package org.stillkeep.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.TransferDifference.Missing;

/** Compares two libraries after a transfer: whether all that is one's own in the first is in the second. */
final class TransferCheck {

  private final Catalog source;
  private final Catalog target;
  private final Counterparts counterparts;
  private final Set<Long> failed;
  private final List<TransferDifference> differences = new ArrayList<>();

  /** @param failed assets of which it is known already that they are missing */
  TransferCheck(Catalog source, Catalog target, Counterparts counterparts, Set<Long> failed) {
    this.source = source;
    this.target = target;
    this.counterparts = counterparts;
    this.failed = failed;
  }

  List<TransferDifference> run() throws IOException {
    for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
      source.assets().forEach(state, this::checkAsset);
    }
    for (StoredAlbum album : source.albums().all()) {
      if (!album.shared() && album.album().kind() != AlbumKind.UNCATEGORIZED) {
        checkAlbum(album);
      }
    }
    return differences;
  }

  private void checkAsset(StoredAsset asset) {
    if (isExpected(asset) && counterparts.of(asset).isEmpty()) {
      differences.add(new TransferDifference(Missing.ASSET, asset.asset().details().title(), ""));
    }
  }

  private boolean isExpected(StoredAsset asset) {
    return !asset.shared() && asset.hashed() && !failed.contains(asset.id());
  }

  private void checkAlbum(StoredAlbum album) throws IOException {
    Optional<StoredAlbum> there = counterparts.of(album);
    if (there.isEmpty()) {
      differences.add(new TransferDifference(Missing.ALBUM, album.album().title(), ""));
      return;
    }
    for (long assetId : source.albums().membersOf(album.id())) {
      source.assets().byId(assetId).filter(this::isExpected).ifPresent(asset -> checkMember(asset, album, there.get().album()));
    }
  }

  /** What the target's owner has thrown away or hides stays where it is. */
  private void checkMember(StoredAsset asset, StoredAlbum album, Album there) {
    Optional<StoredAsset> counterpart =
        counterparts
            .of(asset)
            .filter(each -> each.state() == AssetState.ACTIVE)
            .filter(each -> Counterparts.isSame(each, asset) || !target.albums().isHidden(each.id()));
    if (counterpart.isPresent() && !target.albums().albumsOf(counterpart.get().id()).contains(there)) {
      differences.add(
          new TransferDifference(Missing.MEMBERSHIP, asset.asset().details().title(), album.album().title()));
    }
  }
}
