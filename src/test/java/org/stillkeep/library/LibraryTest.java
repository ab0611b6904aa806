package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.library.LibraryFixture.details;
import static org.stillkeep.library.LibraryFixture.part;
import static org.stillkeep.library.LibraryFixture.utf8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.ForwardingStore;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.UploadMemory;

class LibraryTest {

  private LibraryFixture fixture;
  private Library library;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    library = fixture.library;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAddedPhotoIsFoundByItsContentAndReadsBackTheSame() throws IOException {
    Asset added = fixture.addPhoto("IMG_1.jpg", "the bytes");
    assertThat(library.find(added.hash())).contains(added);
    assertThat(added.sizeBytes()).isEqualTo(9);
    assertThat(fixture.read(added, Half.STILL_OR_WHOLE)).isEqualTo("the bytes");
    assertThat(library.thumbnail(added)).hasValueSatisfying(jpeg -> assertThat(jpeg).asString().isEqualTo("thumb of the bytes"));
  }

  @Test
  void theObserverSeesEveryByteOnce() throws IOException {
    StringBuilder seen = new StringBuilder();
    SealedContent sealed =
        library.seal(
            part("IMG_1.HEIC", "still"),
            Optional.of(part("IMG_1.MOV", "moving")),
            (half, bytes, offset, length) -> seen.append(half).append('=').append(new String(bytes, offset, length, StandardCharsets.UTF_8)).append(' '),
            () -> false);
    assertThat(seen.toString()).isEqualTo("STILL_OR_WHOLE=still LIVE_VIDEO=moving ");
    library.discard(sealed);
    assertThat(fixture.contents.objectCount()).isZero();
  }

  @Test
  void contentOfAnotherSizeThanAnnouncedLeavesNothingBehind() {
    ContentPart tooShort = new ContentPart("a.jpg", 5, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(new byte[4]));
    ContentPart tooLong = new ContentPart("b.jpg", 5, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(new byte[6]));
    assertThatThrownBy(() -> seal(tooShort)).isInstanceOf(ContentMismatchException.class).hasMessageContaining("a.jpg");
    assertThatThrownBy(() -> seal(tooLong)).isInstanceOf(ContentMismatchException.class).hasMessageContaining("b.jpg");
    assertThat(fixture.contents.objectCount()).isZero();
  }

  @Test
  @Covers("Z3")
  void contentWithAnotherCrcThanAnnouncedIsRefused() {
    ContentPart damaged = new ContentPart("a.jpg", 4, 12345, () -> new ByteArrayInputStream(new byte[4]));
    assertThatThrownBy(() -> seal(damaged)).isInstanceOf(ContentMismatchException.class).hasMessageContaining("CRC-32");
  }

  @Test
  void sealingStopsOnRequestAndLeavesNothingBehind() {
    assertThatThrownBy(() -> library.seal(part("a.jpg", "x"), Optional.empty(), ByteObserver.NONE, () -> true))
        .isInstanceOf(CancellationException.class);
    assertThat(fixture.contents.objectCount()).isZero();
  }

  @Test
  void contentIsNamedAsIfItWereSealedAndLeavesTheStoreAlone() throws IOException {
    ContentPart still = part("a.HEIC", "still");
    Optional<ContentPart> video = Optional.of(part("a.MOV", "video"));
    for (Optional<ContentPart> half : List.of(Optional.<ContentPart>empty(), video)) {
      assertThat(library.hash(still, half, ByteObserver.NONE, () -> false))
          .isEqualTo(library.seal(still, half, ByteObserver.NONE, () -> false).hash());
    }
    int objects = fixture.contents.objectCount();
    ContentPart tooShort = new ContentPart("a.jpg", 10, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(new byte[9]));

    assertThatThrownBy(() -> library.hash(tooShort, Optional.empty(), ByteObserver.NONE, () -> false))
        .isInstanceOf(ContentMismatchException.class);
    assertThatThrownBy(() -> library.hash(still, video, ByteObserver.NONE, () -> true)).isInstanceOf(CancellationException.class);
    assertThat(fixture.contents.objectCount()).isEqualTo(objects);
  }

