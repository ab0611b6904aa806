package org.stillkeep.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.RemoteStore;

/** A library in memory, an export folder, and the words to fill the one and to look into the other. */
final class Household implements AutoCloseable {

  static final Instant TAKEN = Instant.parse("2019-07-13T06:40:00Z");
  static final BooleanSupplier NEVER = () -> false;

  private static final KdfLimits CHEAP = new KdfLimits(8 * 1024, 1);

  final SecureRandom random = new SecureRandom();
  final Keys keys;
  final InMemoryContents contents;
  final InMemoryStore store;
  /** What lies between us and the store; opens only for those that are on a server. */
  final RemoteStore server;
  Catalog catalog = Catalog.inMemory();
  Library library;
  ExportOptions options;

  private final boolean onServer;

  Household(Path folder) throws IOException {
    this(folder, false);
  }

  private Household(Path folder, boolean onServer) throws IOException {
    this.onServer = onServer;
    Keys.Created created = Keys.create("correct horse".toCharArray(), CHEAP, random);
    keys = created.keys();
    contents = new InMemoryContents(created.attributes());
    store = new InMemoryStore(contents);
    server = new RemoteStore(store);
    openLibrary();
    options = ExportOptions.defaults("nas", folder, ZoneOffset.UTC, "this machine", store.storeId());
  }

  /** One that is set up, as by a first start. */
  static Household withExportAt(Path folder) throws IOException {
    Household household = new Household(folder);
    household.exporter().adoptOrCreate();
    return household;
  }

  /** The same with its library on a server. */
  static Household onServer(Path folder) throws IOException {
    Household household = new Household(folder, true);
    household.exporter().adoptOrCreate();
    return household;
  }

  private void openLibrary() throws IOException {
    library = Library.open(onServer ? server : store, keys, catalog, random);
    library.refresh(NEVER);
  }

  Path root() {
    return options.folder();
  }

  Exporter exporter() {
    return new Exporter(library, catalog, options);
  }

  ExportSummary export() throws IOException {
    return exporter().run(false, ExportListener.NONE, NEVER);
  }

  ExportSummary exportFully() throws IOException {
    return exporter().run(true, ExportListener.NONE, NEVER);
  }

  Album album(String title) throws IOException {
    return library.album(AlbumKind.ALBUM, title, "takeout/" + title);
  }

  Album anotherAlbum(String title, String origin) throws IOException {
    return library.album(AlbumKind.ALBUM, title, origin);
  }

  Album favorites() throws IOException {
    return library.album(AlbumKind.FAVORITES, "Favourites of the store", "");
  }

  Asset photo(String title, String content, Album... albums) throws IOException {
    return add(AssetKind.PHOTO, details(title), content.getBytes(StandardCharsets.UTF_8), Optional.empty(), albums);
  }

  Asset photo(AssetDetails details, String content, Album... albums) throws IOException {
    return add(AssetKind.PHOTO, details, content.getBytes(StandardCharsets.UTF_8), Optional.empty(), albums);
  }

  Asset photo(AssetDetails details, byte[] content, Album... albums) throws IOException {
    return add(AssetKind.PHOTO, details, content, Optional.empty(), albums);
  }

  Asset video(String title, byte[] content, Album... albums) throws IOException {
    return add(AssetKind.VIDEO, details(title), content, Optional.empty(), albums);
  }

  Asset livePhoto(String title, String videoTitle, String still, String video, Album... albums) throws IOException {
    AssetDetails plain = details(title);
    AssetDetails details =
        new AssetDetails(
            title,
            Optional.of(videoTitle),
            plain.taken(),
            plain.modified(),
            plain.place(),
            "",
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    byte[] stillBytes = still.getBytes(StandardCharsets.UTF_8);
    return add(
        AssetKind.LIVE_PHOTO, details, stillBytes, Optional.of(video.getBytes(StandardCharsets.UTF_8)), albums);
  }

  private Asset add(AssetKind kind, AssetDetails details, byte[] content, Optional<byte[]> video, Album... albums)
      throws IOException {
    SealedContent sealed =
        library.seal(
            part(details.title(), content),
            video.map(bytes -> part(details.liveVideoTitle().orElseThrow(), bytes)),
            ByteObserver.NONE,
            NEVER);
    return library.add(List.of(new NewAsset(sealed, kind, details, List.of(albums), Optional.empty()))).get(0).orThrow();
  }

  private static ContentPart part(String name, byte[] content) {
    return new ContentPart(name, content.length, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(content));
  }

  static AssetDetails details(String title) {
    return taken(title, TAKEN);
  }

  static AssetDetails taken(String title, Instant taken) {
    return new AssetDetails(
        title,
        Optional.empty(),
        CaptureTime.ofSidecar(taken),
        Optional.empty(),
        Optional.empty(),
        "",
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  static AssetDetails described(AssetDetails details, String description) {
    return new AssetDetails(
        details.title(),
        details.liveVideoTitle(),
        details.taken(),
        details.modified(),
        details.place(),
        description,
        details.people(),
        details.archived(),
        details.url(),
        details.sidecarJson());
  }

  /** Another client renames an album. */
  void rename(Album album, String title) {
    changeAlbum(album, stored -> stored.titled(title));
  }

  private void changeAlbum(Album album, UnaryOperator<StoredAlbum> change) {
    catalog.albums().upsert(change.apply(catalog.albums().byId(album.id()).orElseThrow()));
  }

  /** Another client takes an asset out of an album. */
  void takeOut(Album album, Asset asset) {
    catalog.albums().removeMember(album.id(), asset.id());
  }

  /** Loses the catalog, and with it the ledger and every setting. */
  void loseCatalog() throws IOException {
    useCatalog(Catalog.inMemory());
  }

  /** Goes on with another catalog. */
  void useCatalog(Catalog other) throws IOException {
    catalog.close();
    catalog = other;
    openLibrary();
  }

  /** Every file below the root with its content, our own two files at the top left out. */
  Map<String, String> files() throws IOException {
    Map<String, String> found = new TreeMap<>();
    walk((name, path, attributes) -> found.put(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
    found.keySet().removeIf(name -> name.startsWith(".stillkeep-"));
    return found;
  }

  /** The names of all photos and videos, without JSON. */
  List<String> media() throws IOException {
    return files().keySet().stream().filter(name -> !name.endsWith(".json")).toList();
  }

  /** Name, size, time and inode of every file and folder, our own included: what a pass with nothing to do must not change. */
  Map<String, String> snapshot() throws IOException {
    Map<String, String> found = new TreeMap<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            found.put(root().relativize(folder) + "/", describe(attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.put(root().relativize(file).toString(), describe(attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static String describe(BasicFileAttributes attributes) {
    return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
  }

  Path at(String path) {
    return ExportPath.under(root(), path);
  }

  String read(String path) throws IOException {
    return Files.readString(at(path));
  }

  String read(String path, Charset charset) throws IOException {
    return new String(Files.readAllBytes(at(path)), charset);
  }

  private interface FileVisit {
    void visit(String name, Path path, BasicFileAttributes attributes) throws IOException;
  }

  private void walk(FileVisit visit) throws IOException {
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            visit.visit(root().relativize(file).toString().replace('\\', '/'), file, attributes);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() {
    keys.close();
    catalog.close();
    store.close();
  }
}
