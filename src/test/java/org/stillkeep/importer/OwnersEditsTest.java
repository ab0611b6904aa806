package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.media.MediaSamples;

/** What the owner has done in the library since wins over what an archive says. */
class OwnersEditsTest {

  private static final Place ROME = new Place(41.9, 12.5, OptionalDouble.empty());
  private static final Instant CORRECTED = Instant.parse("2001-02-03T04:05:06Z");

  @TempDir Path inbox;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aFirstSidecarLeavesTitlePlaceAndTimeThatTheOwnerHasSet() throws IOException {
    var parts =
        takeout().photo("IMG_1.jpg").place(48.1, 11.5).people("Ada").sidecarIn(2).photo("IMG_2.jpg").sidecarIn(2).writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    edit("IMG_1.jpg", "Rome.jpg");

    fixture.imports(List.of(parts.get(2)));

    AssetDetails edited = fixture.asset("Rome.jpg").details();
    assertThat(edited.sidecarJson()).isPresent();
    assertThat(edited.people()).containsExactly("Ada");
    assertThat(edited.place()).contains(ROME);
    assertThat(edited.taken().instant()).isEqualTo(CORRECTED);
    assertThat(fixture.asset("IMG_2.jpg").details().taken().instant()).isEqualTo(TAKEN);
  }

  @Test
  void theSidecarOfAnotherGivesWayToTheOwnOfALaterPart() throws IOException {
    Instant own = TAKEN.plusSeconds(9_000_000);
    var parts =
        takeout()
            .media("IMG_1.MOV", MediaSamples.mp4("one", 60_000)).takenAt(own).description("the bay").place(48.1, 11.5).sidecarIn(2)
            .media("IMG_2.MOV", MediaSamples.mp4("two", 60_000)).takenAt(own).sidecarIn(2)
            .part(2)
            .photo("IMG_1.JPG").description("not the bay").place(1, 2).sidecarIn(1)
            .photo("IMG_2.JPG").sidecarIn(1)
            .writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    assertThat(fixture.asset("IMG_1.MOV").details().description()).isEqualTo("not the bay");
    edit("IMG_2.MOV", "Rome.MOV");

    fixture.imports(parts.values());

    AssetDetails healed = fixture.asset("IMG_1.MOV").details();
    assertThat(healed.taken().instant()).isEqualTo(own);
    assertThat(healed.description()).isEqualTo("the bay");
    assertThat(healed.place().orElseThrow().latitude()).isEqualTo(48.1);
    AssetDetails edited = fixture.asset("Rome.MOV").details();
    assertThat(edited.taken().instant()).isEqualTo(CORRECTED);
    assertThat(edited.place()).contains(ROME);
    assertThat(fixture.asset("IMG_1.JPG").details().description()).isEqualTo("not the bay");
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aMovingHalfThatJoinsLeavesThemToo() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).video("IMG_1.MP4").withoutSidecar().writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    edit("IMG_1.JPG", "Rome.jpg");
    Files.delete(parts.get(1));

    fixture.imports(List.of(parts.get(2)));

    Asset whole = fixture.assets().get(0);
    assertThat(fixture.assets()).hasSize(1);
    assertThat(whole.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(whole.details().title()).isEqualTo("Rome.jpg");
    assertThat(whole.details().place()).contains(ROME);
    assertThat(whole.details().taken().instant()).isEqualTo(CORRECTED);
    assertThat(whole.details().liveVideoTitle()).contains("IMG_1.MP4");
  }

  @Test
  void aMovingHalfStaysOutWithItsStillInTheTrashUntilThatIsRestored() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).video("IMG_1.MP4").withoutSidecar().writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    Asset still = fixture.assets().get(0);
    fixture.library.trash(List.of(still.id()));

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).isEmpty();
    assertThat(summary.outcomes()).containsEntry(Outcome.TRASHED_SKIPPED, 1L).doesNotContainKey(Outcome.LIVE_HALF);
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();

    fixture.library.restore(fixture.library.album(AlbumKind.ALBUM, "Sardinia", "takeout/Sardinia"), List.of(still.id()));
    fixture.imports(parts.values());
    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStillComesInThoughItsMovingHalfWasThrownAway(boolean movingHalfIsThere) throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).video("IMG_1.MP4").withoutSidecar().writeTo(inbox);
    fixture.imports(List.of(parts.get(2)));
    fixture.library.trash(List.of(fixture.assets().get(0).id()));
    var there = movingHalfIsThere ? parts.values() : List.of(parts.get(1));

    fixture.imports(there);

    AssetKind kind = movingHalfIsThere ? AssetKind.LIVE_PHOTO : AssetKind.PHOTO;
    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(kind);
    assertThat(fixture.plan(there).isEmpty()).isTrue();
  }

  @Test
  void anAlbumThatWasDeletedComesBackOnlyWithANewTakeoutThatHasIt() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").album("Sardinia").part(2).photo("IMG_2.jpg").writeTo(inbox);
    fixture.imports(parts.values());
    deleteAlbum("Sardinia");

    ImportPlan again = fixture.plan(parts.values());
    fixture.imports(parts.values());

    assertThat(again.isEmpty()).isTrue();
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).isEmpty();

    fixture.imports(takeout("20250101T101010Z").photo("IMG_1.jpg").photo("IMG_3.jpg").writeTo(inbox).values());
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).isEmpty();

    fixture.imports(takeout("20260101T101010Z").photo("IMG_1.jpg").album("Sardinia").photo("IMG_4.jpg").writeTo(inbox).values());
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).containsExactly("Sardinia");
  }

  private void edit(String title, String newTitle) throws IOException {
    Asset asset = fixture.asset(title);
    AssetDetails now = asset.details();
    fixture.library.improve(
        asset.id(),
        new AssetDetails(
            newTitle, now.liveVideoTitle(), CaptureTime.ofSidecar(CORRECTED), now.modified(), Optional.of(ROME),
            now.description(), now.people(), now.archived(), now.url(), now.sidecarJson()));
  }

  /** As a refresh tells it when another client has done it. */
  private void deleteAlbum(String title) {
    StoredAlbum album =
        fixture.catalog.albums().all().stream().filter(each -> each.album().title().equals(title)).findFirst().orElseThrow();
    fixture.catalog.albums().removeAllMembers(album.id());
    fixture.catalog
        .albums()
        .upsert(
            new StoredAlbum(album.album(), album.origin(), album.key(), album.privateMagic(), album.metadata(), true));
  }
}
