package org.stillkeep.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.Exporter;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.OtherClient;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.RemoteStore;

/** An inbox, an export folder, and a library on a server, which another client uses as well. */
final class Premises implements AutoCloseable {

  static final LibraryHome.EnteAccount ACCOUNT = new LibraryHome.EnteAccount("photos.example.org", "ada@example.org");
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  final Path inbox;
  final Path export;
  final Catalog catalog = Catalog.inMemory();
  final RemoteStore store;
  Library library;
  Exporter exporter;
  final AtomicInteger logins = new AtomicInteger();

  private final SecureRandom random = new SecureRandom();
  private final Keys keys;
  private final Catalog elsewhereCatalog = Catalog.inMemory();
  private final InMemoryStore server;
  private final InMemoryContents contents;
  private Library elsewhere;

  Premises(Path folder) throws IOException {
    inbox = Files.createDirectory(folder.resolve("inbox"));
    export = folder.resolve("export");
    Keys.Created created = Keys.create("correct horse".toCharArray(), new KdfLimits(8 * 1024, 1), random);
    keys = created.keys();
    contents = new InMemoryContents(created.attributes());
    server = new InMemoryStore(contents);
    store = new RemoteStore(server);
    reopenLibrary();
    exporter.adoptOrCreate();
  }

  /** As by a restart. */
  void reopenLibrary() throws IOException {
    library = Library.open(store, keys, catalog, random);
    exporter =
        new Exporter(
            library, catalog, ExportOptions.defaults("nas", export, ZoneOffset.UTC, "this machine", store.storeId()));
  }

  /** Another client of the same account puts a photo into an album. */
  void uploadElsewhere(String album, String title) throws IOException {
    if (elsewhere == null) {
      elsewhere = Library.open(server, keys, elsewhereCatalog, random);
    }
    elsewhere.refresh(() -> false);
    Album into = elsewhere.album(AlbumKind.ALBUM, album, "elsewhere/" + album);
    byte[] bytes = ("content of " + title).getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ContentPart part = new ContentPart(title, bytes.length, crc.getValue(), () -> new ByteArrayInputStream(bytes));
    elsewhere.add(
        List.of(
            new NewAsset(
                elsewhere.seal(part, Optional.empty(), ByteObserver.NONE, () -> false),
                AssetKind.PHOTO,
                details(title),
                List.of(into),
                Optional.empty())));
  }

  /** An old client uploads something without saying what its hash is. */
  void uploadUnhashed(String title) throws IOException {
    OtherClient old = new OtherClient(contents, keys);
    old.file(old.album("Old", new ObjectMapper().createObjectNode()), OtherClient.metadata(0, title), "content of " + title);
  }

  private static AssetDetails details(String title) {
    return new AssetDetails(
        title,
        Optional.empty(),
        CaptureTime.ofSidecar(Instant.parse("2019-07-13T06:40:00Z")),
        Optional.empty(),
        Optional.empty(),
        "",
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** @param savesPower whether work waits for mains */
  AgentParts parts(BooleanSupplier savesPower, Duration scanInterval) {
    AgentParts usual = parts(System::nanoTime);
    return new AgentParts(
        usual.inboxes(),
        usual.scanner(),
        usual.importer(),
        usual.exporters(),
        usual.catalog(),
        usual.folders(),
        usual.link(),
        usual.reread(),
        savesPower,
        scanInterval,
        usual.clock(),
        usual.nanoTime());
  }

  AgentParts parts(LongSupplier nanoTime) {
    return parts(nanoTime, () -> logins.getAndUpdate(waiting -> Math.max(0, waiting - 1)) > 0);
  }

  private AgentParts parts(LongSupplier nanoTime, LibraryLink.Relogin relogin) {
    return new AgentParts(
        List.of(inbox),
        new InboxScanner(List.of(inbox), new SettleOptions(Duration.ZERO), System::nanoTime),
        new Importer(library, catalog, ImportOptions.defaults(ZoneOffset.UTC, CLOCK)),
        List.of(exporter),
        catalog,
        List.of(),
        new LibraryLink(ACCOUNT, library, store, Duration.ofMinutes(5), relogin),
        Duration.ofMinutes(1),
        CLOCK,
        nanoTime);
  }

  @Override
  public void close() {
    keys.close();
    catalog.close();
    elsewhereCatalog.close();
  }
}