  @Test
  void aThumbnailThatIsInTheStoreAlreadyComesAndGoesWithItsContent() throws IOException {
    byte[] jpeg = utf8("thumbnail");
    SealedContent sealed =
        library.withThumbnail(library.seal(part("a.jpg", "a"), Optional.empty(), ByteObserver.NONE, () -> false), jpeg, () -> false);
    NewAsset fresh = new NewAsset(sealed, AssetKind.PHOTO, details("a.jpg"), List.of(), Optional.empty());

    assertThat(library.thumbnail(library.add(List.of(fresh)).get(0).orThrow())).contains(jpeg);
    assertThat(fixture.contents.objectCount()).isEqualTo(2);
    library.discard(library.withThumbnail(library.seal(part("b.jpg", "b"), Optional.empty(), ByteObserver.NONE, () -> false), jpeg, () -> false));
    assertThat(fixture.contents.objectCount()).isEqualTo(2);
  }

  @Test
  void albumsOfOneTitleStayApartByTheirOrigin() throws IOException {
    Album first = library.album(AlbumKind.ALBUM, "Holiday", "set1/Holiday");
    Album second = library.album(AlbumKind.ALBUM, "Holiday", "set1/Holiday(1)");
    assertThat(first.id()).isNotEqualTo(second.id());
    fixture.rebuildCatalog();
    assertThat(fixture.library.album(AlbumKind.ALBUM, "Renamed meanwhile", "set1/Holiday")).isEqualTo(first);
  }

  @Test
  void favouritesExistOnceEvenForAClientThatDoesNotKnowThem() throws IOException {
    try (Catalog otherCatalog = Catalog.inMemory()) {
      Library other = fixture.otherClient(otherCatalog);
      Album ours = library.album(AlbumKind.FAVORITES, "", "");
      Asset photo = fixture.addPhoto("a.jpg", "a");
      library.addToAlbum(ours, List.of(photo.id()));
      Album theirs = other.album(AlbumKind.FAVORITES, "", "");
      assertThat(theirs).isEqualTo(ours);
      other.refresh(() -> false);
      assertThat(otherCatalog.albums().membersOf(theirs.id())).containsExactly(photo.id());
    }
  }

  @Test
  void anAssetWithoutAlbumIsUncategorizedUntilItJoinsOne() throws IOException {
    Asset photo = fixture.addPhoto("a.jpg", "a");
    assertThat(kindsOf(photo)).containsExactly(AlbumKind.UNCATEGORIZED);
    library.addToAlbum(fixture.album("Holiday"), List.of(photo.id()));
    assertThat(kindsOf(photo)).containsExactly(AlbumKind.ALBUM);
    library.addToAlbum(library.album(AlbumKind.UNCATEGORIZED, "", ""), List.of(photo.id()));
    assertThat(kindsOf(photo)).containsExactly(AlbumKind.ALBUM);
    fixture.rebuildCatalog();
    assertThat(kindsOf(photo)).containsExactly(AlbumKind.ALBUM);
  }

  @Test
  void anAssetInSeveralAlbumsIsOneAsset() throws IOException {
    Asset photo = fixture.addPhoto("a.jpg", "a", fixture.album("One"), fixture.album("Two"));
    assertThat(fixture.catalog.albums().albumsOf(photo.id())).extracting(Album::title).containsExactly("One", "Two");
    assertThat(library.summary()).isEqualTo(new LibrarySummary(1, 0, 2, 1));
  }

