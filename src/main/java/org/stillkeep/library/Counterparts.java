package org.stillkeep.library;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;

/**
 * Finds in one library what stands for an asset or album of another. A transfer leaves ciphertext as it is, so whatever has the
 * same stream header, 24 random bytes, is the very same asset; else it is one with the same content. Two assets of the source with the
 * same content stay two.
 */
final class Counterparts {

  private final Catalog source;
  private final Catalog target;
  private final String sourceStoreId;

  Counterparts(Catalog source, Catalog target, String sourceStoreId) {
    this.source = source;
    this.target = target;
    this.sourceStoreId = sourceStoreId;
  }

  /** The asset in the target, in its trash or outside of it. */
  Optional<StoredAsset> of(StoredAsset asset) {
    List<StoredAsset> alike =
        target.assets().byHash(asset.asset().hash()).stream()
            .filter(there -> there.state() != AssetState.GONE && there.asset().kind() == asset.asset().kind())
            .toList();
    Optional<StoredAsset> same = alike.stream().filter(there -> isSame(there, asset)).findFirst();
    return same.or(() -> ownOf(alike, asset));
  }

  /** Whether this is the very asset, and not one that happened to be there. */
  static boolean isSame(StoredAsset one, StoredAsset other) {
    return Arrays.equals(one.content().header(), other.content().header());
  }

  /** What the target did not get from this source; rather one that is not in the trash. */
  private Optional<StoredAsset> ownOf(List<StoredAsset> alike, StoredAsset asset) {
    List<StoredAsset> twins = source.assets().byHash(asset.asset().hash());
    return alike.stream()
        .filter(there -> twins.stream().noneMatch(twin -> isSame(twin, there)))
        .min(Comparator.comparing(StoredAsset::state));
  }

  /** The album in the target. */
  Optional<StoredAlbum> of(StoredAlbum album) throws IOException {
    if (album.album().kind() != AlbumKind.ALBUM) {
      return target.albums().byKind(album.album().kind());
    }
    Optional<StoredAlbum> same = target.albums().byOrigin(origin(album));
    if (same.isPresent() || !Albums.isDefaultHidden(album)) {
      return same;
    }
    for (StoredAlbum each : target.albums().all()) {
      if (Albums.isDefaultHidden(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** What an album of the source is known by in the target. */
  String origin(StoredAlbum album) {
    return album.origin().isEmpty() ? "moved:" + sourceStoreId + ":" + album.id() : album.origin();
  }

  /** What assets are in on their way into the target's trash. */
  String originOfTrash() {
    return "moved:" + sourceStoreId + ":trash";
  }
}
