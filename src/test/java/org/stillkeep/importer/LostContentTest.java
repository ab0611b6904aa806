package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;
import static org.stillkeep.media.MediaSamples.jpeg;
import static org.stillkeep.media.MediaSamples.mp4;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.Half;
import org.stillkeep.library.VerifyListener;

/** Content that the library has lost is stored again when an archive brings it, and not taken for there. */
@Covers({"F54", "F55"})
class LostContentTest {

  @TempDir Path inbox;
  private ImportFixture fixture;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theVeryArchiveThatBroughtItBringsItBack() throws IOException {
    Collection<Path> archive = begin(false);
    Asset photo = fixture.asset("IMG_1.jpg");
    fixture.loseContentOf(photo);
    assertThat(verify()).isEqualTo(1);

    ImportSummary summary = fixture.imports(archive);

    assertThat(summary.healed()).isEqualTo(1);
    assertThat(summary.imported()).isZero();
    assertThat(fixture.assets()).hasSize(2).contains(photo);
    assertThat(fixture.read(photo, Half.STILL_OR_WHOLE)).isEqualTo(jpeg("one"));
    assertThat(verify()).isZero();
    assertThat(fixture.plan(archive).assetsToRead()).isZero();
  }

  @Test
  void contentOfAnotherNameThatIsReadAnywayNeedsNobodyToHaveFoundOut() throws IOException {
    begin(false);
    Asset photo = fixture.asset("IMG_1.jpg");
    fixture.loseContentOf(photo);

    fixture.imports(takeout("20250101T101010Z").media("copy.jpg", jpeg("one")).writeTo(inbox).values());

    assertThat(fixture.assets()).hasSize(2);
    assertThat(fixture.read(photo, Half.STILL_OR_WHOLE)).isEqualTo(jpeg("one"));
    assertThat(verify()).isZero();
  }

