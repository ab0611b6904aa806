package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.Half;
import org.stillkeep.media.MediaSamples;

/** Archives that are damaged, come apart, or come back. */
class MishapsTest {

  private static final byte[] CLIP = MediaSamples.mp4("IMG_1.MP4", 2_000);

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
  void aDamagedMovingHalfIsNoLiveHalf() throws IOException {
    Path archive = live().writeTo(inbox).get(1);
    damageContentOf(archive, "IMG_1.MP4");
    fixture.options = fixture.options.with(AfterImport.DELETE);

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.PHOTO);
    assertThat(summary.outcomes()).containsEntry(Outcome.DAMAGED, 1L).doesNotContainKey(Outcome.LIVE_HALF);
    assertThat(archive).exists();
    assertThat(fixture.plan(List.of(archive)).isEmpty()).isTrue();
  }

  @Test
  void theMovingHalfOfADamagedStillComesInByItself() throws IOException {
    Path archive = live().writeTo(inbox).get(1);
    damageContentOf(archive, "IMG_1.JPG");

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.VIDEO);
    assertThat(fixture.read(fixture.assets().get(0), Half.STILL_OR_WHOLE)).isEqualTo(CLIP);
    assertThat(summary.outcomes()).containsEntry(Outcome.DAMAGED, 1L).containsEntry(Outcome.IMPORTED, 1L);
    assertThat(fixture.plan(List.of(archive)).isEmpty()).isTrue();
  }

  @Test
  void aMovingHalfWhoseArchiveIsAwayIsNotTakenForImported() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).media("IMG_1.MP4", CLIP).withoutSidecar().writeTo(inbox);
    fixture.plan(parts.values());
    Path away = Files.move(parts.get(2), inbox.resolve("away"));

    ImportSummary first = fixture.imports(List.of(parts.get(1)));
    Files.move(away, parts.get(2));
    fixture.imports(parts.values());

    assertThat(first.outcomes()).containsEntry(Outcome.PENDING, 1L).doesNotContainKey(Outcome.LIVE_HALF);
    assertThat(first.isClean()).isFalse();
    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aDamagedCopyStaysDamagedThoughAnotherCopyIsWhole() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").copyIn("Sardinia").writeTo(inbox).get(1);
    damageContentOf(archive, "IMG_1.jpg");

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).hasSize(1);
    assertThat(summary.failures()).hasSize(1);
    assertThat(summary.outcomes()).containsEntry(Outcome.DAMAGED, 1L).containsEntry(Outcome.IMPORTED, 1L);
  }

  @Test
  @Covers("F32")
  void anArchiveThatWasDownloadedAgainGivesWhatTheDamagedOneHadNot() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").description("the bay").photo("IMG_2.jpg").writeTo(inbox).get(1);
    byte[] whole = Files.readAllBytes(archive);
    damageContentOf(archive, "IMG_1.jpg");
    damageContentOf(archive, "IMG_2.jpg.supplemental-metadata.json");
    ImportSummary first = fixture.imports(List.of(archive));
    Files.write(archive, whole);
    Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

    ImportSummary second = fixture.imports(List.of(archive));

    assertThat(first.outcomes()).containsEntry(Outcome.DAMAGED, 2L);
    assertThat(second.outcomes()).isEqualTo(Map.of(Outcome.IMPORTED, 2L, Outcome.SIDECAR_USED, 2L));
    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(fixture.asset("IMG_2.jpg").details().sidecarJson()).isPresent();
  }

  @Test
  void whatAStopKeptFromBeingLookedIntoIsLookedIntoNextTime() throws IOException {
    // Only the clip's length, which is in its bytes, tells that it is no moving half.
    byte[] film = MediaSamples.mp4("film", 60_000);
    var parts = takeout().photo("IMG_1.JPG").media("IMG_1.MP4", film).withoutSidecar().writeTo(inbox);
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options);
    int[] asked = new int[1];
    assertThatThrownBy(() -> importer.plan(ImportFixture.set(parts.values()), () -> asked[0]++ > 3 && isListed()))
        .isInstanceOf(CancellationException.class);

    fixture.imports(parts.values());

    assertThat(fixture.assets()).extracting(Asset::kind).containsExactlyInAnyOrder(AssetKind.PHOTO, AssetKind.VIDEO);
  }

  @Test
  void anArchiveThatComesAgainIsReadBackAgainBeforeItIsDeleted() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").writeTo(inbox).get(1);
    byte[] bytes = Files.readAllBytes(archive);
    fixture.options = fixture.options.with(AfterImport.MOVE);
    fixture.imports(List.of(archive));
    fixture.loseContentOf(fixture.asset("IMG_1.jpg"));
    Files.write(archive, bytes);
    fixture.options = fixture.options.with(AfterImport.DELETE);

    fixture.imports(List.of(archive));

    assertThat(archive).exists();
  }

  @Test
  void aLateSidecarLeavesWhatTheOwnerWrote() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").description("from Google").sidecarIn(2).writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    AssetDetails now = fixture.asset("IMG_1.jpg").details();
    fixture.library.improve(
        fixture.asset("IMG_1.jpg").id(),
        new AssetDetails(
            now.title(), now.liveVideoTitle(), now.taken(), now.modified(), now.place(), "from the owner", now.people(),
            now.archived(), now.url(), now.sidecarJson()));

    fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("from the owner");
    assertThat(fixture.asset("IMG_1.jpg").details().sidecarJson()).isPresent();
  }

  @Test
  void aDamagedStillInTheLibraryLetsItsMovingHalfComeInByItself() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).media("IMG_1.MP4", CLIP).withoutSidecar().writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    Files.delete(parts.get(1));
    fixture.loseContentOf(fixture.assets().get(0));

    ImportSummary summary = fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.assets()).extracting(Asset::kind).containsExactlyInAnyOrder(AssetKind.PHOTO, AssetKind.VIDEO);
    assertThat(summary.failures()).hasSize(1);
    assertThat(fixture.plan(List.of(parts.get(2))).isEmpty()).isTrue();
  }

  private boolean isListed() {
    return !fixture.catalog.archives().setIds().isEmpty();
  }

  private static TakeoutBuilder live() {
    return takeout().photo("IMG_1.JPG").withoutSidecar().media("IMG_1.MP4", CLIP).withoutSidecar();
  }

  /** Changes a byte inside the packed content of the first entry of this name; the directory stays as it is. */
  static void damageContentOf(Path archive, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    byte[] mark = ("/" + name).getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (!(Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length) && bytes[at + mark.length] != '.')) {
      at++;
    }
    bytes[at + mark.length + 12] ^= 0x55;
    Files.write(archive, bytes);
  }
}
