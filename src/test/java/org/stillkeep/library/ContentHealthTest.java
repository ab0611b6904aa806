package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.faults.Covers;

/** Content that is lost is known to be, and comes back as the very object that it was. */
@Covers({"F54", "F55", "P2"})
class ContentHealthTest {

  private LibraryFixture fixture;
  private Asset sound;
  private Asset photo;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
    sound = fixture.addPhoto("sound.jpg", "all is well", fixture.album("Holiday"));
    photo = fixture.addPhoto("IMG_7.jpg", "the only copy", fixture.album("Holiday"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void whatWasFoundDamagedIsRememberedUntilItIsFoundWhole() throws IOException {
    byte[] object = fixture.contents.object(stored(photo).content().objectKey());
    object[5] ^= 1;
    assertThat(fixture.library.health().isLost(stored(photo))).as("its length is right").isFalse();
    assertThat(verify(true).findings()).hasSize(1);
    assertThat(damaged()).containsExactly(photo.id());
    assertThat(fixture.library.health().isLost(stored(photo))).isTrue();
    assertThat(verify(false).findings()).as("of what is known to be damaged, the content is read").hasSize(1);
    object[5] ^= 1;
    assertThat(verify(false).isGood()).isTrue();
    assertThat(damaged()).isEmpty();
  }

  @Test
  void whatIsNotThereIsLostWithoutAnybodyHavingLookedForIt() throws IOException {
    fixture.contents.loseObject(stored(photo).content().objectKey());
    assertThat(fixture.library.health().isLost(stored(photo))).isTrue();
    assertThat(fixture.library.health().isLost(stored(sound))).isFalse();
    assertThat(damaged()).containsExactly(photo.id());
  }

  @Test
  void theSameContentBecomesTheVerySameObject() throws IOException {
    String key = stored(photo).content().objectKey();
    byte[] before = fixture.contents.object(key).clone();
    for (int damage = 0; damage < 2; damage++) {
      if (damage == 0) {
        fixture.contents.object(key)[5] ^= 1;
      } else {
        fixture.contents.loseObject(key);
      }
      int objects = fixture.contents.objectCount() + damage;
      assertThat(restore(photo, "the only copy")).isTrue();
      assertThat(fixture.contents.object(key)).isEqualTo(before);
      assertThat(fixture.contents.objectCount()).as("nothing is left over").isEqualTo(objects);
    }
    assertThat(damaged()).isEmpty();
    assertThat(fixture.read(photo, Half.STILL_OR_WHOLE)).isEqualTo("the only copy");
  }

  @Test
  void aWholeObjectIsLeftAlone() throws IOException {
    byte[] object = fixture.contents.object(stored(photo).content().objectKey());
    assertThat(restore(photo, "the only copy")).isTrue();
    assertThat(fixture.contents.object(stored(photo).content().objectKey())).isSameAs(object);
  }

  @Test
  void otherContentIsNotPutInItsPlace() throws IOException {
    fixture.contents.loseObject(stored(photo).content().objectKey());
    SealedContent other = seal("the other one", Optional.empty());
    assertThat(fixture.library.health().restore(stored(photo), other, () -> false)).isFalse();
    assertThat(fixture.contents.object(stored(photo).content().objectKey())).isNull();
    fixture.library.discard(other);
  }

  @Test
  void aLivePhotoOfWhichNobodyKnowsWhoMadeItsFileIsNotSealedAgain() throws IOException {
    Asset live = addLive("standing", "moving");
    String key = stored(live).content().objectKey();
    byte[] before = fixture.contents.object(key).clone();
    fixture.contents.object(key)[before.length - 20] ^= 1;
    // All of it is one chunk: nothing of it can be seen any more, and nobody knows who made it.
    assertThat(restore(live, seal("standing", Optional.of("moving")))).isFalse();
    fixture.contents.object(key)[before.length - 20] ^= 1;
    assertThat(verify(true).isGood()).isTrue();
  }

  @Test
  void aLivePhotoWhoseFileBeginsAsOursWouldComesBack() throws IOException {
    String moving = "moving".repeat(800_000);
    Asset live = addLive("standing", moving);
    String key = stored(live).content().objectKey();
    byte[] before = fixture.contents.object(key).clone();
    fixture.contents.object(key)[before.length - 20] ^= 1;
    assertThat(restore(live, seal("standing", Optional.of(moving)))).isTrue();
    assertThat(fixture.contents.object(key)).isEqualTo(before);
  }

  @Test
  void aLivePhotoWhoseMovingHalfWasCalledOtherwiseIsAnotherFile() throws IOException {
    String still = "standing".repeat(600_000);
    Asset live = addLive(still, "moving");
    String key = stored(live).content().objectKey();
    fixture.contents.object(key)[fixture.contents.object(key).length - 20] ^= 1;
    byte[] damaged = fixture.contents.object(key).clone();
    SealedContent found =
        fixture.library.seal(
            LibraryFixture.part("from elsewhere.HEIC", LibraryFixture.utf8(still)),
            Optional.of(LibraryFixture.part("from elsewhere.mov", LibraryFixture.utf8("moving"))),
            ByteObserver.NONE,
            () -> false);
    assertThat(restore(live, found)).isFalse();
    assertThat(fixture.contents.object(key)).isEqualTo(damaged);
  }

  @Test
  void whatOpensIsNeverSealedAgainAsSomethingElseWhateverItsHashSays() throws IOException {
    byte[] before = fixture.contents.object(stored(photo).content().objectKey()).clone();
    SealedContent other = seal("the only CoPy", Optional.empty());
    StoredAsset told = stored(photo);
    Asset wrong = new Asset(photo.id(), photo.kind(), other.hash(), photo.sizeBytes(), 0, photo.details());
    StoredAsset misnamed = told.with(wrong, told.privateMagic(), told.publicMagic());
    assertThat(fixture.library.health().restore(misnamed, other, () -> false)).isFalse();
    assertThat(fixture.contents.object(told.content().objectKey())).isEqualTo(before);
    fixture.library.discard(other);
  }

  @Test
  void whatWasReadTheLongestAgoIsTheNextToBeRead() throws IOException {
    Instant now = Instant.now().plusSeconds(60);
    assertThat(fixture.catalog.checks().notReadSince(now.toEpochMilli(), 9)).extracting(StoredAsset::id).containsExactly(sound.id(), photo.id());
    assertThat(fixture.library.health().read(stored(sound), now.plusSeconds(1), OutputStream.nullOutputStream(), () -> false))
        .isEmpty();
    assertThat(fixture.catalog.checks().notReadSince(now.toEpochMilli(), 9)).extracting(StoredAsset::id).containsExactly(photo.id());
    assertThat(fixture.catalog.checks().notReadSince(now.plusSeconds(2).toEpochMilli(), 9))
        .extracting(StoredAsset::id)
        .containsExactly(photo.id(), sound.id());
  }

  private Asset addLive(String still, String moving) throws IOException {
    AssetDetails details = LibraryFixture.details("IMG_8.HEIC").withMovingHalf(Optional.of("IMG_8.MOV"));
    return fixture.add(AssetKind.LIVE_PHOTO, details, Optional.of(moving), still, fixture.album("Holiday"));
  }

  private boolean restore(Asset asset, String content) throws IOException {
    return restore(asset, seal(content, Optional.empty()));
  }

  private boolean restore(Asset asset, SealedContent found) throws IOException {
    boolean restored = fixture.library.health().restore(stored(asset), found, () -> false);
    if (!restored) {
      fixture.library.discard(found);
    }
    return restored;
  }

  private SealedContent seal(String content, Optional<String> video) throws IOException {
    return fixture.library.seal(
        LibraryFixture.part("from elsewhere.HEIC", LibraryFixture.utf8(content)),
        video.map(moving -> LibraryFixture.part("from elsewhere.MOV", LibraryFixture.utf8(moving))),
        ByteObserver.NONE,
        () -> false);
  }

  private VerifyReport verify(boolean readData) throws IOException {
    return fixture.library.verify(readData, VerifyListener.NONE, () -> false);
  }

  private List<Long> damaged() {
    return fixture.catalog.checks().damaged().stream().map(StoredAsset::id).toList();
  }

  private StoredAsset stored(Asset asset) {
    return fixture.catalog.assets().byId(asset.id()).orElseThrow();
  }
}
