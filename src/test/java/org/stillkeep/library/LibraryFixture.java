package org.stillkeep.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;

/** A library in memory, and the words to fill it. */
final class LibraryFixture implements AutoCloseable {

  /** Too weak for anything but tests. */
  static final KdfLimits CHEAP = new KdfLimits(8 * 1024, 1);

  final SecureRandom random = new SecureRandom();
  final Keys keys;
  final InMemoryContents contents;
  final InMemoryStore store;
  Catalog catalog = Catalog.inMemory();
  Library library;

  LibraryFixture() throws IOException {
    Keys.Created created = Keys.create("correct horse".toCharArray(), CHEAP, random);
    keys = created.keys();
    contents = new InMemoryContents(created.attributes());
    store = new InMemoryStore(contents);
    library = Library.open(store, keys, catalog, random);
  }

  /** Loses the catalog and reads everything back from the store. */
  void rebuildCatalog() throws IOException {
    catalog.close();
    catalog = Catalog.inMemory();
    library = Library.open(store, keys, catalog, random);
    library.refresh(() -> false);
  }

  /** A second client of the same store, with a catalog of its own. */
  Library otherClient(Catalog otherCatalog) throws IOException {
    Library other = Library.open(store, keys, otherCatalog, random);
    other.refresh(() -> false);
    return other;
  }

  Album album(String title) throws IOException {
    return library.album(AlbumKind.ALBUM, title, "takeout/" + title);
  }

  Asset addPhoto(String title, String content, Album... albums) throws IOException {
    return add(AssetKind.PHOTO, details(title), Optional.empty(), content, albums);
  }

  Asset add(AssetKind kind, AssetDetails details, Optional<String> video, String content, Album... albums)
      throws IOException {
    SealedContent sealed =
        library.seal(
            part(details.title(), content),
            video.map(bytes -> part(details.liveVideoTitle().orElse("video.MOV"), bytes)),
            ByteObserver.NONE,
            () -> false);
    return library
        .add(List.of(new NewAsset(sealed, kind, details, List.of(albums), Optional.of(utf8("thumb of " + content)))))
        .get(0)
        .orThrow();
  }

  String read(Asset asset, Half half) throws IOException {
    try (InputStream in = library.openContent(asset, half)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static ContentPart part(String fileName, String content) {
    return part(fileName, utf8(content));
  }

  static ContentPart part(String fileName, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return new ContentPart(fileName, content.length, crc.getValue(), () -> new ByteArrayInputStream(content));
  }

  static AssetDetails details(String title) {
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

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    keys.close();
    catalog.close();
    store.close();
  }
}
