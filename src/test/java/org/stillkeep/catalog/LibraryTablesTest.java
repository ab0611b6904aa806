package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;

class LibraryTablesTest {

  private static final WrappedKey KEY = new WrappedKey(new byte[48], new byte[24]);

  private final Catalog catalog = Catalog.inMemory();
  private final AssetTable assets = catalog.assets();
  private final AlbumTable albums = catalog.albums();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void anAssetWithEverythingComesBackTheSame() {
    AssetDetails details =
        new AssetDetails(
            "IMG_1.HEIC",
            Optional.of("IMG_1.MOV"),
            new CaptureTime(
                Instant.parse("1969-07-20T20:17:40.000001Z"),
                Optional.of(ZoneOffset.ofHoursMinutes(-5, -30)),
                CaptureTime.Source.EMBEDDED,
                CaptureTime.Accuracy.DAY),
            Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
            Optional.of(new Place(0, -12.25, OptionalDouble.of(-3.5))),
            "first\nsecond ü 🏖",
            List.of("Ada", "[\"Ben\"]"),
            true,
            Optional.of("https://photos.google.com/photo/x"),
            Optional.of("{ \"title\" : 1 }"));
    ContentHash live = ContentHash.ofLivePhoto(hash(1), hash(2));
    StoredAsset stored = stored(new Asset(1, AssetKind.LIVE_PHOTO, live, 10, 20, details));
    assets.upsert(stored);
    assertThat(assets.byId(1)).contains(stored);
    assertThat(assets.byHash(live)).containsExactly(stored);
    assertThat(assets.byHash(hash(1))).isEmpty();
  }

  @Test
  void anAssetWithNothingComesBackTheSame() {
    StoredAsset stored = photo(1, "a.jpg");
    assets.upsert(stored);
    assertThat(assets.byId(1)).contains(stored);
    assertThat(assets.byId(2)).isEmpty();
  }

  @Test
  void anOutlineTellsTheSidecarByItsText() {
    Asset bare = photo(1, "a.jpg").asset();
    String text = "{ \"title\" : \"ü\" }";
    AssetDetails d = bare.details();
    AssetDetails told =
        new AssetDetails(
            d.title(), d.liveVideoTitle(), d.taken(), d.modified(), d.place(), d.description(), d.people(), d.archived(), d.url(), Optional.of(text));
    assets.upsert(stored(bare));
    assets.upsert(stored(new Asset(2, AssetKind.PHOTO, hash(2), 1, 0, told.withOriginal(hash(1)))));
    CRC32 crc = new CRC32();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    crc.update(bytes);
    AssetOutline first = new AssetOutline(1, AssetState.ACTIVE, AssetKind.PHOTO, false, -1, 0);
    AssetOutline second = new AssetOutline(2, AssetState.ACTIVE, AssetKind.PHOTO, true, bytes.length, crc.getValue());
    assertThat(assets.outlinesFrom(1, 5)).containsExactly(first, second);
    assertThat(assets.outlinesFrom(1, 1)).containsExactly(first);
    assertThat(assets.outlinesFrom(2, 1)).containsExactly(second);
  }

  @Test
  void aHalfBesideItsWholeIsFoundUnlessItIsInTheTrash() {
    AssetDetails details = photo(1, "a.jpg").asset().details();
    assets.upsert(stored(new Asset(1, AssetKind.LIVE_PHOTO, ContentHash.ofLivePhoto(hash(1), hash(2)), 1, 1, details)));
    assets.upsert(stored(new Asset(2, AssetKind.PHOTO, hash(3), 1, 0, details)));
    assertThat(assets.hasHalvesApart(1)).isFalse();
    assets.upsert(stored(new Asset(3, AssetKind.VIDEO, hash(2), 1, 0, details)));
    assertThat(assets.hasHalvesApart(1)).isTrue();
    assets.setState(3, AssetState.TRASHED);
    assertThat(assets.hasHalvesApart(1)).isFalse();
  }

