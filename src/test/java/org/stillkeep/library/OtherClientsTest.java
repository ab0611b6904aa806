package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException;

/** What other programs put into a library, and what people do with it there. */
class OtherClientsTest {

  private LibraryFixture fixture;
  private OtherClient phone;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    phone = new OtherClient(fixture);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAlbumOfOursUnderAKeyThatAnybodyMayHaveMadeIsNotBelieved() throws IOException {
    long forged = phone.forgedAlbum("Ours");
    fixture.library.refresh(() -> false);
    assertThat(fixture.catalog.albums().byId(forged)).isEmpty();
    assertThat(fixture.catalog.unreadable().all()).hasSize(1);
  }

  @Test
  void anAncientAlbumsNameIsReadInTheClear() throws IOException {
    long ancient = phone.ancientAlbum("Sardinia");
    fixture.library.refresh(() -> false);
    assertThat(fixture.catalog.albums().byId(ancient).orElseThrow().album().title()).isEqualTo("Sardinia");
  }

  @Test
  void aSharedAlbumIsReadWithTheKeyInItsSealedBoxAndNeverWritten() throws IOException {
    long ours = phone.album("Ours", Json.object());
    long theirs = phone.album(CollectionType.FAVORITES, "Grandma's", Json.object());
    long file = phone.file(theirs, hashed(0, "a.jpg", "shared"), "shared");
    phone.share(theirs);
    fixture.library.refresh(() -> false);

    StoredAlbum album = fixture.catalog.albums().byId(theirs).orElseThrow();
    StoredAsset asset = fixture.catalog.assets().byId(file).orElseThrow();
    assertThat(album.shared()).isTrue();
    assertThat(album.album()).isEqualTo(new Album(theirs, AlbumKind.ALBUM, "Grandma's"));
    assertThat(asset.shared()).isTrue();
    assertThat(fixture.read(asset.asset(), Half.STILL_OR_WHOLE)).isEqualTo("shared");
    assertThat(fixture.library.find(asset.asset().hash())).isEmpty();
    assertThat(fixture.library.album(AlbumKind.FAVORITES, "", "").id()).isNotEqualTo(theirs);
    Album own = fixture.catalog.albums().byId(ours).orElseThrow().album();
    for (Refused each :
        List.<Refused>of(
            () -> fixture.library.addToAlbum(own, List.of(file)),
            () -> fixture.library.addToAlbum(album.album(), List.of()),
            () -> fixture.library.trash(List.of(file)),
            () -> fixture.library.improve(file, LibraryFixture.details("b.jpg")),
            () -> fixture.library.rename(album.album(), "Mine"),
            () -> fixture.library.describe(album.album(), "{}"))) {
      assertThatThrownBy(each::attempt)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.REFUSED));
    }
    assertThat(fixture.addPhoto("mine.jpg", "shared", own).id()).as("the same content as one's own").isNotEqualTo(file);
  }

  private interface Refused {
    void attempt() throws IOException;
  }

  @Test
  void nothingIsSealedForAnAlbumThatHasBecomeSomebodyElses() throws IOException {
    long album = phone.album("Ours", Json.object());
    fixture.library.refresh(() -> false);
    Album ours = fixture.catalog.albums().byId(album).orElseThrow().album();
    phone.share(album);
    fixture.library.refresh(() -> false);
    int objects = fixture.contents.objectCount();

    assertThatThrownBy(() -> fixture.addPhoto("a.jpg", "a", ours)).isInstanceOf(StoreException.class);
    assertThat(fixture.contents.objectCount()).as("content alone, which no key goes with").isEqualTo(objects + 1);
    assertThat(fixture.library.find(OtherClient.hash("a"))).isEmpty();
  }

  @Test
  void whatItsOwnerHidesStaysOutOfVisibleAlbums() throws IOException {
    long hidden = phone.album(".hidden", Json.object().put("subType", 1).put("visibility", 2));
    long file = phone.file(hidden, hashed(0, "a.jpg", "secret"), "secret");
    long single =
        phone.file(
            phone.album("Seen", Json.object()),
            hashed(0, "b.jpg", "single"),
            LibraryFixture.utf8("single"),
            Json.object().put("visibility", 2),
            Json.object());
    fixture.library.refresh(() -> false);

    StoredAlbum album = fixture.catalog.albums().byId(hidden).orElseThrow();
    assertThat(album.hidden()).isTrue();
    assertThat(album.album().title()).isEqualTo("Hidden");
    assertThat(List.of(fixture.library.isHidden(file), fixture.library.isHidden(single))).containsOnly(true);
    Album visible = fixture.album("Paris");
    fixture.library.addToAlbum(visible, List.of(file, single));
    assertThat(fixture.catalog.albums().membersOf(visible.id())).isEmpty();
    fixture.library.addToAlbum(album.album(), List.of(single));
    assertThat(fixture.catalog.albums().membersOf(hidden)).containsExactly(file, single);
    assertThat(fixture.catalog.assets().newest(10)).isEmpty();
  }

  @Test
  void aQuickLinkIsNoAlbumAndWhatIsInItIsThere() throws IOException {
    long link = phone.album("link", Json.object().put("subType", 2));
    long file = phone.file(link, hashed(0, "a.jpg", "a"), "a");
    fixture.library.refresh(() -> false);

    assertThat(fixture.catalog.albums().all()).isEmpty();
    assertThat(fixture.library.summary().albums()).isZero();
    assertThat(fixture.catalog.albums().albumsOf(file)).isEmpty();
    Asset asset = fixture.catalog.assets().byId(file).orElseThrow().asset();
    assertThat(fixture.read(asset, Half.STILL_OR_WHOLE)).isEqualTo("a");
    fixture.library.trash(List.of(file));
    assertThat(fixture.library.findTrashed(asset.hash())).isPresent();
  }

  @Test
  void anArchivedAlbumStaysWhatItIs() throws IOException {
    long archived = phone.album("Old", Json.object().put("visibility", 1));
    fixture.library.refresh(() -> false);
    assertThat(fixture.catalog.albums().byId(archived).orElseThrow().hidden()).isFalse();
  }

  @Test
  void contentWithoutAHashGetsOneByBeingReadAndNobodyReadsItTwice() throws IOException {
    long album = phone.album("Camera", Json.object());
    long photo = phone.file(album, OtherClient.metadata(0, "a.jpg"), "old photo");
    long nonsense = phone.file(album, OtherClient.metadata(1, "b.mp4").put("hash", "md5:1234"), "old video");
    byte[] zip = OtherClient.liveZip("the still", "the video");
    long live = phone.file(album, OtherClient.metadata(2, "c.HEIC"), zip, Json.object(), Json.object());
    fixture.library.refresh(() -> false);

    assertThat(asset(photo).hash()).isEqualTo(OtherClient.hash("old photo"));
    assertThat(asset(nonsense).hash()).isEqualTo(OtherClient.hash("old video"));
    assertThat(asset(live).hash().still()).isEqualTo(OtherClient.hash("the still"));
    assertThat(asset(live).sizeBytes()).isEqualTo("the still".length());
    assertThat(asset(live).liveVideoSizeBytes()).isEqualTo("the video".length());
    assertThat(fixture.read(asset(live), Half.LIVE_VIDEO)).isEqualTo("the video");
    List<StoredAsset> before = List.of(stored(photo), stored(nonsense), stored(live));
    assertThat(fixture.library.refresh(() -> false).changes()).as("of a further refresh").isZero();
    loseAllObjects();
    fixture.rebuildCatalog();
    assertThat(List.of(stored(photo), stored(nonsense), stored(live))).as("without reading again").isEqualTo(before);
  }

  @Test
  void hashesOfSharedContentAreKeptHere() throws IOException {
    long album = phone.album("Grandma's", Json.object());
    long photo = phone.file(album, OtherClient.metadata(0, "a.jpg"), "old photo");
    phone.share(album);
    fixture.library.refresh(() -> false);

    assertThat(asset(photo).hash()).isEqualTo(OtherClient.hash("old photo"));
    assertThat(stored(photo).privateMagic().version()).isZero();
    loseAllObjects();
    fixture.library.verify(false, VerifyListener.NONE, () -> false);
    assertThat(stored(photo).hashed()).as("after everything was read again").isTrue();
  }

  @Test
  void hashingTakesBreaksAndStopsWhenAsked() throws IOException {
    long album = phone.album("Camera", Json.object());
    for (int i = 0; i < 5; i++) {
      phone.file(album, OtherClient.metadata(0, i + ".jpg"), "photo " + i);
    }
    assertThatThrownBy(() -> refreshAndStopAtHashing()).isInstanceOf(CancellationException.class);
    assertThat(fixture.catalog.assets().countUnhashed()).isEqualTo(5);
    assertThat(fixture.library.hashUnhashed(10, () -> false)).isEqualTo(new HashingSummary(2, 0, 3));
    assertThat(fixture.library.hashUnhashed(100, () -> false)).isEqualTo(new HashingSummary(3, 0, 0));
  }

  private void refreshAndStopAtHashing() throws IOException {
    fixture.library.refresh(() -> fixture.catalog.assets().countUnhashed() == 5);
  }

  @Test
  void contentThatCannotBeHashedIsCountedAndHoldsNobodyUp() throws IOException {
    long album = phone.album("Camera", Json.object());
    long broken = phone.file(album, OtherClient.metadata(2, "no zip.heic"), "no zip");
    long good = phone.file(album, OtherClient.metadata(0, "b.jpg"), "good");

    assertThat(fixture.library.refresh(() -> false).unhashed()).isEqualTo(1);
    assertThat(stored(good).hashed()).isTrue();
    assertThat(stored(broken).hashed()).isFalse();
    assertThat(fixture.library.hashUnhashed(100, () -> false)).isEqualTo(new HashingSummary(0, 1, 1));
  }

  @Test
  void contentThatTheServerNeverGivesOutKeepsNoOtherFromBeingHashed() throws IOException {
    RemoteStore server = new RemoteStore(fixture.store);
    Library library = Library.open(server, fixture.keys, fixture.catalog, fixture.random);
    long album = phone.album("Camera", Json.object());
    long first = phone.file(album, OtherClient.metadata(0, "a.jpg"), "lost");
    long second = phone.file(album, OtherClient.metadata(0, "b.jpg"), "good");
    server.failDownloadOf(first);

    assertThat(library.refresh(() -> false).unhashed()).isEqualTo(1);
    assertThat(stored(second).hashed()).isTrue();

    server.failNoDownload();
    library.refresh(() -> false);
    assertThat(stored(first).hashed()).as("it was not given up").isTrue();
  }

  @Test
  void aServerThatGivesNothingOutIsSoonLeftInPeace() throws IOException {
    RemoteStore server = new RemoteStore(fixture.store);
    Library library = Library.open(server, fixture.keys, fixture.catalog, fixture.random);
    long album = phone.album("Camera", Json.object());
    for (int i = 0; i < 20; i++) {
      phone.file(album, OtherClient.metadata(0, i + ".jpg"), "photo " + i);
    }
    server.failDownloads(Optional.of(StoreException.Reason.UNAVAILABLE));

    library.refresh(() -> false);

    assertThat(server.objectsOpened()).isLessThan(5);
  }

  @Test
  void fieldsOfOldAndUnknownClientsAreUnderstood() throws IOException {
    long album = phone.album(CollectionType.FOLDER, "Camera", Json.object());
    String still = OtherClient.hash("s").text();
    String video = OtherClient.hash("v").text();
    ObjectNode oldLive = OtherClient.metadata(2, "l.HEIC").put("imageHash", still).put("videoHash", video);
    ObjectNode magic =
        Json.object()
            .put("caption", 2019)
            .put("editedName", "Renamed.jpg")
            .put("editedTime", 1_000_000L)
            .put("offsetTime", "-0530")
            .put("lat", 0)
            .put("long", 0);
    long live = phone.file(album, oldLive, OtherClient.liveZip("s", "v"), Json.object(), magic);
    long opaque = phone.file(album, hashed(3, "notes.bin", "bytes"), "bytes");
    long unknown = phone.file(album, hashed(77, "x.spatial", "more"), "more");
    fixture.library.refresh(() -> false);

    Asset asset = asset(live);
    assertThat(asset.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(asset.hash().text()).isEqualTo(still + ":" + video);
    assertThat(asset.details().description()).isEqualTo("2019");
    assertThat(asset.details().title()).isEqualTo("Renamed.jpg");
    assertThat(asset.details().taken().instant()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(asset.details().taken().offset()).isEqualTo(Optional.of(ZoneOffset.ofHoursMinutes(-5, -30)));
    assertThat(asset.details().place()).isEmpty();
    assertThat(fixture.read(asset, Half.STILL_OR_WHOLE)).isEqualTo("s");
    assertThat(fixture.read(asset, Half.LIVE_VIDEO)).isEqualTo("v");
    assertThat(fixture.read(asset(opaque), Half.STILL_OR_WHOLE)).isEqualTo("bytes");
    assertThat(fixture.read(asset(unknown), Half.STILL_OR_WHOLE)).isEqualTo("more");
  }

  @Test
  void whatAnotherClientMovesTrashesAndRestoresIsFollowed() throws IOException {
    long first = phone.album("First", Json.object());
    long second = phone.album("Second", Json.object());
    long file = phone.file(first, hashed(0, "a.jpg", "a"), "a");
    fixture.library.refresh(() -> false);
    phone.move(file, first, second);
    fixture.library.refresh(() -> false);
    assertThat(albumsOf(file)).containsExactly(second);
    fixture.store.trash(Map.of(file, second));
    fixture.library.refresh(() -> false);
    assertThat(stored(file).state()).isEqualTo(AssetState.TRASHED);
    phone.restore(file, first);
    fixture.library.refresh(() -> false);
    assertThat(stored(file).state()).isEqualTo(AssetState.ACTIVE);
    assertThat(albumsOf(file)).containsExactly(first);
  }

  @Test
  void otherContentOfTheSameFileIsNoticed() throws IOException {
    long album = phone.album("Camera", Json.object());
    long file = phone.file(album, hashed(0, "a.jpg", "before"), "before");
    long old = phone.file(album, OtherClient.metadata(0, "b.jpg"), "before, unhashed");
    fixture.library.refresh(() -> false);
    Asset before = asset(file);
    phone.replaceContent(file, hashed(0, "a.jpg", "after"), "after");
    phone.replaceContent(old, OtherClient.metadata(0, "b.jpg"), "after, unhashed");

    assertThat(fixture.library.refresh(() -> false).changes()).isPositive();
    assertThat(asset(file).hash()).isEqualTo(OtherClient.hash("after"));
    assertThat(asset(old).hash()).isEqualTo(OtherClient.hash("after, unhashed"));
    assertThat(fixture.read(asset(file), Half.STILL_OR_WHOLE)).isEqualTo("after");
    assertThatThrownBy(() -> fixture.read(before, Half.STILL_OR_WHOLE))
        .as("what it was is no damage")
        .isNotInstanceOf(DamagedAssetException.class);
  }

  @Test
  void aShareThatEndsTakesItsFilesAlong() throws IOException {
    long theirs = phone.album("Grandma's", Json.object());
    long file = phone.file(theirs, hashed(0, "a.jpg", "a"), "a");
    phone.share(theirs);
    fixture.library.refresh(() -> false);
    fixture.contents.endShare(theirs);
    RefreshSummary summary = fixture.library.refresh(() -> false);

    assertThat(stored(file).state()).isEqualTo(AssetState.GONE);
    assertThat(summary.unreadable()).isZero();
  }

  private static ObjectNode hashed(int fileType, String title, String content) {
    return OtherClient.metadata(fileType, title).put("hash", OtherClient.hash(content).text());
  }

  private StoredAsset stored(long id) {
    return fixture.catalog.assets().byId(id).orElseThrow();
  }

  private Asset asset(long id) {
    return stored(id).asset();
  }

  private List<Long> albumsOf(long file) {
    return fixture.catalog.albums().albumsOf(file).stream().map(Album::id).toList();
  }

  private void loseAllObjects() {
    fixture
        .catalog
        .assets()
        .forEach(AssetState.ACTIVE, each -> fixture.contents.loseObject(each.content().objectKey()));
  }
}
