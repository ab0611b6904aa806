package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.faults.Covers;

/** Whatever was put into a library comes back when its catalog is lost. */
class RebuildTest {

  /** All of a catalog that the store must be able to give back. */
  private record Everything(List<StoredAsset> assets, List<String> albums, List<String> memberships) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @Covers({"P5", "P13"})
  void aRebuiltCatalogEqualsTheLostOne(long seed) throws IOException {
    Random chance = new Random(seed);
    try (LibraryFixture fixture = new LibraryFixture()) {
      List<Album> albums = new ArrayList<>(List.of(fixture.library.album(AlbumKind.FAVORITES, "", "")));
      for (int i = 0; i < 4; i++) {
        albums.add(fixture.library.album(AlbumKind.ALBUM, text(chance), "origin " + i));
      }
      List<Asset> assets = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        assets.add(addRandom(fixture, albums, chance, i));
      }
      for (int i = 0; i < 20; i++) {
        changeSomething(fixture.library, albums, any(assets, chance), chance);
      }
      Everything original = everything(fixture);
      fixture.library.refresh(() -> false);
      assertThat(everything(fixture)).as("after a refresh").isEqualTo(original);
      fixture.rebuildCatalog();
      assertThat(everything(fixture)).as("after a rebuild").isEqualTo(original);
      assertThat(fixture.library.verify(true, VerifyListener.NONE, () -> false).findings()).isEmpty();
    }
  }

  private static Asset addRandom(LibraryFixture fixture, List<Album> albums, Random chance, int number) throws IOException {
    AssetKind kind = any(List.of(AssetKind.values()), chance);
    List<Album> some = albums.stream().filter(any -> chance.nextInt(3) == 0).toList();
    Optional<String> video = kind == AssetKind.LIVE_PHOTO ? Optional.of("video " + text(chance)) : Optional.empty();
    return fixture.add(kind, randomDetails(kind, chance), video, number + text(chance), some.toArray(new Album[0]));
  }

  private static void changeSomething(Library library, List<Album> albums, Asset asset, Random chance) throws IOException {
    boolean isTrashed = library.find(asset.hash()).isEmpty();
    Album album = any(albums, chance);
    if (isTrashed) {
      library.restore(album, List.of(asset.id()));
      return;
    }
    switch (chance.nextInt(4)) {
      case 0 -> library.improve(asset.id(), randomDetails(asset.kind(), chance));
      case 1 -> library.addToAlbum(album, List.of(asset.id()));
      case 2 -> library.describe(album, "{\"title\": \"" + chance.nextInt() + "\"}");
      default -> library.trash(List.of(asset.id()));
    }
  }

  private static AssetDetails randomDetails(AssetKind kind, Random chance) {
    return new AssetDetails(
        text(chance) + ".jpg",
        kind == AssetKind.LIVE_PHOTO ? Optional.of(text(chance) + ".MOV") : Optional.empty(),
        new CaptureTime(
            Instant.ofEpochSecond(chance.nextInt(), chance.nextInt(1_000_000_000)),
            maybe(chance, ZoneOffset.ofTotalSeconds(chance.nextInt(60_000) - 30_000)),
            any(List.of(CaptureTime.Source.values()), chance),
            any(List.of(CaptureTime.Accuracy.values()), chance)),
        maybe(chance, Instant.ofEpochSecond(chance.nextInt())),
        maybe(
            chance,
            new Place(
                chance.nextDouble() * 180 - 90,
                chance.nextInt(4) == 0 ? 0 : chance.nextDouble() * 360 - 180,
                chance.nextBoolean() ? OptionalDouble.of(chance.nextInt(9000)) : OptionalDouble.empty())),
        chance.nextBoolean() ? text(chance) : "",
        chance.nextBoolean() ? List.of(text(chance), text(chance)) : List.of(),
        chance.nextBoolean(),
        maybe(chance, "https://photos.google.com/photo/" + chance.nextInt()),
        maybe(chance, "{\n  \"title\": \"" + chance.nextInt() + "\", \"x\":1.50 }"),
        maybe(chance, randomHash(chance)));
  }

  private static ContentHash randomHash(Random chance) {
    byte[] digest = new byte[ContentHash.DIGEST_BYTES];
    chance.nextBytes(digest);
    return ContentHash.ofDigest(digest);
  }

  private static <T> T any(List<T> choices, Random chance) {
    return choices.get(chance.nextInt(choices.size()));
  }

  private static <T> Optional<T> maybe(Random chance, T value) {
    return chance.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static String text(Random chance) {
    return any(List.of("Übung", "🏖", "a/b\nc", "x\"y\\", "plain", "名前"), chance) + chance.nextInt(100);
  }

  private static Everything everything(LibraryFixture fixture) {
    List<StoredAsset> assets = new ArrayList<>();
    List<String> memberships = new ArrayList<>();
    for (AssetState state : AssetState.values()) {
      fixture.catalog.assets().forEach(state, assets::add);
    }
    assets.forEach(
        each -> memberships.add(each.id() + " in " + fixture.catalog.albums().albumsOf(each.id())));
    List<String> albums =
        fixture.catalog.albums().all().stream().map(each -> each.album() + " from " + each.origin() + " says " + each.metadata()).toList();
    return new Everything(assets, albums, memberships);
  }
}