  @Test
  void aLivePhotoThatWeImportedComesBackWhole() throws IOException {
    fixture = new ImportFixture();
    Collection<Path> archive =
        takeout().media("IMG_9.HEIC", jpeg("still")).media("IMG_9.MOV", mp4("moving", 2_000)).writeTo(inbox).values();
    fixture.imports(archive);
    Asset live = fixture.asset("IMG_9.HEIC");
    assertThat(live.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    fixture.loseContentOf(live);
    assertThat(verify()).isEqualTo(1);

    fixture.imports(archive);

    assertThat(fixture.assets()).containsExactly(live);
    assertThat(fixture.read(live, Half.LIVE_VIDEO)).isEqualTo(mp4("moving", 2_000));
    assertThat(verify()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereItCannotBePutBackAnotherTakesItsPlaceWithAllThatItWas(boolean again) throws IOException {
    Collection<Path> archive = begin(true);
    Asset lost = fixture.asset("IMG_1.jpg");
    fixture.library.improve(lost.id(), described(lost.details()));
    fixture.loseContentOf(lost);
    assertThat(verify()).isEqualTo(1);

    Collection<Path> brings =
        again ? archive : takeout("20250101T101010Z").media("copy.jpg", jpeg("one")).writeTo(inbox).values();
    fixture.imports(brings);

    assertThat(fixture.assets()).hasSize(2);
    Asset found = fixture.assets().get(1);
    assertThat(found.id()).isNotEqualTo(lost.id());
    assertThat(found.details().description()).isEqualTo("by its owner");
    assertThat(fixture.albumsOf(found)).containsExactly("Sardinia");
    assertThat(fixture.read(found, Half.STILL_OR_WHOLE)).isEqualTo(jpeg("one"));
    assertThat(fixture.catalog.assets().byId(lost.id()).orElseThrow().state()).isEqualTo(AssetState.TRASHED);
    assertThat(verify()).as("what was replaced is missed by nobody").isZero();
    assertThat(fixture.catalog.checks().damaged()).as("and nobody is asked to bring it").isEmpty();
    assertThat(fixture.plan(brings).assetsToRead()).isZero();
  }

  @Test
  void whatIsWholeAfterAllIsNotReplaced() throws IOException {
    Collection<Path> archive = begin(true);
    Asset photo = fixture.asset("IMG_1.jpg");
    byte[] object = fixture.contents.object(fixture.contents.contentOf(photo.id()).objectKey());
    object[3] ^= 1;
    assertThat(verify()).isEqualTo(1);
    object[3] ^= 1;

    fixture.imports(archive);

    assertThat(fixture.assets()).hasSize(2).contains(photo);
    assertThat(fixture.catalog.checks().damaged()).isEmpty();
  }

  @Test
  void halfOfALivePhotoThatIsLostIsStoredByItself() throws IOException {
    fixture = new ImportFixture();
    Collection<Path> whole =
        List.copyOf(takeout().media("IMG_9.HEIC", jpeg("still")).media("IMG_9.MOV", mp4("moving", 2_000)).writeTo(inbox).values());
    fixture.imports(whole);
    Asset live = fixture.asset("IMG_9.HEIC");
    fixture.loseContentOf(live);
    assertThat(verify()).isEqualTo(1);

    Collection<Path> half = takeout("20250101T101010Z").media("IMG_9.HEIC", jpeg("still")).writeTo(inbox).values();
    fixture.imports(half);

    Asset still = fixture.assets().get(1);
    assertThat(fixture.read(still, Half.STILL_OR_WHOLE)).isEqualTo(jpeg("still"));

    fixture.imports(half);
    assertThat(fixture.assets()).as("nothing gives way to what is lost").contains(live, still);
    fixture.imports(whole);
    assertThat(fixture.assets()).as("the whole is there again").containsExactly(live);
    assertThat(fixture.read(live, Half.LIVE_VIDEO)).isEqualTo(mp4("moving", 2_000));
  }

  @Test
  void ofTwoWithTheSameContentTheOneThatHasItIsFound() throws IOException {
    Collection<Path> archive = begin(true);
    Asset lost = fixture.asset("IMG_1.jpg");
    fixture.loseContentOf(lost);
    assertThat(verify()).isEqualTo(1);
    fixture.imports(archive);
    // As after a kill between the new one and the trash.
    fixture.library.restore(fixture.library.album(AlbumKind.ALBUM, "Back", "back"), List.of(lost.id()));
    assertThat(fixture.assets()).hasSize(3);

    fixture.imports(takeout("20250101T101010Z").media("copy.jpg", jpeg("one")).writeTo(inbox).values());

    assertThat(fixture.assets()).as("no third one came, and the lost one gave way").hasSize(2).doesNotContain(lost);
  }

  @Test
  void aLivePhotoWhoseMovingHalfHadAnotherNameInOurFileIsReplaced() throws IOException {
    fixture = new ImportFixture();
    fixture.imports(
        List.copyOf(takeout().media("IMG_9.HEIC", jpeg("still")).media("IMG_9.MOV", mp4("moving", 2_000)).writeTo(inbox).values()));
    Asset live = fixture.asset("IMG_9.HEIC");
    fixture.loseContentOf(live);
    assertThat(verify()).isEqualTo(1);

    fixture.imports(
        takeout("20250101T101010Z").media("IMG_9.HEIC", jpeg("still")).media("IMG_9.mov", mp4("moving", 2_000)).writeTo(inbox).values());

    assertThat(fixture.assets()).hasSize(1).doesNotContain(live);
    assertThat(fixture.read(fixture.assets().get(0), Half.LIVE_VIDEO)).isEqualTo(mp4("moving", 2_000));
    assertThat(verify()).isZero();
  }

  @Test
  void whatIsWholeIsNotStoredTwice() throws IOException {
    Collection<Path> archive = begin(false);
    int objects = fixture.contents.objectCount();
    fixture.imports(archive);
    fixture.imports(takeout("20250101T101010Z").media("copy.jpg", jpeg("one")).writeTo(inbox).values());
    assertThat(fixture.contents.objectCount()).isEqualTo(objects);
  }

  private Collection<Path> begin(boolean remote) throws IOException {
    fixture = new ImportFixture(remote);
    Collection<Path> archive =
        List.copyOf(
            takeout().media("IMG_1.jpg", jpeg("one")).album("Sardinia").media("IMG_2.jpg", jpeg("two")).writeTo(inbox).values());
    fixture.imports(archive);
    return archive;
  }

  private static AssetDetails described(AssetDetails old) {
    return new AssetDetails(
        old.title(),
        old.liveVideoTitle(),
        old.taken(),
        old.modified(),
        old.place(),
        "by its owner",
        old.people(),
        old.archived(),
        old.url(),
        old.sidecarJson());
  }

  private int verify() throws IOException {
    return fixture.library.verify(true, VerifyListener.NONE, () -> false).findings().size();
  }
}
