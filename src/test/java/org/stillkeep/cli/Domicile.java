package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.export.ExportListener;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.export.Exporter;
import org.stillkeep.export.Layout;
import org.stillkeep.export.SidecarPlace;
import org.stillkeep.importer.ImportListener;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.Archive;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;

/** A library in memory with an importer in front and an exporter behind. */
final class Domicile implements AutoCloseable {

  /** All that a library says of an asset; the titles and origins of its albums among it. */
  record Held(AssetKind kind, long sizeBytes, long liveVideoBytes, AssetDetails details, Set<String> albums) {}

  /** All that a library says of an album. */
  record HeldAlbum(AlbumKind kind, String title, String origin, Optional<String> metadata) {}

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  /** Too weak for anything but tests. */
  private static final KdfLimits CHEAP = new KdfLimits(8 * 1024, 1);

  final Catalog catalog = Catalog.inMemory();
  final Library library;
  private final Keys keys;
  private final InMemoryStore store;

  Domicile() throws IOException {
    SecureRandom random = new SecureRandom();
    Keys.Created created = Keys.create("correct horse".toCharArray(), CHEAP, random);
    keys = created.keys();
    store = new InMemoryStore(new InMemoryContents(created.attributes()));
    library = Library.open(store, keys, catalog, random);
    library.refresh(() -> false);
  }

  void imports(Collection<Path> archives) throws IOException {
    List<SettledArchive> settled = new ArrayList<>();
    for (Path path : archives) {
      try (Archive archive = Archives.open(path)) {
        settled.add(SettledArchive.of(archive));
      }
    }
    Importer importer = new Importer(library, catalog, ImportOptions.defaults(ZONE, CLOCK));
    for (ArchiveSet set : ArchiveSet.group(settled)) {
      importer.run(importer.plan(set, () -> false), ImportListener.NONE, () -> false);
    }
  }

  Path export(Path folder, Layout layout, SidecarPlace place) throws IOException {
    ExportOptions plain = ExportOptions.defaults("nas", folder, ZONE, "this machine", store.storeId());
    Exporter exporter =
        new Exporter(
            library,
            catalog,
            new ExportOptions(
                plain.name(), folder, layout, plain.albums(), plain.exclude(), plain.hidden(), plain.shared(), plain.yearFolders(), plain.sidecars(), place,
                plain.embed(), plain.multiAlbum(), plain.deleted(), plain.deletions(), false, ZONE, plain.owner(), plain.libraryId()));
    exporter.adoptOrCreate();
    ExportSummary summary = exporter.run(false, ExportListener.NONE, () -> false);
    if (!summary.failures().isEmpty()) {
      throw new IOException(summary.failures().toString());
    }
    return folder;
  }

  Asset asset(String title) {
    List<Asset> found = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, stored -> found.add(stored.asset()));
    return found.stream().filter(asset -> asset.details().title().equals(title)).findFirst().orElseThrow();
  }

  /** Everything outside the trash, by content. */
  Map<String, Held> assets() {
    Map<String, Held> held = new TreeMap<>();
    catalog.assets().forEach(AssetState.ACTIVE, stored -> held.put(stored.asset().hash().text(), held(stored.asset())));
    return held;
  }

  private Held held(Asset asset) {
    Set<String> albums = new TreeSet<>();
    catalog
        .albums()
        .albumsOf(asset.id())
        .forEach(album -> albums.add(album.kind() + " " + album.title() + " " + catalog.albums().byId(album.id()).orElseThrow().origin()));
    return new Held(asset.kind(), asset.sizeBytes(), asset.liveVideoSizeBytes(), asset.details(), albums);
  }

  /** All albums but the holder of what is in none. */
  Set<HeldAlbum> albums() {
    Set<HeldAlbum> held = new HashSet<>();
    for (StoredAlbum stored : catalog.albums().all()) {
      if (stored.album().kind() != AlbumKind.UNCATEGORIZED) {
        held.add(new HeldAlbum(stored.album().kind(), stored.album().title(), stored.origin(), stored.metadata()));
      }
    }
    return held;
  }

  @Override
  public void close() {
    library.close();
    keys.close();
    catalog.close();
  }
}
