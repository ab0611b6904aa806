package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.InMemoryServer;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** A library moves into another. */
class TransferTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  private LibraryFixture fixture;
  private OtherClient phone;
  private final Keys.Created account = Keys.create("x".toCharArray(), LibraryFixture.CHEAP, RANDOM);
  private InMemoryServer.Contents server = new InMemoryServer.Contents(account.attributes());
  private Catalog serverCatalog = Catalog.inMemory();

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

  @Test
  void everythingArrivesAndASecondTimeNothingIsSent() throws IOException {
    fill();
    TransferSummary first = push();

    assertThat(first.isComplete()).isTrue();
    assertThat(first.sent()).isEqualTo(assetsOf(fixture.catalog).size());
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
    assertThat(albumsOf(serverCatalog)).isEqualTo(albumsOf(fixture.catalog));
    Library there = serverLibrary();
    assertThat(there.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
    assertThat(server.rows().objectCount()).isEqualTo(2 * server.fileCount());
    TransferSummary second = push();
    assertThat(second.sent()).isZero();
    assertThat(second.alreadyThere()).isEqualTo(first.sent());
    assertThat(second.isComplete()).isTrue();
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
  }

  @Test
  void whatCameFromAServerGoesIntoAVaultAndBack() throws Exception {
    fill();
    push();
    Keys.Created vaultKeys = Keys.create("v".toCharArray(), LibraryFixture.CHEAP, RANDOM);
    try (CryptoKey vaultKey = vaultKeys.keys().vaultAuthenticationKey();
        Catalog vaultCatalog = Catalog.inMemory()) {
      VaultStore.create(folder.resolve("vault"), vaultKeys.attributes(), vaultKey);
      try (VaultStore vault = VaultStore.open(folder.resolve("vault"), vaultKey, VaultOptions.readWrite(Optional.empty()));
          Library pulled = Library.open(vault, vaultKeys.keys(), vaultCatalog, RANDOM)) {
        TransferSummary pull = new Transfer(serverLibrary(), pulled, TransferListener.NONE, () -> false).run();
        assertThat(pull.isComplete()).isTrue();
        assertThat(assetsOf(vaultCatalog)).isEqualTo(assetsOf(fixture.catalog));
        assertThat(albumsOf(vaultCatalog)).isEqualTo(albumsOf(fixture.catalog));
        assertThat(pulled.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
        TransferSummary back = new Transfer(pulled, serverLibrary(), TransferListener.NONE, () -> false).run();
        assertThat(back.sent()).isZero();
        assertThat(back.isComplete()).isTrue();
      }
    } finally {
      vaultKeys.keys().close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTransferThatIsKilledAtAnyCallGoesOnWithoutDoublingAnything(boolean answerLost) throws IOException {
    fillLittle();
    for (int call = 1; call < 200; call++) {
      server = new InMemoryServer.Contents(account.attributes());
      serverCatalog.close();
      serverCatalog = Catalog.inMemory();
      boolean killed = pushKilledAt(call, answerLost);
      assertThat(assetsOf(serverCatalog)).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog));
      assertThat(albumsOf(serverCatalog)).as("killed at call " + call).isEqualTo(albumsOf(fixture.catalog));
      assertThat(server.fileCount()).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog).size());
      if (!killed) {
        return;
      }
    }
    throw new AssertionError("so little takes more than two hundred calls");
  }

  private boolean pushKilledAt(int call, boolean answerLost) throws IOException {
    if (!isPushKilledAt(call, answerLost)) {
      return false;
    }
    assertThat(push().isComplete()).isTrue();
    return true;
  }

  @Test
  void whatTheTargetHasByItselfIsNotSentAgainAndGetsItsAlbums() throws IOException {
    Library there = serverLibrary();
    Asset own = add(there, "other name.jpg", "same", there.album(AlbumKind.ALBUM, "Mine", "mine"));
    Asset thrownAway = add(there, "trashed.jpg", "trashed", there.album(AlbumKind.ALBUM, "Mine", "mine"));
    there.trash(List.of(thrownAway.id()));
    Album album = fixture.album("Paris");
    fixture.addPhoto("a.jpg", "same", album);
    fixture.addPhoto("b.jpg", "trashed", album);
    TransferSummary summary = push();

    assertThat(summary.sent()).isZero();
    assertThat(summary.alreadyThere()).isEqualTo(2);
    assertThat(summary.trashedThere()).isEqualTo(1);
    assertThat(summary.isComplete()).isTrue();
    assertThat(serverCatalog.albums().albumsOf(own.id())).extracting(Album::title).containsExactly("Mine", "Paris");
    assertThat(serverCatalog.assets().byId(thrownAway.id()).orElseThrow().state()).isEqualTo(AssetState.TRASHED);
  }

  @Test
  void twoAssetsWithTheSameContentStayTwo() throws IOException {
    long album = phone.album("Camera", Json.object());
    phone.file(album, hashed(0, "one.jpg", "same"), "same");
    phone.file(album, hashed(0, "two.jpg", "same"), "same");
    assertThat(push().sent()).isEqualTo(2);
    assertThat(push().sent()).isZero();
    assertThat(assetsOf(serverCatalog)).isEqualTo(assetsOf(fixture.catalog));
  }

  @Test
  void damagedContentIsNamedAndTheRestArrives() throws IOException {
    Album album = fixture.album("Album");
    Asset missing = fixture.addPhoto("missing.jpg", "missing", album);
    Asset swapped = fixture.addPhoto("swapped.jpg", "swapped", album, fixture.album("Second"));
    Asset good = fixture.addPhoto("good.jpg", "good", album);
    fixture.contents.loseObject(objectKey(missing));
    byte[] object = fixture.contents.object(objectKey(swapped));
    object[object.length - 1] ^= 1;
    TransferSummary summary = push();

    assertThat(summary.failures()).extracting(TransferFailure::title).containsExactly("missing.jpg", "swapped.jpg");
    assertThat(summary.differences()).isEmpty();
    assertThat(summary.isComplete()).isFalse();
    assertThat(serverLibrary().find(good.hash())).isPresent();
    assertThat(server.fileCount()).isEqualTo(1);
  }

  @Test
  void oneContentThatTheSourceNeverGivesOutLeavesNoOtherBehind() throws IOException {
    Album album = fixture.album("Album");
    Asset lost = fixture.addPhoto("lost.jpg", "lost", album);
    for (int i = 0; i < 5; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    RemoteStore store = new RemoteStore(fixture.store);
    Library source = Library.open(store, fixture.keys, fixture.catalog, RANDOM);
    store.failDownloadOf(lost.id());
    TransferSummary summary = new Transfer(source, serverLibrary(), TransferListener.NONE, () -> false).run();

    assertThat(summary.sent()).isEqualTo(5);
    assertThat(summary.failures()).extracting(TransferFailure::title).containsExactly("lost.jpg");
    assertThat(push().isComplete()).isTrue();
    assertThat(server.fileCount()).isEqualTo(6);
  }

  @Test
  void aSourceThatGivesNothingOutEndsTheTransfer() throws IOException {
    Album album = fixture.album("Album");
    for (int i = 0; i < 20; i++) {
      fixture.addPhoto(i + ".jpg", "photo " + i, album);
    }
    RemoteStore store = new RemoteStore(fixture.store);
    Library source = Library.open(store, fixture.keys, fixture.catalog, RANDOM);
    store.failDownloads(Optional.of(StoreException.Reason.UNAVAILABLE));

    assertThatThrownBy(() -> new Transfer(source, serverLibrary(), TransferListener.NONE, () -> false).run())
        .isInstanceOf(StoreException.class);
    assertThat(store.objectsOpened()).isLessThan(10);
  }

  @Test
  void whatWasRestoredWhileATransferWasInterruptedIsNotThrownAway() throws IOException {
    Album rome = fixture.album("Rome");
    Asset asset = fixture.addPhoto("t.jpg", "thrown away", rome);
    int onTheirWay = 0;
    boolean killed = true;
    for (int call = 1; killed; call++) {
      server = new InMemoryServer.Contents(account.attributes());
      serverCatalog.close();
      serverCatalog = Catalog.inMemory();
      fixture.library.trash(List.of(asset.id()));
      killed = isPushKilledAt(call, true);
      serverLibrary().refresh(() -> false);
      onTheirWay += killed && serverLibrary().find(asset.hash()).isPresent() ? 1 : 0;
      boolean isInTrash = serverLibrary().findTrashed(asset.hash()).isPresent();
      fixture.library.restore(rome, List.of(asset.id()));

      assertThat(push().isComplete()).isTrue();
      if (!isInTrash) {
        assertThat(assetsOf(serverCatalog)).as("killed at call " + call).isEqualTo(assetsOf(fixture.catalog));
        assertThat(albumsOf(serverCatalog)).as("killed at call " + call).isEqualTo(albumsOf(fixture.catalog));
      }
    }
    assertThat(onTheirWay).isPositive();
  }

  private boolean isPushKilledAt(int call, boolean answerLost) throws IOException {
    server.killAt(call, answerLost);
    try {
      push();
      return false;
    } catch (InMemoryServer.Killed e) {
      return true;
    } finally {
      server.spare();
    }
  }

  @Test
  void aDamagedThumbnailGivesWayToAPlaceholder() throws IOException {
    Asset asset = fixture.addPhoto("a.jpg", "content", fixture.album("Album"));
    String thumbnail = fixture.catalog.assets().byId(asset.id()).orElseThrow().thumbnail().orElseThrow().objectKey();
    fixture.contents.loseObject(thumbnail);
    assertThat(push().isComplete()).isTrue();
    Library there = serverLibrary();
    assertThat(there.thumbnail(there.find(asset.hash()).orElseThrow())).contains(Placeholder.jpeg());
  }

  @Test
  void whatOthersShareStaysWhereItIs() throws IOException {
    long theirs = phone.album("Grandma's", Json.object());
    phone.file(theirs, hashed(0, "a.jpg", "a"), "a");
    phone.share(theirs);
    TransferSummary summary = push();
    assertThat(summary.shared()).isEqualTo(1);
    assertThat(summary.isComplete()).isTrue();
    assertThat(server.fileCount()).isZero();
    assertThat(serverCatalog.albums().all()).isEmpty();
  }

  @Test
  void itStopsWhenAskedAndGoesOnLater() throws IOException {
    fill();
    int[] moved = new int[1];
    TransferListener counting =
        new TransferListener() {
          @Override
          public void planned(long assets, long bytes) {}

          @Override
          public void moved(long assets, long bytes) {
            moved[0]++;
          }
        };
    fixture.library.refresh(() -> false);
    Transfer transfer = new Transfer(fixture.library, serverLibrary(), counting, () -> moved[0] >= 3);
    assertThatThrownBy(transfer::run).isInstanceOf(CancellationException.class);
    assertThat(push().isComplete()).isTrue();
  }

  @Test
  void progressEndsWhereThePlanDoes() throws IOException {
    fill();
    List<String> heard = new ArrayList<>();
    TransferListener hearing =
        new TransferListener() {
          @Override
          public void planned(long assets, long bytes) {
            heard.add(assets + " " + bytes);
          }

          @Override
          public void moved(long assets, long bytes) {
            heard.add(assets + " " + bytes);
          }
        };
    new Transfer(fixture.library, serverLibrary(), hearing, () -> false).run();
    assertThat(heard.get(heard.size() - 1)).isEqualTo(heard.get(0));
  }

  @Test
  void aServerThatFailsEndsTheTransferAndNothingIsCalledDamaged() throws IOException {
    fill();
    fixture.library.refresh(() -> false);
    Library there = serverLibrary();
    server.refuse(Optional.of(StoreException.Reason.FULL));
    assertThatThrownBy(() -> new Transfer(fixture.library, there, TransferListener.NONE, () -> false).run())
        .isInstanceOf(StoreException.class);
    server.refuse(Optional.empty());
    assertThat(push().isComplete()).isTrue();
  }

  @Test
  void aLibraryIsNotMovedIntoItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transfer(fixture.library, fixture.library, TransferListener.NONE, () -> false));
  }

  /** One of everything. */
  private void fill() throws IOException {
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

  private void fillLittle() throws IOException {
    Album paris = fixture.album("Paris");
    Album rome = fixture.album("Rome");
    fixture.addPhoto("a.jpg", "a", paris, rome, fixture.library.album(AlbumKind.FAVORITES, "", ""));
    Asset trashed = fixture.addPhoto("t.jpg", "thrown away", rome);
    fixture.library.trash(List.of(trashed.id()));
  }

  private TransferSummary push() throws IOException {
    return new Transfer(fixture.library, serverLibrary(), 3, TransferListener.NONE, () -> false).run();
  }

  private Library serverLibrary() throws IOException {
    return Library.open(new InMemoryServer(server), account.keys(), serverCatalog, RANDOM);
  }

  private static Asset add(Library library, String title, String content, Album album) throws IOException {
    SealedContent sealed =
        library.seal(LibraryFixture.part(title, content), Optional.empty(), ByteObserver.NONE, () -> false);
    NewAsset fresh =
        new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(title), List.of(album), Optional.empty());
    return library.add(List.of(fresh)).get(0).orThrow();
  }

  private static ObjectNode hashed(int fileType, String title, String content) {
    return OtherClient.metadata(fileType, title).put("hash", OtherClient.hash(content).text());
  }

  private String objectKey(Asset asset) {
    return fixture.catalog.assets().byId(asset.id()).orElseThrow().content().objectKey();
  }

  /** All that is known of each asset but its number, and all albums that it is in. */
  private static List<String> assetsOf(Catalog catalog) {
    List<String> all = new ArrayList<>();
    for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
      catalog.assets().forEach(state, each -> all.add(text(catalog, each)));
    }
    all.sort(null);
    return all;
  }

  private static String text(Catalog catalog, StoredAsset stored) {
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

  private static List<String> albumsOf(Catalog catalog) {
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