  @Test
  void assetsAreFoundByTheirIdsTogether() {
    StoredAsset first = photo(1, "IMG");
    StoredAsset third = photo(3, "IMG");
    assets.upsert(third);
    assets.upsert(photo(2, "IMG"));
    assets.upsert(first);
    assertThat(assets.byIds(List.of(3L, 7L, 1L))).containsExactly(Map.entry(1L, first), Map.entry(3L, third));
    assertThat(assets.byIds(List.of())).isEmpty();
  }

  @Test
  void contentIsKnownWholeAsAHalfAndByItsHalves() {
    ContentHash live = ContentHash.ofLivePhoto(hash(1), hash(2));
    assertThat(assets.knows(hash(1))).isFalse();
    assertThat(assets.knows(live)).isFalse();
    assets.upsert(stored(new Asset(1, AssetKind.LIVE_PHOTO, live, 10, 20, photo(1, "IMG").asset().details().withMovingHalf(Optional.of("x.MOV")))));
    assets.upsert(stored(new Asset(2, AssetKind.PHOTO, hash(3), 10, 0, photo(2, "IMG").asset().details())));
    assertThat(List.of(live, hash(1), hash(2), hash(3))).as("what is there, and its halves").allMatch(assets::knows);
    assertThat(assets.knows(ContentHash.ofLivePhoto(hash(3), hash(4)))).as("a whole one half of which is there").isTrue();
    assertThat(assets.knows(ContentHash.ofLivePhoto(hash(4), hash(3)))).as("the other half").isTrue();
    assertThat(assets.knows(hash(4))).isFalse();
    assertThat(assets.knows(ContentHash.ofLivePhoto(hash(1), hash(4)))).as("two live photos with one half in common").isFalse();
  }

  @Test
  void theNewestAssetsComeFirstWithTheTimeAtWhichTheyCame() {
    Instant before = Instant.now().minusSeconds(1);
    for (int id = 1; id <= 30; id++) {
      assets.upsert(photo(id, id + ".jpg"));
    }
    assets.setState(30, AssetState.TRASHED);
    assets.setState(29, AssetState.GONE);

    List<RecentAsset> newest = assets.newest(24);

    assertThat(newest).extracting(RecentAsset::id).hasSize(24).startsWith(28L, 27L).endsWith(5L);
    assertThat(newest.get(0).title()).isEqualTo("28.jpg");
    assertThat(newest.get(0).cameAt().orElseThrow()).isBetween(before, Instant.now().plusSeconds(1));
  }

  @Test
  void anAssetThatIsImprovedDoesNotComeAnew() {
    assets.upsert(photo(1, "a.jpg"));
    Optional<Instant> came = assets.newest(1).get(0).cameAt();
    assets.upsert(photo(1, "b.jpg"));
    assertThat(assets.newest(1)).containsExactly(new RecentAsset(1, "b.jpg", came, photo(1, "b.jpg").thumbnail().isPresent()));
  }

  @Test
  void storingTheSameTwiceIsNoChange() {
    assertThat(assets.upsert(photo(1, "a.jpg"))).isTrue();
    long seen = catalog.lastChange();
    assertThat(assets.upsert(photo(1, "a.jpg"))).isFalse();
    assertThat(catalog.lastChange()).isEqualTo(seen);
    assertThat(assets.upsert(photo(1, "b.jpg"))).isTrue();
    assertThat(catalog.lastChange()).isEqualTo(seen + 1);
  }

