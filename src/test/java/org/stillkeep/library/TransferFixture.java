package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.store.InMemoryServer;

/** A library, another one on a server, and the words to compare both. */
abstract class TransferFixture {

  static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  LibraryFixture fixture;
  OtherClient phone;
  final Keys.Created account = Keys.create("x".toCharArray(), LibraryFixture.CHEAP, RANDOM);
  InMemoryServer.Contents server = new InMemoryServer.Contents(account.attributes());
  Catalog serverCatalog = Catalog.inMemory();

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    phone = new OtherClient(fixture);
  }

  @AfterEach
  void close() {
    serverCatalog.close();
    account.keys().close();
    fixture.close();
  }

  /** One of everything. */
  void fill() throws IOException {
    fillLittle();
    Asset live = LivePhotoTest.addLive(fixture);
    fixture.library.addToAlbum(fixture.album("Paris"), List.of(live.id()));
    fixture.addPhoto("none.jpg", "in no album");
    long hidden = phone.album(".hidden", Json.object().put("subType", 1).put("visibility", 2));
    long secret = phone.file(hidden, hashed(0, "secret.jpg", "secret"), "secret");
    long archived = phone.album("Old", Json.object().put("visibility", 1).put("order", 1));
    phone.addToAlbum(archived, secret);
    long link = phone.album("link", Json.object().put("subType", 2));
    phone.file(link, hashed(1, "linked.mp4", "linked").put("duration", 7), "linked");
    byte[] zip = OtherClient.liveZip("other still", "other video");
    ObjectNode live2 = OtherClient.metadata(2, "l.HEIC");
    phone.file(archived, live2, zip, Json.object().put("visibility", 1), Json.object().put("caption", "Hello"));
    for (int i = 0; i < 8; i++) {
      phone.file(archived, hashed(0, i + ".jpg", "photo " + i), "photo " + i);
    }
    fixture.library.refresh(() -> false);
  }

  void fillLittle() throws IOException {
    Album paris = fixture.album("Paris");
    Album rome = fixture.album("Rome");
    fixture.addPhoto("a.jpg", "a", paris, rome, fixture.library.album(AlbumKind.FAVORITES, "", ""));
    Asset trashed = fixture.addPhoto("t.jpg", "thrown away", rome);
    fixture.library.trash(List.of(trashed.id()));
  }

  TransferSummary push() throws IOException {
    return new Transfer(fixture.library, serverLibrary(), 3, TransferListener.NONE, () -> false).run();
  }

  Library serverLibrary() throws IOException {
    return Library.open(new InMemoryServer(server), account.keys(), serverCatalog, RANDOM);
  }

  static Asset add(Library library, String title, String content, Album album) throws IOException {
    SealedContent sealed =
        library.seal(LibraryFixture.part(title, content), Optional.empty(), ByteObserver.NONE, () -> false);
    NewAsset fresh =
        new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(title), List.of(album), Optional.empty());
    return library.add(List.of(fresh)).get(0).orThrow();
  }

  static ObjectNode hashed(int fileType, String title, String content) {
    return OtherClient.metadata(fileType, title).put("hash", OtherClient.hash(content).text());
  }

  String objectKey(Asset asset) {
    return fixture.catalog.assets().byId(asset.id()).orElseThrow().content().objectKey();
  }

  /** All that is known of each asset but its number, and all albums that it is in. */
  static List<String> assetsOf(Catalog catalog) {
    List<String> all = new ArrayList<>();
    for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
      catalog.assets().forEach(state, each -> all.add(text(catalog, each)));
    }
    all.sort(null);
    return all;
  }

  static String text(Catalog catalog, StoredAsset stored) {
    Asset asset = stored.asset();
    TreeSet<String> albums = new TreeSet<>();
    catalog.albums().albumsOf(asset.id()).stream()
        .filter(album -> album.kind() != AlbumKind.UNCATEGORIZED)
        .forEach(album -> albums.add(album.kind() + " " + album.title()));
    return String.join(
        " | ",
        stored.state().name(),
        asset.kind().name(),
        asset.hash().text(),
        asset.sizeBytes() + "+" + asset.liveVideoSizeBytes(),
        asset.details().toString(),
        stored.hidden() + "",
        stored.privateMagic().json(),
        stored.publicMagic().json(),
        albums.toString());
  }

  static List<String> albumsOf(Catalog catalog) {
    List<String> all = new ArrayList<>();
    for (StoredAlbum each : catalog.albums().all()) {
      if (each.album().kind() != AlbumKind.UNCATEGORIZED) {
        String magic = each.privateMagic().json().replaceAll("\"origin\":\"moved:[^\"]*\"", "").replace(",\"stillkeep\":{}", "");
        all.add(each.album().kind() + " " + each.album().title() + " " + each.hidden() + " " + magic);
      }
    }
    all.sort(null);
    return all;
  }
}
