package org.stillkeep.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryKey;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.MagicText;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.WrappedKey;

/** Loads assets into an empty catalog, a batch after the other, and takes the time. */
final class CatalogLoad {

  /** The asset, its membership, and the outcomes of its photo and its sidecar. */
  static final int ROWS_AN_ASSET = 4;

  private static final long ALBUM = 1;
  private static final int HEADER_BYTES = 24;
  private static final Instant FIRST = Instant.parse("2019-06-01T12:00:00Z");

  private final Catalog catalog;
  private final int batch;
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Long> nanos = new ArrayList<>();

  CatalogLoad(Catalog catalog, int batch) {
    this.catalog = catalog;
    this.batch = batch;
  }

  /** Lists the archive first, which does not count. */
  void run(int size) {
    catalog.albums().upsert(
        new StoredAlbum(new Album(ALBUM, AlbumKind.UNCATEGORIZED, ""), "", key(), MagicText.NONE, Optional.empty(), false));
    long archive = list(size);
    for (int start = 0; start < size; start += batch) {
      List<StoredAsset> assets = new ArrayList<>();
      for (int id = start + 1; id <= Math.min(size, start + batch); id++) {
        assets.add(asset(id));
      }
      long began = System.nanoTime();
      take(archive, assets);
      nanos.add(System.nanoTime() - began);
    }
  }

  double assetsPerSecond() {
    return assetsPerSecond(nanos);
  }

  double assetsPerSecondAtLast() {
    return assetsPerSecond(nanos.subList(nanos.size() * 9 / 10, nanos.size()));
  }

  double longestBatchMillis() {
    return nanos.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6;
  }

  private double assetsPerSecond(List<Long> batches) {
    return batches.size() * (double) batch / batches.stream().mapToLong(Long::longValue).sum() * 1e9;
  }

  /** As an import does: looked for, registered, filed; then the outcomes of photo and sidecar. */
  private void take(long archive, List<StoredAsset> assets) {
    for (StoredAsset each : assets) {
      if (catalog.assets().knows(each.asset().hash())) {
        throw new IllegalStateException("random hashes do not come twice");
      }
    }
    catalog.inTransaction(
        () -> {
          for (StoredAsset each : assets) {
            catalog.assets().upsert(each);
            catalog.albums().addMember(ALBUM, each.id(), key());
          }
        });
    catalog.inTransaction(
        () -> {
          for (StoredAsset each : assets) {
            int position = (int) (2 * (each.id() - 1));
            catalog.outcomes().record(new EntryKey(archive, position), EntryOutcome.ofAsset(Outcome.IMPORTED, each.id()));
            catalog.outcomes().record(new EntryKey(archive, position + 1), EntryOutcome.ofAsset(Outcome.SIDECAR_USED, each.id()));
          }
        });
  }

  private long list(int size) {
    long archive =
        catalog.archives().begin(
            new StoredArchive(0, "0".repeat(64), "set", "takeout-001.zip", OptionalInt.of(1), "ZIP", size * 100_000L, 0, false));
    for (int start = 0; start < size; start += batch) {
      List<ListedEntry> entries = new ArrayList<>();
      for (int i = start; i < Math.min(size, start + batch); i++) {
        entries.add(entry(2 * i, name(i)));
        entries.add(entry(2 * i + 1, name(i) + ".json"));
      }
      catalog.archives().addEntries(archive, entries);
    }
    catalog.archives().finish(archive, "set");
    return archive;
  }

  private ListedEntry entry(int position, String name) {
    String path = "Takeout/Google Photos/Photos from 2019/" + name;
    return new ListedEntry(position, path, 100_000, random.nextLong(1L << 32), Optional.empty(), "READABLE", Optional.empty());
  }

  private StoredAsset asset(int id) {
    AssetDetails details =
        new AssetDetails(
            name(id),
            Optional.empty(),
            CaptureTime.ofSidecar(FIRST.plusSeconds(id)),
            Optional.empty(),
            Optional.empty(),
            "",
            List.of(),
            false,
            Optional.of("https://photos.google.com/photo/" + id),
            Optional.of("{\"title\":\"" + name(id) + "\",\"photoTakenTime\":{\"timestamp\":\"" + id + "\"}}"));
    ContentHash hash = ContentHash.ofDigest(bytes(ContentHash.DIGEST_BYTES));
    String object = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    return new StoredAsset(
        new Asset(id, AssetKind.PHOTO, hash, 100_000, 0, details),
        AssetState.ACTIVE,
        new SealedObject(object, bytes(HEADER_BYTES), 100_017),
        Optional.empty(),
        new MagicText(1, "{\"stillkeep\":{\"time\":1559390400000000,\"timeSource\":\"sidecar\",\"timeAccuracy\":\"second\"}}"),
        MagicText.NONE);
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "IMG_%07d.jpg", number);
  }

  private WrappedKey key() {
    return new WrappedKey(bytes(48), bytes(24));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
