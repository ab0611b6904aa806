package org.stillkeep.importer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.StoredEntry;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.Sidecar;
import org.stillkeep.takeout.SidecarFacts;
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
    Optional<Instant> taken = group.lead().facts().flatMap(SidecarFacts::takenAt);
    for (StoredEntry known : entriesLike(catalog, reading.entry(item.media()))) {
      Optional<StoredAsset> asset =
          catalog.assets().byId(known.outcome().assetId().getAsLong()).filter(found -> found.state() != AssetState.GONE);
      boolean agrees =
          asset.isPresent()
              && (taken.isPresent() ? isTakenAt(taken.get(), asset.get()) : isSameFolder(item.media(), known))
              && item.liveVideo().map(video -> hasVideo(video, asset.get().id())).orElse(true);
      if (agrees) {
        return asset;
      }
    }
    return Optional.empty();
  }

  /** What an earlier entry of the same name, size and CRC-32 was found to say about itself. */
  static Optional<EntryFacts> factsOf(Catalog catalog, ListedEntry entry) {
    return entriesLike(catalog, entry).stream().flatMap(known -> known.facts().stream()).findFirst();
  }

  /** Its owner may have corrected the time in the library since; what the sidecar said then counts as well. */
  private static boolean isTakenAt(Instant taken, StoredAsset asset) {
    return taken.equals(asset.asset().details().taken().instant())
        || asset
            .asset()
            .details()
            .sidecarJson()
            .flatMap(json -> Sidecar.parse(json.getBytes(StandardCharsets.UTF_8)))
            .flatMap(Sidecar::takenAt)
            .filter(taken::equals)
            .isPresent();
  }

  /** Where no sidecar tells the time, the folder stands for it: that of the year, of the day or of the album. */
  private boolean isSameFolder(EntryRef ref, StoredEntry known) {
    return withFolder(reading.entry(ref).path()).equals(withFolder(known.listed().path()));
  }

  private static String withFolder(String path) {
    int folderEnd = path.lastIndexOf('/');
    return path.substring(path.lastIndexOf('/', folderEnd - 1) + 1);
  }

  private boolean hasVideo(EntryRef video, long assetId) {
    return entriesLike(catalog, reading.entry(video)).stream()
        .anyMatch(known -> known.outcome().assetId().equals(OptionalLong.of(assetId)));
  }

  private static List<StoredEntry> entriesLike(Catalog catalog, ListedEntry entry) {
    return catalog.outcomes().withContent(entry.sizeBytes(), entry.crc32()).stream()
        .filter(known -> known.listed().fileName().equals(entry.fileName()))
        .toList();
  }
}
