package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.ente.EnteStore;
import org.stillkeep.ente.EnteStores;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** A library on an Ente server, over real HTTP. */
class LibraryOnServerTest {

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  private final SecureRandom random = new SecureRandom();
  private final Catalog catalog = Catalog.inMemory();
  private Account account;
  private Keys keys;
  private EnteStore store;
  private Library library;

  @BeforeEach
  void open() throws Exception {
    account = server.account(UUID.randomUUID() + "@example.org");
    keys = Keys.unlockWithMasterKey(account.keyAttributes(), account.masterKey());
    store = EnteStores.open(server, account);
    library = Library.open(store, keys, catalog, random);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    keys.close();
    catalog.close();
  }

  @Test
  void aVaultsLibraryMovesThereAndIsReadBackByAnotherClient() throws IOException {
    try (LibraryFixture fixture = new LibraryFixture();
        Catalog others = Catalog.inMemory()) {
      Asset live = LivePhotoTest.addLive(fixture);
      Album paris = fixture.album("Paris");
      fixture.library.addToAlbum(paris, List.of(live.id()));
      Asset trashed = fixture.addPhoto("t.jpg", "thrown away", paris);
      fixture.library.trash(List.of(trashed.id()));
      fixture.addPhoto("f.jpg", "favourite", fixture.library.album(AlbumKind.FAVORITES, "", ""));
      fixture.addPhoto("n.jpg", "in no album");
      for (int i = 0; i < 2; i++) {
        TransferSummary summary = new Transfer(fixture.library, library, TransferListener.NONE, () -> false).run();
        assertThat(summary.isComplete()).isTrue();
        assertThat(summary.sent()).isEqualTo(i == 0 ? 4 : 0);
      }
      Library other = Library.open(store, keys, others, random);
      assertThat(other.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
      assertThat(others.assets().count(AssetState.ACTIVE)).isEqualTo(3);
      assertThat(others.assets().count(AssetState.TRASHED)).isEqualTo(1);
      Asset there = other.find(live.hash()).orElseThrow();
      assertThat(there.details()).isEqualTo(live.details());
      assertThat(others.albums().albumsOf(there.id())).extracting(Album::title).containsExactly("Paris");
    }
  }

  @Test
  void anUploadInPartsThatIsStoppedGoesOnInAnotherProcess() throws IOException {
    server.apiRequests().clear();
    server.objectRequests().clear();
    byte[] content = new byte[49 * 1024 * 1024];
    random.nextBytes(content);
    AtomicLong read = new AtomicLong();
    ByteObserver counting =
        (half, bytes, offset, length) -> {
          if (read.addAndGet(length) > 46L * 1024 * 1024) {
            // A part that is on its way would be sent again.
            await().until(() -> sentParts() == 2);
          }
        };
    ContentPart part = part(content);
    assertThatThrownBy(
            () -> library.seal(part, Optional.empty(), counting, () -> read.get() > 46L * 1024 * 1024 && sentParts() == 2))
        .isInstanceOf(CancellationException.class);
    assertThat(catalog.uploads().count()).isEqualTo(1);
    library = Library.open(store, keys, catalog, random);
    library.refresh(() -> false);
    SealedContent sealed = library.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
    NewAsset fresh =
        new NewAsset(sealed, AssetKind.VIDEO, LibraryFixture.details("v.mp4"), List.of(), Optional.empty());
    Asset asset = library.add(List.of(fresh)).get(0).orThrow();

    assertThat(server.apiRequests().count("GET /files/multipart-upload-urls")).as("objects of several parts").isEqualTo(1);
    assertThat(server.objectRequests().count("PUT ")).as("three parts and a thumbnail").isEqualTo(3 + 1);
    assertThat(catalog.uploads().count()).isZero();
    try (InputStream in = library.openContent(asset, Half.STILL_OR_WHOLE)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void whatSomebodySharesIsReadAndNotWritten() throws Exception {
    Account grandma = server.account(UUID.randomUUID() + "@example.org");
    try (Keys hers = Keys.unlockWithMasterKey(grandma.keyAttributes(), grandma.masterKey());
        Catalog hersCatalog = Catalog.inMemory();
        EnteStore hersStore = EnteStores.open(server, grandma)) {
      Library hersLibrary = Library.open(hersStore, hers, hersCatalog, random);
      Album album = hersLibrary.album(AlbumKind.ALBUM, "Garden", "x");
      SealedContent sealed =
          hersLibrary.seal(LibraryFixture.part("g.jpg", "garden"), Optional.empty(), ByteObserver.NONE, () -> false);
      NewAsset fresh =
          new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details("g.jpg"), List.of(album), Optional.empty());
      Asset asset = hersLibrary.add(List.of(fresh)).get(0).orThrow();
      grandma.share(album.id(), account);
      library.refresh(() -> false);

      assertThat(catalog.assets().byId(asset.id()).orElseThrow().shared()).isTrue();
      assertThat(catalog.albums().byId(album.id()).orElseThrow().album().title()).isEqualTo("Garden");
      try (InputStream in = library.openContent(catalog.assets().byId(asset.id()).orElseThrow().asset(), Half.STILL_OR_WHOLE)) {
        assertThat(in.readAllBytes()).isEqualTo(LibraryFixture.utf8("garden"));
      }
      grandma.unshare(album.id(), account);
      library.refresh(() -> false);
      assertThat(catalog.assets().byId(asset.id()).orElseThrow().state()).isEqualTo(AssetState.GONE);
    }
  }

  @Test
  void anAlbumThatIsHiddenMeanwhileStaysHiddenWhenItIsDescribed() throws IOException {
    Album album = library.album(AlbumKind.ALBUM, "Garden", "x");
    library.refresh(() -> false);
    ObjectNode magic = Improver.parsed(catalog.albums().byId(album.id()).orElseThrow().privateMagic());
    try (CryptoKey key = new KeyRing(keys, catalog.albums(), random).ofOwnAlbum(album.id())) {
      magic.put(Fields.VISIBILITY, Fields.HIDDEN);
      store.updateCollectionMagic(album.id(), Sealing.magic(1, magic, key, random));
    }
    library.describe(album, "{\"title\":\"Garden\"}");
    library.refresh(() -> false);
    StoredAlbum described = catalog.albums().byId(album.id()).orElseThrow();
    assertThat(described.hidden()).isTrue();
    assertThat(described.metadata()).contains("{\"title\":\"Garden\"}");
  }

  @Test
  void metadataThatChangedQuietlyDoNotKeepAnAssetFromBeingImproved() throws IOException {
    Asset asset = add(library, "a.jpg");
    Asset other = add(library, "b.jpg");
    library.refresh(() -> false);
    for (int i = 0; i < 3; i++) {
      server.edits().bumpMagicQuietly(asset.id());
    }

    Map<Long, AssetDetails> better = new LinkedHashMap<>();
    for (Asset each : List.of(asset, other)) {
      better.put(each.id(), withPeople(each.details()));
    }
    List<Asset> improved = library.improve(better);

    assertThat(improved).extracting(each -> each.details().people()).containsOnly(List.of("Ada"));
    library.refresh(() -> false);
    assertThat(library.find(asset.hash())).contains(improved.get(0));
  }

  private static AssetDetails withPeople(AssetDetails plain) {
    return new AssetDetails(
        plain.title(), plain.liveVideoTitle(), plain.taken(), plain.modified(), plain.place(), "in the garden", List.of("Ada"),
        plain.archived(), plain.url(), plain.sidecarJson());
  }

  @Test
  void whatTheServerNeverTakesDoesNotHideWhatOthersChange() throws IOException {
    try (Catalog others = Catalog.inMemory()) {
      Asset fromThePhone = add(Library.open(store, keys, others, random), "phone.jpg");
      server.apiFaults().fail("POST /files", Faults.ALWAYS, 500, "{}");
      assertThatThrownBy(() -> add(library, "poison.jpg")).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> library.refresh(() -> false))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
      assertThat(library.find(fromThePhone.hash())).contains(fromThePhone);
    } finally {
      server.apiFaults().clear();
    }
  }

  @Test
  void whatTheServerNeverTakesIsNotWaitedForForEver() throws IOException {
    server.apiFaults().fail("POST /files", Faults.ALWAYS, 500, "{}");
    assertThatThrownBy(() -> add(library, "poison.jpg")).isInstanceOf(StoreException.class);
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> library.refresh(() -> false)).isInstanceOf(StoreException.class);
    }
    library.refresh(() -> false);
    assertThat(catalog.registrations().all()).isEmpty();
    server.apiFaults().clear();
    Asset later = add(library, "poison.jpg");
    assertThat(library.find(later.hash())).contains(later);
  }

  @Test
  void aLateAnswerDoesNotBringBackWhatItsOwnerThrewAway() throws IOException {
    server.apiFaults().loseAnswer("POST /files", Faults.ALWAYS);
    Album album = library.album(AlbumKind.ALBUM, "Garden", "x");
    assertThatThrownBy(() -> add(library, "a.jpg", album)).isInstanceOf(StoreException.class);
    try (Catalog others = Catalog.inMemory()) {
      Library phone = Library.open(store, keys, others, random);
      phone.refresh(() -> false);
      Asset asset = phone.find(OtherClient.hash("a.jpg")).orElseThrow();
      server.edits().trash(asset.id(), album.id());
      assertThatThrownBy(() -> library.refresh(() -> false)).isInstanceOf(StoreException.class);
      server.apiFaults().clear();
      library.refresh(() -> false);
      assertThat(catalog.registrations().all()).isEmpty();
      assertThat(catalog.assets().byId(asset.id()).orElseThrow().state()).isEqualTo(AssetState.TRASHED);
      assertThat(catalog.albums().membersOf(album.id())).isEmpty();
    } finally {
      server.apiFaults().clear();
    }
  }

  private static Asset add(Library to, String title, Album... albums) throws IOException {
    SealedContent sealed =
        to.seal(LibraryFixture.part(title, title), Optional.empty(), ByteObserver.NONE, () -> false);
    NewAsset fresh =
        new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details(title), List.of(albums), Optional.empty());
    return to.add(List.of(fresh)).get(0).orThrow();
  }

  /** How many parts of the upload {@code v} are noted as having arrived. */
  private int sentParts() {
    return catalog.uploads().find("1:v").flatMap(UploadDraft::progress).orElse("").split("\"etag\"", -1).length - 1;
  }

  private static ContentPart part(byte[] content) {
    return new ContentPart(
        "v.mp4", content.length, ContentPart.UNKNOWN_CRC, Optional.of("v"), () -> new ByteArrayInputStream(content));
  }
}