  @Test
  void trashedAssetsAreFoundOnlyInTheTrashUntilTheyAreRestored() throws IOException {
    Album album = fixture.album("Holiday");
    Asset photo = fixture.addPhoto("a.jpg", "a", album);
    library.trash(List.of(photo.id()));
    assertThat(library.find(photo.hash())).isEmpty();
    assertThat(library.findTrashed(photo.hash())).contains(photo);
    fixture.rebuildCatalog();
    assertThat(fixture.library.find(photo.hash())).isEmpty();
    assertThat(fixture.library.findTrashed(photo.hash())).contains(photo);
    fixture.library.restore(album, List.of(photo.id()));
    assertThat(fixture.library.find(photo.hash())).contains(photo);
    assertThat(fixture.read(photo, Half.STILL_OR_WHOLE)).isEqualTo("a");
  }

  @Test
  void anotherClientSeesTrashAndRestoreByRefreshing() throws IOException {
    Album album = fixture.album("Holiday");
    Asset photo = fixture.addPhoto("a.jpg", "a", album);
    try (Catalog otherCatalog = Catalog.inMemory()) {
      Library other = fixture.otherClient(otherCatalog);
      library.trash(List.of(photo.id()));
      other.refresh(() -> false);
      assertThat(otherCatalog.assets().byId(photo.id())).hasValueSatisfying(a -> assertThat(a.state()).isEqualTo(AssetState.TRASHED));
      library.restore(album, List.of(photo.id()));
      other.refresh(() -> false);
      assertThat(other.find(photo.hash())).contains(photo);
      assertThat(otherCatalog.albums().membersOf(album.id())).containsExactly(photo.id());
    }
  }

  @Test
  void anAssetThatTheCatalogMissedBecauseOfACrashComesWithTheNextRefresh() throws IOException {
    Asset photo;
    try (Catalog lost = Catalog.inMemory()) {
      Library crashed = fixture.otherClient(lost);
      SealedContent sealed = crashed.seal(part("a.jpg", "a"), Optional.empty(), ByteObserver.NONE, () -> false);
      photo = crashed.add(List.of(new NewAsset(sealed, AssetKind.PHOTO, details("a.jpg"), List.of(), Optional.empty()))).get(0).orThrow();
    }
    assertThat(library.find(photo.hash())).isEmpty();
    library.refresh(() -> false);
    assertThat(library.find(photo.hash())).contains(photo);
  }

  @Test
  void refreshingTwiceChangesNothing() throws IOException {
    for (int i = 0; i < 8; i++) {
      fixture.addPhoto("IMG_" + i + ".jpg", "content " + i, fixture.album("Album " + i % 3));
    }
    long before = fixture.catalog.lastChange();
    assertThat(library.refresh(() -> false)).isEqualTo(new RefreshSummary(true, 0, 0, 0));
    assertThat(library.refresh(() -> false)).isEqualTo(new RefreshSummary(false, 0, 0, 0));
    assertThat(fixture.catalog.lastChange()).isEqualTo(before);
  }

  @Test
  void aStoppedRefreshGoesOnWhereItStopped() throws IOException {
    for (int i = 0; i < 8; i++) {
      fixture.addPhoto("IMG_" + i + ".jpg", "content " + i, fixture.album("Album"));
    }
    try (Catalog otherCatalog = Catalog.inMemory()) {
      Library other = Library.open(fixture.store, fixture.keys, otherCatalog, fixture.random);
      int[] asked = new int[1];
      assertThatThrownBy(() -> other.refresh(() -> ++asked[0] > 2)).isInstanceOf(CancellationException.class);
      assertThat(otherCatalog.assets().count(AssetState.ACTIVE)).isBetween(1L, 7L);
      other.refresh(() -> false);
      assertThat(otherCatalog.assets().count(AssetState.ACTIVE)).isEqualTo(8);
    }
  }

  @Test
  void aCatalogOfAnotherStoreIsForgotten() throws IOException {
    fixture.addPhoto("a.jpg", "a");
    Asset theirs;
    try (LibraryFixture otherFixture = new LibraryFixture()) {
      theirs = otherFixture.addPhoto("b.jpg", "b");
      Library moved = Library.open(otherFixture.store, otherFixture.keys, fixture.catalog, fixture.random);
      assertThat(moved.summary().assets()).isZero();
      assertThat(moved.refresh(() -> false).rebuilt()).isTrue();
      assertThat(moved.find(theirs.hash())).contains(theirs);
      assertThat(moved.summary().assets()).isEqualTo(1);
    }
  }

