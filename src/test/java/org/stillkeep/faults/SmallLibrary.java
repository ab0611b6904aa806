package org.stillkeep.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Half;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.SealedContent;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** A vault of a few photos with everything that a vault can hold, its keys, and what it has to give back. */
final class SmallLibrary {

  /** Too weak for anything but tests. */
  static final KdfLimits CHEAP = new KdfLimits(8 * 1024, 1);

  static final char[] PASSPHRASE = "correct horse".toCharArray();

  private final SecureRandom random = new SecureRandom();

  final Path vault;
  final Keys keys;

  private SmallLibrary(Path vault, Keys keys) {
    this.vault = vault;
    this.keys = keys;
  }

  /** A vault in a new folder: an album, two photos, a live photo with a caption, one thrown away, and a changed passphrase. */
  static SmallLibrary filled(Path vault) throws IOException {
    SecureRandom random = new SecureRandom();
    Keys.Created created = Keys.create(PASSPHRASE, CHEAP, random);
    try (CryptoKey key = created.keys().vaultAuthenticationKey()) {
      VaultStore.create(vault, created.attributes(), key);
    }
    SmallLibrary made = new SmallLibrary(vault, created.keys());
    try (Catalog catalog = Catalog.inMemory();
        VaultStore store = made.openStore(VaultOptions.readWrite(Optional.empty()));
        Library library = made.openLibrary(store, catalog)) {
      made.fill(library);
      store.replaceKeyAttributes(created.keys().changePassphrase(store.keyAttributes(), PASSPHRASE, CHEAP, random));
    }
    return made;
  }

  private void fill(Library library) throws IOException {
    Album album = library.album(AlbumKind.ALBUM, "Sardinia", "set/Sardinia");
    Asset first = add(library, AssetKind.PHOTO, "IMG_1.jpg", "the only copy", album);
    Asset unwanted = add(library, AssetKind.PHOTO, "IMG_2.jpg", "blurred", album);
    add(library, AssetKind.LIVE_PHOTO, "IMG_3.HEIC", "it moves", album);
    library.improve(first.id(), details("IMG_1 at the beach.jpg", AssetKind.PHOTO));
    library.trash(List.of(unwanted.id()));
  }

  /** Adds a photo. */
  Asset add(Library library, AssetKind kind, String title, String content, Album... albums) throws IOException {
    Optional<ContentPart> video = kind == AssetKind.LIVE_PHOTO ? Optional.of(part("video.MOV", content + " indeed")) : Optional.empty();
    SealedContent sealed = library.seal(part(title, content), video, ByteObserver.NONE, () -> false);
    byte[] thumbnail = ("small " + content).getBytes(StandardCharsets.UTF_8);
    return library.add(List.of(new NewAsset(sealed, kind, details(title, kind), List.of(albums), Optional.of(thumbnail)))).get(0).orThrow();
  }

  VaultStore openStore(VaultOptions options) throws IOException {
    try (CryptoKey key = keys.vaultAuthenticationKey()) {
      return VaultStore.open(vault, key, options);
    }
  }

  Library openLibrary(VaultStore store, Catalog catalog) throws IOException {
    return Library.open(store, keys, catalog, random);
  }

  /** The same vault after its folder was moved or copied. */
  SmallLibrary at(Path copy) {
    return new SmallLibrary(copy, keys);
  }

  ChangeHead head() throws IOException {
    try (VaultStore store = openStore(VaultOptions.readOnly(Optional.empty()))) {
      return store.head();
    }
  }

  /** Everything that the library gives out, by photo and part; the whole of it, or the failure of what cannot be read. */
  static Map<String, String> readAll(Library library, Catalog catalog) throws IOException {
    Map<String, String> all = new TreeMap<>();
    List<StoredAsset> assets = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, assets::add);
    catalog.assets().forEach(AssetState.TRASHED, assets::add);
    for (StoredAsset stored : assets) {
      Asset asset = stored.asset();
      String name = asset.details().title();
      List<String> albums = catalog.albums().albumsOf(asset.id()).stream().map(Album::title).toList();
      all.put(name, stored.state() + " " + asset.details() + " in " + albums);
      all.put(name + " content", read(() -> library.openContent(asset, Half.STILL_OR_WHOLE)));
      all.put(name + " thumbnail", read(() -> new ByteArrayInputStream(library.thumbnail(asset).orElseThrow())));
      if (asset.kind() == AssetKind.LIVE_PHOTO) {
        all.put(name + " video", read(() -> library.openContent(asset, Half.LIVE_VIDEO)));
      }
    }
    catalog.unreadable().all().forEach(row -> all.put("unreadable " + row.albumId() + "/" + row.fileId(), row.reason()));
    return all;
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static String read(Opening opening) {
    try (InputStream in = opening.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "refused: " + e.getMessage();
    }
  }

  /** All files of the vault, by their paths relative to it. */
  static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Puts a file into the vault, over a read-only one too. */
  static void put(Path folder, String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** Lets a folder hold these files and no others. */
  static void putAll(Path folder, Map<String, byte[]> files) throws IOException {
    for (String name : files(folder).keySet()) {
      if (!files.containsKey(name)) {
        Files.delete(folder.resolve(name));
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(folder, file.getKey(), file.getValue());
    }
  }

  private static ContentPart part(String fileName, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return new ContentPart(fileName, bytes.length, crc.getValue(), () -> new ByteArrayInputStream(bytes));
  }

  private static AssetDetails details(String title, AssetKind kind) {
    return new AssetDetails(
        title,
        kind == AssetKind.LIVE_PHOTO ? Optional.of("video.MOV") : Optional.empty(),
        CaptureTime.ofSidecar(Instant.parse("2019-07-13T06:40:00Z")),
        Optional.empty(),
        Optional.empty(),
        "at the beach",
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }
}
