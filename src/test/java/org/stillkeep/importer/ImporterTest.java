package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.Half;
import org.stillkeep.media.MediaSamples;

class ImporterTest {

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
  void aPhotoComesInWithItsSidecarAndAlbum() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").description("the bay").album("Sardinia").writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    Asset photo = fixture.asset("IMG_1.jpg");
    assertThat(photo.details().taken()).isEqualTo(CaptureTime.ofSidecar(TAKEN));
    assertThat(photo.details().description()).isEqualTo("the bay");
    assertThat(fixture.albumsOf(photo)).containsExactly("Sardinia");
    assertThat(fixture.read(photo, Half.STILL_OR_WHOLE)).isEqualTo(MediaSamples.jpeg("IMG_1.jpg"));
    assertThat(summary.imported()).isEqualTo(1);
    assertThat(summary.outcomes())
        .isEqualTo(Map.of(Outcome.IMPORTED, 1L, Outcome.SIDECAR_USED, 1L, Outcome.ALBUM_DATA, 1L));
  }

  @Test
  @Covers({"F38", "F39"})
  void aLatePartHealsWhatCameBeforeEvenWhenTheEarlierArchiveIsGone() throws IOException {
    var parts =
        takeout().photo("IMG_1.jpg").description("the bay").sidecarIn(2).part(2).photo("IMG_2.jpg").writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    assertThat(fixture.asset("IMG_1.jpg").details().sidecarJson()).isEmpty();
    Files.delete(parts.get(1));

    ImportSummary summary = fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(fixture.asset("IMG_1.jpg").details().taken()).isEqualTo(CaptureTime.ofSidecar(TAKEN));
    assertThat(summary.healed()).isEqualTo(1);
    assertThat(summary.imported()).isEqualTo(1);
    assertThat(summary.outcomes()).isEqualTo(Map.of(Outcome.IMPORTED, 2L, Outcome.SIDECAR_USED, 2L));
    assertThat(fixture.catalog.outcomes().healedOfSet(summary.setId())).isEqualTo(1);
  }

  @Test
  @Covers("F39")
  void aSidecarThatCameFirstWaitsForItsPhoto() throws IOException {
    var parts = takeout().part(2).photo("IMG_1.jpg").description("the bay").sidecarIn(1).writeTo(inbox);
    ImportSummary first = fixture.imports(List.of(parts.get(1)));
    assertThat(first.outcomes()).isEqualTo(Map.of(Outcome.SIDECAR_WAITING, 1L));
    Files.delete(parts.get(1));

    ImportSummary second = fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(second.outcomes()).isEqualTo(Map.of(Outcome.IMPORTED, 1L, Outcome.SIDECAR_USED, 1L));
  }

  @Test
  void photosOfOneSizeGetTheirRowsTogether() throws IOException {
    TakeoutBuilder takeout = takeout();
    for (int i = 100; i < 200; i++) {
      takeout.media("IMG_" + i + ".jpg", MediaSamples.jpeg("IMG_" + i + ".jpg"));
    }
    List<Long> rows = new ArrayList<>();
    ImportListener counting =
        new ImportListener() {
          @Override
          public void imported(Asset asset) {
            rows.add(fixture.catalog.assets().count(AssetState.ACTIVE));
          }
        };

    fixture.imports(takeout.writeTo(inbox).values(), counting, () -> false);

    assertThat(rows).hasSize(100);
    assertThat(rows.get(0)).as("rows when the first is told of").isGreaterThan(50);
  }

  @Test
  @Covers("F37")
  void theSameArchiveRenamedImportsNothingAndReadsNoContent() throws IOException {
    byte[] large = new byte[2_000_000];
    new Random(1).nextBytes(large);
    System.arraycopy(MediaSamples.jpeg("x"), 0, large, 0, 20);
    var parts = takeout().media("IMG_1.jpg", large).album("Sardinia").writeTo(inbox);
    fixture.imports(parts.values());
    long change = fixture.catalog.lastChange();
    Path renamed = Files.move(parts.get(1), inbox.resolve("backup.zip"));

    ImportPlan plan = fixture.plan(List.of(renamed));
    ImportSummary summary = fixture.imports(List.of(renamed));

    assertThat(plan.isEmpty()).isTrue();
    assertThat(summary.bytesRead()).isLessThan(100_000);
    assertThat(summary.changedAnything()).isFalse();
    assertThat(fixture.catalog.lastChange()).isEqualTo(change);
  }

  @Test
  @Covers("F37")
  void aLaterTakeoutOfTheSamePhotosReadsOnlySidecars() throws IOException {
    byte[] large = new byte[2_000_000];
    new Random(1).nextBytes(large);
    System.arraycopy(MediaSamples.jpeg("x"), 0, large, 0, 20);
    fixture.imports(takeout("20240101T101010Z").media("IMG_1.jpg", large).writeTo(inbox).values());

    ImportSummary later =
        fixture.imports(
            takeout("20250101T101010Z").media("IMG_1.jpg", large).album("Sardinia").photo("IMG_2.jpg").writeTo(inbox).values());

    assertThat(later.imported()).isEqualTo(1);
    assertThat(later.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L);
    assertThat(later.bytesRead()).isLessThan(large.length / 4);
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).containsExactly("Sardinia");
  }

  @Test
  void anAlbumGoesByItsFolderUntilALaterPartTellsItsTitle() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").album("Sun/Sea").albumDataIn(2).writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).containsExactly("Sun_Sea");

    ImportSummary summary = fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.albumsOf(fixture.asset("IMG_1.jpg"))).containsExactly("Sun/Sea");
    assertThat(summary.healed()).isEqualTo(1);
    assertThat(summary.missingParts()).as("part 1 has been seen").isEmpty();
    assertThat(fixture.plan(List.of(parts.get(2))).isEmpty()).isTrue();
  }

  @Test
  void whatItsOwnerThrewAwayStaysAwayWhenAnotherPartComes() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").album("Sardinia").part(2).photo("IMG_2.jpg").writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    fixture.library.trash(List.of(fixture.asset("IMG_1.jpg").id()));

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().isEqualTo(fixture.asset("IMG_2.jpg"));
    assertThat(summary.imported()).isEqualTo(1);
  }

  @Test
  @Covers("Z27")
  void twoAccountsThatExportedInTheSameMinuteStayApart() throws IOException {
    var mine = takeout("20240601T101010Z").photo("IMG_1.jpg").description("mine").writeTo(inbox);
    var yours = takeout("20240601T101020Z").media("IMG_1.jpg", MediaSamples.jpeg("yours")).withoutSidecar().writeTo(inbox);

    fixture.imports(mine.values());
    fixture.imports(yours.values());

    assertThat(fixture.assets()).extracting(asset -> asset.details().description()).containsExactly("mine", "");
  }

  @Test
  void copiesInAlbumsAndYearFolderAreOneAssetWithAllAlbums() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").copyIn("Sardinia").copyIn("Best of").writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).hasSize(1);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Best of", "Sardinia");
    assertThat(summary.outcomes()).containsEntry(Outcome.COPY, 2L).containsEntry(Outcome.IMPORTED, 1L);
  }

  @Test
  void aLivePhotoIsOneAsset() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").video("IMG_1.MP4").withoutSidecar().writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    Asset live = fixture.asset("IMG_1.JPG");
    assertThat(fixture.assets()).hasSize(1);
    assertThat(live.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.read(live, Half.LIVE_VIDEO)).isEqualTo(MediaSamples.mp4("IMG_1.MP4", 2_000));
    assertThat(summary.outcomes()).containsEntry(Outcome.LIVE_HALF, 1L);
  }

  @Test
  void aMovingHalfThatComesLaterMakesTheStillALivePhoto() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").album("Sardinia").part(2).video("IMG_1.MP4").withoutSidecar().album("Sardinia").writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    Files.delete(parts.get(1));

    ImportSummary summary = fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Sardinia");
    assertThat(fixture.read(fixture.assets().get(0), Half.STILL_OR_WHOLE)).isEqualTo(MediaSamples.jpeg("IMG_1.JPG"));
    assertThat(summary.outcomes()).containsEntry(Outcome.LIVE_HALF, 1L).containsEntry(Outcome.IMPORTED, 1L);
    assertThat(fixture.plan(List.of(parts.get(2))).isEmpty()).isTrue();
  }

  @Test
  void favouritesGoToTheFavouritesAndBinnedPhotosStayOut() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").favorite().photo("IMG_2.jpg").trashed().writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).hasSize(1);
    assertThat(fixture.catalog.albums().albumsOf(fixture.asset("IMG_1.jpg").id())).singleElement()
        .extracting(album -> album.kind().name()).isEqualTo("FAVORITES");
    assertThat(summary.outcomes()).containsEntry(Outcome.TRASHED_SKIPPED, 1L);
  }

  @Test
  @Covers({"Z3", "P14"})
  void aDamagedEntryIsAnOutcomeAndTheRestComesIn() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").photo("IMG_2.jpg").writeTo(inbox).get(1);
    damageContentOf(archive, "IMG_1.jpg");

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.path()).endsWith("IMG_1.jpg"));
    assertThat(summary.outcomes()).containsEntry(Outcome.DAMAGED, 1L).containsEntry(Outcome.IMPORTED, 1L);
    assertThat(fixture.plan(List.of(archive)).isEmpty()).isTrue();
  }

  @Test
  void aStopLosesNothingAndDoublesNothing() throws IOException {
    TakeoutBuilder takeout = takeout();
    for (int i = 0; i < 30; i++) {
      takeout.photo("IMG_" + i + ".jpg");
    }
    var parts = takeout.writeTo(inbox);
    AtomicLong done = new AtomicLong();
    ImportListener listener =
        new ImportListener() {
          @Override
          public void progressed(long assetsDone, long bytesDone) {
            done.set(assetsDone);
          }
        };

    assertThatThrownBy(() -> fixture.imports(parts.values(), listener, () -> done.get() > 2)).isInstanceOf(CancellationException.class);
    int before = fixture.assets().size();
    ImportSummary rest = fixture.imports(parts.values());

    assertThat(before).as("what was finished is kept").isPositive();
    assertThat(fixture.assets()).hasSize(30);
    assertThat(rest.imported()).isEqualTo(30 - before);
  }

  @Test
  @Covers("P15")
  void contentThatTheLibraryHasIsNotAddedAgainWhenTheJournalIsLost() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").writeTo(inbox);
    fixture.imports(parts.values());
    Path copy = inbox.resolve("takeout-20250101T101010Z-001.zip");
    fixture.options = fixture.options.with(Trust.CONTENT);
    TakeoutBuilder.zip(copy, Map.of("Takeout/Google Photos/Photos from 2019/IMG_1.jpg", MediaSamples.jpeg("IMG_1.jpg")));

    ImportSummary summary = fixture.imports(List.of(copy));

    assertThat(fixture.assets()).hasSize(1);
    assertThat(summary.alreadyThere()).isEqualTo(1);
    assertThat(fixture.asset("IMG_1.jpg").details().sidecarJson()).isPresent();
  }

  @Test
  void theCamerasClockTellsTheOffsetOfGooglesInstant() throws IOException {
    LocalDateTime digits = LocalDateTime.ofInstant(TAKEN, ZoneOffset.ofHours(2));
    var parts = takeout().photo("IMG_1.jpg").exif(digits, Optional.empty()).writeTo(inbox);

    fixture.imports(parts.values());

    CaptureTime taken = fixture.asset("IMG_1.jpg").details().taken();
    assertThat(taken.instant()).isEqualTo(TAKEN);
    assertThat(taken.offset()).contains(ZoneOffset.ofHours(2));
  }

  @Test
  void withoutSidecarTheLadderGoesDownToNames() throws IOException {
    var parts =
        takeout()
            .photo("a.jpg").exif(LocalDateTime.of(2018, 7, 1, 12, 0), Optional.empty()).withoutSidecar()
            .photo("IMG_20180702_120000.jpg").withoutSidecar()
            .photo("b.jpg").withoutSidecar()
            .writeTo(inbox);

    fixture.imports(parts.values());

    assertThat(fixture.asset("a.jpg").details().taken().source()).isEqualTo(CaptureTime.Source.EMBEDDED);
    assertThat(fixture.asset("a.jpg").details().taken().instant()).isEqualTo(Instant.parse("2018-07-01T10:00:00Z"));
    assertThat(fixture.asset("IMG_20180702_120000.jpg").details().taken().instant())
        .isEqualTo(Instant.parse("2018-07-02T10:00:00Z"));
    assertThat(fixture.asset("b.jpg").details().taken().accuracy()).isEqualTo(CaptureTime.Accuracy.YEAR);
  }

  @Test
  void anArchiveThatIsDoneWithIsMovedAside() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").writeTo(inbox);
    fixture.options = fixture.options.with(AfterImport.MOVE);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.fates()).singleElement().extracting(ImportSummary.ArchiveFate::fate).isEqualTo(AfterImport.MOVE);
    assertThat(parts.get(1)).doesNotExist();
    assertThat(inbox.resolve(".stillkeep-imported").resolve(parts.get(1).getFileName())).exists();
  }

  @Test
  void anArchiveIsNotDeletedWhileItHoldsSomethingThatIsNowhereElse() throws IOException {
    fixture.options = fixture.options.with(AfterImport.DELETE);
    var clean = takeout("20240101T101010Z").photo("IMG_1.jpg").writeTo(inbox);
    var mixed = takeout("20250101T101010Z").photo("IMG_2.jpg").entry("Takeout/Mail/All mail.mbox", new byte[10]).writeTo(inbox);
    var binned = takeout("20260101T101010Z").photo("IMG_3.jpg").photo("IMG_4.jpg").trashed().writeTo(inbox);

    fixture.imports(clean.values());
    fixture.imports(mixed.values());
    fixture.imports(binned.values());

    assertThat(clean.get(1)).doesNotExist();
    assertThat(mixed.get(1)).exists();
    assertThat(binned.get(1)).exists();
  }

  @Test
  void anArchiveWithAnotherHardLinkStays() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").writeTo(inbox);
    Files.createLink(inbox.resolve("other name"), parts.get(1));
    fixture.options = fixture.options.with(AfterImport.DELETE);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(parts.get(1)).exists();
    assertThat(summary.fates()).singleElement().extracting(ImportSummary.ArchiveFate::fate).isEqualTo(AfterImport.KEEP);
  }

  @Test
  @Covers("F34")
  void anArchiveThatVanishedBetweenPlanAndRunIsAProblemAndWaits() throws IOException {
    var parts = takeout().photo("IMG_1.jpg").writeTo(inbox);
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options);
    ImportPlan plan = importer.plan(ImportFixture.set(parts.values()), () -> false);
    Path aside = Files.move(parts.get(1), inbox.resolve("aside.zip"));

    ImportSummary gone = importer.run(plan, ImportListener.NONE, () -> false);
    Files.move(aside, parts.get(1));
    ImportSummary back = fixture.imports(parts.values());

    assertThat(gone.problems()).hasSize(1);
    assertThat(gone.outcomes()).containsEntry(Outcome.PENDING, 1L);
    assertThat(back.imported()).isEqualTo(1);
  }

  /** Changes a byte inside the packed content of an entry; the directory stays as it is. */
  private static void damageContentOf(Path archive, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    byte[] mark = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length - mark.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        bytes[at + mark.length + 12] ^= 0x55;
        break;
      }
    }
    Files.write(archive, bytes);
  }
}