  @Test
  void keysOfAnotherLibraryAreRefused() {
    try (Keys others = Keys.create("x".toCharArray(), LibraryFixture.CHEAP, fixture.random).keys()) {
      assertThatThrownBy(() -> Library.open(fixture.store, others, fixture.catalog, fixture.random))
          .isInstanceOf(CiphertextException.class);
    }
  }

  @Test
  void everyChangeIsSeenAfterANumberAndNoneBeforeIt() throws IOException {
    Album album = fixture.album("Holiday");
    Asset first = fixture.addPhoto("a.jpg", "a", album);
    long seen = fixture.catalog.lastChange();
    Asset second = fixture.addPhoto("b.jpg", "b", album);
    library.trash(List.of(first.id()));
    List<Long> changed = new ArrayList<>();
    fixture.catalog.assets().changedSince(seen, change -> changed.add(change.asset().id()));
    assertThat(changed).containsExactly(second.id(), first.id());
    List<String> memberships = new ArrayList<>();
    fixture
        .catalog
        .albums()
        .membershipsChangedSince(seen, change -> memberships.add(change.assetId() + (change.removed() ? " left" : " joined")));
    assertThat(memberships).containsExactly(second.id() + " joined", first.id() + " left");
    assertThat(fixture.catalog.albums().changedSince(seen)).isEmpty();
  }

  @Test
  void noKeyLiesInTheCatalogUnwrapped(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("catalog.db");
    byte[] fileKey;
    try (Catalog onDisk = Catalog.open(file)) {
      Library written = Library.open(fixture.store, fixture.keys, onDisk, fixture.random);
      SealedContent sealed = written.seal(part("a.jpg", "a"), Optional.empty(), ByteObserver.NONE, () -> false);
      fileKey = sealed.fileKey().copyBytes();
      written.add(List.of(new NewAsset(sealed, AssetKind.PHOTO, details("a.jpg"), List.of(), Optional.empty())));
      assertThat(sealed.fileKey().isDestroyed()).isTrue();
    }
    String onDisk = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(onDisk).contains("a.jpg");
    try (CryptoKey masterKey = fixture.keys.masterKeyCopy()) {
      for (byte[] secret : List.of(fileKey, masterKey.copyBytes())) {
        assertThat(onDisk.contains(new String(secret, StandardCharsets.ISO_8859_1))).isFalse();
      }
    }
  }

  private void seal(ContentPart part) throws IOException {
    library.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
  }

  private List<AlbumKind> kindsOf(Asset asset) {
    return fixture.catalog.albums().albumsOf(asset.id()).stream().map(Album::kind).toList();
  }

  @Test
  void theKeysOfWhatCouldNotBeAddedAreWiped() throws IOException {
    AtomicBoolean takesNothing = new AtomicBoolean();
    LibraryStore failing =
        new ForwardingStore(fixture.store) {
          @Override
          public ObjectUpload putObject(long sizeBytes, UploadMemory memory, BooleanSupplier stopRequested) throws IOException {
            if (takesNothing.get()) {
              throw new StoreException(StoreException.Reason.UNAVAILABLE, "made up");
            }
            return super.putObject(sizeBytes, memory, stopRequested);
          }
        };
    Library ofFailing = Library.open(failing, fixture.keys, fixture.catalog, fixture.random);
    SealedContent sealed = ofFailing.seal(part("a.jpg", "a"), Optional.empty(), ByteObserver.NONE, () -> false);
    takesNothing.set(true);
    NewAsset fresh =
        new NewAsset(sealed, AssetKind.PHOTO, LibraryFixture.details("a.jpg"), List.of(), Optional.of(LibraryFixture.utf8("thumb")));
    assertThatThrownBy(() -> ofFailing.add(List.of(fresh))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> sealed.fileKey().copyBytes()).isInstanceOf(IllegalStateException.class);
  }
}
