package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.library.Half;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.InMemoryServer;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.LibraryStore;

/** A library in memory into which Takeouts are imported. */
final class ImportFixture implements AutoCloseable {

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  /** Too weak for anything but tests. */
  private static final KdfLimits CHEAP = new KdfLimits(8 * 1024, 1);

  final Catalog catalog = Catalog.inMemory();
  final Library library;
  final Keys keys;

  /** What lies in the store. */
  final InMemoryContents contents;

  /** The same behind a network. */
  final InMemoryServer.Contents server;

  ImportOptions options = ImportOptions.defaults(ZONE, CLOCK);

  ImportFixture() throws IOException {
    this(false);
  }

  /** @param remote whether the library lies behind a network */
  ImportFixture(boolean remote) throws IOException {
    SecureRandom random = new SecureRandom();
    Keys.Created created = Keys.create("correct horse".toCharArray(), CHEAP, random);
    keys = created.keys();
    server = new InMemoryServer.Contents(created.attributes());
    contents = server.rows();
    LibraryStore store = remote ? new InMemoryServer(server) : new InMemoryStore(contents);
    library = Library.open(store, keys, catalog, random);
  }

  /** Imports archives that lie in the inbox together. */
  ImportSummary imports(Collection<Path> archives) throws IOException {
    return imports(archives, ImportListener.NONE, () -> false);
  }

  ImportSummary imports(Collection<Path> archives, ImportListener listener, BooleanSupplier stopRequested)
      throws IOException {
    return imports(set(archives), listener, stopRequested);
  }

  private ImportSummary imports(ArchiveSet set, ImportListener listener, BooleanSupplier stopRequested) throws IOException {
    Importer importer = new Importer(library, catalog, options);
    boolean inStep = new InStep(catalog, set, options).holds();
    ImportSummary summary = importer.run(importer.plan(set, stopRequested), listener, stopRequested);
    if (inStep) {
      requireNothingToDo(importer, set);
    }
    return summary;
  }

  /** What was not looked at again would have been the same: in whatever test that happens. */
  private void requireNothingToDo(Importer importer, ArchiveSet set) throws IOException {
    catalog.inStep().begin(set.id(), "made anew");
    ImportPlan plan = importer.plan(set, () -> false);
    assertThat(plan.isEmpty()).as("planned anew").isTrue();
    importer.run(plan, ImportListener.NONE, () -> false);
  }

  /** Imports every set that these archives make. */
  List<ImportSummary> importsAll(Collection<Path> archives) throws IOException {
    List<ImportSummary> summaries = new ArrayList<>();
    for (ArchiveSet set : sets(archives)) {
      summaries.add(imports(set, ImportListener.NONE, () -> false));
    }
    return summaries;
  }

  ImportPlan plan(Collection<Path> archives) throws IOException {
    return new Importer(library, catalog, options).plan(set(archives), () -> false);
  }

  static ArchiveSet set(Collection<Path> archives) throws IOException {
    return sets(archives).get(0);
  }

  private static List<ArchiveSet> sets(Collection<Path> archives) throws IOException {
    List<SettledArchive> settled = new ArrayList<>();
    for (Path path : archives) {
      settled.addAll(Archives.identify(path).archives());
    }
    return ArchiveSet.group(settled);
  }

  /** All assets outside the trash, by id. */
  List<Asset> assets() {
    List<Asset> assets = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, stored -> assets.add(stored.asset()));
    return assets;
  }

  Asset asset(String title) {
    return assets().stream().filter(asset -> asset.details().title().equals(title)).findFirst().orElseThrow();
  }

  /** Titles of the albums that an asset is in; the holder of the uncategorised has none. */
  List<String> albumsOf(Asset asset) {
    return catalog.albums().albumsOf(asset.id()).stream()
        .filter(album -> album.kind() != AlbumKind.UNCATEGORIZED)
        .map(Album::title)
        .sorted()
        .toList();
  }

  /** Loses the sealed object behind an asset. */
  void loseContentOf(Asset asset) throws IOException {
    contents.loseObject(contents.contentOf(asset.id()).objectKey());
  }

  byte[] read(Asset asset, Half half) throws IOException {
    try (InputStream in = library.openContent(asset, half)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    library.close();
    keys.close();
    catalog.close();
  }
}
