package org.stillkeep.importer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.StoredEntry;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.Sidecar;
import org.stillkeep.takeout.TakeoutItem;

/**
 * Recognises content that came with an earlier Takeout by what the directory says: an entry whose name, size, CRC-32 and
 * capture time are all known need not be read again. Any difference, and it is read, and then known by its hash.
 */
final class KnownContent {

  private final Catalog catalog;
  private final SetReading reading;

  KnownContent(Catalog catalog, SetReading reading) {
    this.catalog = catalog;
    this.reading = reading;
  }

  /** The asset with the content of the group's first item. */
  Optional<StoredAsset> find(AssetGroup group) {
    TakeoutItem item = group.items().get(0);
    Optional<Instant> taken = group.lead().facts().flatMap(Sidecar::takenAt);
    for (StoredEntry known : withContentOf(item.media())) {
      Optional<StoredAsset> asset =
          catalog.assets().byId(known.outcome().assetId().getAsLong()).filter(found -> found.state() != AssetState.GONE);
      boolean agrees =
          asset.isPresent()
              && (taken.isEmpty() || taken.get().equals(asset.get().asset().details().taken().instant()))
              && item.liveVideo().map(video -> hasVideo(video, asset.get().id())).orElse(true);
      if (agrees) {
        return asset;
      }
    }
    return Optional.empty();
  }

  private boolean hasVideo(EntryRef video, long assetId) {
    return withContentOf(video).stream().anyMatch(known -> known.outcome().assetId().equals(OptionalLong.of(assetId)));
  }

  private List<StoredEntry> withContentOf(EntryRef ref) {
    ListedEntry entry = reading.entry(ref);
    return catalog.outcomes().withContent(entry.sizeBytes(), entry.crc32()).stream()
        .filter(known -> known.listed().fileName().equals(entry.fileName()))
        .toList();
  }
}