  @Test
  void manyAssetsAreHandedOverInOrderAcrossPages() {
    catalog.inTransaction(
        () -> {
          for (int id = 1201; id >= 1; id--) {
            assets.upsert(photo(id, id + ".jpg"));
          }
        });
    List<Long> ids = new ArrayList<>();
    assets.forEach(AssetState.ACTIVE, each -> ids.add(each.id()));
    assertThat(ids).hasSize(1201).isSorted();
    List<Long> changed = new ArrayList<>();
    assets.changedSince(0, each -> changed.add(each.change()));
    assertThat(changed).hasSize(1201).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aRemovedAssetLeavesATombstone() {
    assets.upsert(photo(1, "a.jpg"));
    long seen = catalog.lastChange();
    assertThat(assets.remove(1)).isTrue();
    assertThat(assets.remove(1)).isFalse();
    List<AssetChange> changes = new ArrayList<>();
    assets.changedSince(seen, changes::add);
    assertThat(changes)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.state()).isEqualTo(AssetState.GONE);
              assertThat(change.asset().details().title()).isEqualTo("a.jpg");
            });
    assertThat(assets.count(AssetState.ACTIVE)).isZero();
  }

  @Test
  void membershipsComeAndGoAndAreToldAsChanges() {
    albums.upsert(album(1, "One"));
    albums.upsert(album(2, "Two"));
    assets.upsert(photo(7, "a.jpg"));
    long seen = catalog.lastChange();
    assertThat(albums.addMember(1, 7, KEY)).isTrue();
    assertThat(albums.addMember(1, 7, KEY)).isFalse();
    assertThat(albums.addMember(2, 7, KEY)).isTrue();
    assertThat(albums.albumsOf(7)).extracting(Album::title).containsExactly("One", "Two");
    albums.removeFromAll(7);
    assertThat(albums.membersOf(1)).isEmpty();
    assertThat(albums.keysOf(7)).extracting(AssetKey::removed).containsExactly(true, true);
    List<MembershipChange> changes = new ArrayList<>();
    albums.membershipsChangedSince(seen, changes::add);
    assertThat(changes).extracting(MembershipChange::removed).containsExactly(true, true);
    assertThat(assets.withoutAlbum()).containsExactly(7L);
  }

  @Test
  void anAlbumIsFoundByItsOriginUntilItIsRemoved() {
    StoredAlbum album = album(1, "One");
    albums.upsert(album);
    assertThat(albums.byOrigin("origin 1")).contains(album);
    assertThat(albums.byOrigin("")).isEmpty();
    long seen = catalog.lastChange();
    albums.setFilesRead(1, 99);
    assertThat(albums.changedSince(seen)).isEmpty();
    albums.upsert(new StoredAlbum(album.album(), album.origin(), KEY, MagicText.NONE, Optional.empty(), true));
    assertThat(albums.byOrigin("origin 1")).isEmpty();
    assertThat(albums.all()).isEmpty();
    assertThat(albums.changedSince(seen)).singleElement().satisfies(change -> assertThat(change.removed()).isTrue());
    assertThat(albums.filesRead(1)).isEqualTo(99);
  }

  @Test
  void forgettingTheLibraryKeepsTheSequenceGoing() {
    albums.upsert(album(1, "One"));
    assets.upsert(photo(7, "a.jpg"));
    albums.addMember(1, 7, KEY);
    catalog.unreadable().add(new UnreadableRow(1, 8, "wrong key"));
    long seen = catalog.lastChange();
    catalog.forgetLibrary();
    assertThat(albums.all()).isEmpty();
    assertThat(assets.byId(7)).isEmpty();
    assertThat(catalog.unreadable().all()).isEmpty();
    assets.upsert(photo(1, "b.jpg"));
    assertThat(catalog.lastChange()).isEqualTo(seen + 1);
  }

  private static StoredAsset photo(long id, String title) {
    AssetDetails details =
        new AssetDetails(
            title,
            Optional.empty(),
            CaptureTime.unknown(Instant.EPOCH),
            Optional.empty(),
            Optional.empty(),
            "",
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    return stored(new Asset(id, AssetKind.PHOTO, hash((int) id), 5, 0, details));
  }

  private static StoredAsset stored(Asset asset) {
    return new StoredAsset(
        asset,
        AssetState.ACTIVE,
        new SealedObject("object", new byte[24], 22),
        asset.kind() == AssetKind.PHOTO ? Optional.empty() : Optional.of(new SealedObject("thumb", new byte[24], 30)),
        new MagicText(3, "{\"visibility\":0}"),
        MagicText.NONE);
  }

  private static StoredAlbum album(long id, String title) {
    return new StoredAlbum(new Album(id, AlbumKind.ALBUM, title), "origin " + id, KEY, MagicText.NONE, Optional.empty(), false);
  }

  private static ContentHash hash(int seed) {
    byte[] digest = new byte[ContentHash.DIGEST_BYTES];
    digest[0] = (byte) seed;
    digest[1] = (byte) (seed >> 8);
    return ContentHash.ofDigest(digest);
  }
}
