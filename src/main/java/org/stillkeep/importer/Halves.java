package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.Library;

/**
 * Single halves of live photos in the library. One whose whole is there too is that live photo: it hands its albums over and
 * goes into the library's trash. Found by content, so that it makes no difference which Takeout brought which half, or
 * whether a crash came between whole and half: the next import finishes.
 *
 * <p>An asset whose content is lost, and that could not be put back under its number, gives way to its successor in the same way.
 */
final class Halves {

  private final Library library;
  private final Catalog catalog;

  Halves(Library library, Catalog catalog) {
    this.library = library;
    this.catalog = catalog;
  }

  /** The assets outside the trash that are one half of this content, the still first. */
  static List<StoredAsset> of(Catalog catalog, ContentHash whole) {
    List<StoredAsset> halves = new ArrayList<>();
    if (whole.isLivePhoto()) {
      halves.addAll(catalog.assets().byHash(whole.still()));
      halves.addAll(catalog.assets().byHash(whole.video()));
    }
    halves.removeIf(half -> half.state() != AssetState.ACTIVE || half.asset().kind() == AssetKind.LIVE_PHOTO);
    return halves;
  }

  /** The assets outside the trash that give way to one with this content: its halves, and those that have lost the same content. */
  static List<StoredAsset> givingWayTo(Catalog catalog, ContentHash content) {
    List<StoredAsset> giving = of(catalog, content);
    giving.addAll(catalog.checks().damagedWith(content));
    return giving;
  }

  /** The same, for an asset that is there. Nothing gives way to one that has itself lost its content. */
  static List<StoredAsset> givingWayTo(Catalog catalog, Asset asset) {
    List<StoredAsset> giving = givingWayTo(catalog, asset.hash());
    // In this order, since nearly always there are none.
    if (giving.isEmpty() || catalog.checks().isDamaged(asset.id())) {
      return List.of();
    }
    return giving.stream().filter(other -> other.id() != asset.id()).toList();
  }

  /**
   * The whole of which this content is one half: rather one outside the trash. One that has lost its content has not this half
   * either.
   */
  Optional<Asset> wholeOf(ContentHash half) {
    if (half.isLivePhoto()) {
      return Optional.empty();
    }
    return activeWholeOf(catalog, half)
        .or(() -> wholeOf(catalog, half, AssetState.TRASHED))
        .filter(whole -> !catalog.checks().isDamaged(whole.id()))
        .map(StoredAsset::asset);
  }

  /** The whole outside the trash of which this content is one half. */
  static Optional<StoredAsset> activeWholeOf(Catalog catalog, ContentHash half) {
    return half.isLivePhoto() ? Optional.empty() : wholeOf(catalog, half, AssetState.ACTIVE);
  }

  private static Optional<StoredAsset> wholeOf(Catalog catalog, ContentHash half, AssetState state) {
    return catalog.assets().withHalf(half).stream().filter(whole -> whole.state() == state).findFirst();
  }

  /** Puts the single halves of a whole, or its lost twins, into the trash, and the whole into their albums; whether there were any. */
  boolean retire(Asset whole) throws IOException {
    List<StoredAsset> halves = givingWayTo(catalog, whole);
    for (StoredAsset half : halves) {
      for (Album album : catalog.albums().ownAlbumsOf(half.id())) {
        if (album.kind() != AlbumKind.UNCATEGORIZED) {
          library.addToAlbum(album, List.of(whole.id()));
        }
      }
    }
    if (!halves.isEmpty()) {
      library.trash(halves.stream().map(StoredAsset::id).toList());
      catalog.inTransaction(() -> halves.forEach(half -> catalog.outcomes().nowIn(half.id(), whole.id())));
    }
    return !halves.isEmpty();
  }
}
