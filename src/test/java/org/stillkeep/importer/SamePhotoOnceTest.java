package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredEntry;
import org.stillkeep.faults.Covers;
import org.stillkeep.media.MediaSamples;

/** Several Takeouts of one account, months apart: what is known is not read, and what is new is not missed. */
class SamePhotoOnceTest {

  private static final int CONTENT_BYTES = 100_000;
  private static final int OF_EACH_KIND = 33;

  /** What is read of the end of a ZIP, to find its directory behind comments of the greatest length. */
  private static final int TAIL_BYTES = 132_000;

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
  @Covers("F37")
  void aNewFullTakeoutThatIsKnownButForOnePhotoCostsDirectoriesAndSidecarsAndThatPhoto() throws IOException {
    fixture.imports(full("20240101T101010Z").writeTo(inbox).values());
    int assets = fixture.assets().size();
    Path later = full("20250101T101010Z").media("NEW.jpg", jpeg("new")).writeTo(inbox).get(1);

    ImportSummary summary = fixture.imports(List.of(later));

    assertThat(summary.imported()).isEqualTo(1);
    assertThat(fixture.assets()).hasSize(assets + 1);
    long content = (4L * OF_EACH_KIND + 1) * CONTENT_BYTES;
    long directoryAndSidecars = Files.size(later) - content;
    assertThat(summary.bytesRead())
        .as("the directory is read to open, to list, and to open again")
        .isBetween((long) CONTENT_BYTES, CONTENT_BYTES + 3 * (directoryAndSidecars + TAIL_BYTES));
    assertThat(summary.outcomes()).doesNotContainKeys(Outcome.PENDING, Outcome.SIDECAR_WAITING);
  }

  @Test
  void trustInContentReadsAllOfItAgain() throws IOException {
    fixture.imports(full("20240101T101010Z").writeTo(inbox).values());
    int assets = fixture.assets().size();
    fixture.options = fixture.options.with(Trust.CONTENT);

    ImportSummary summary = fixture.imports(full("20250101T101010Z").media("NEW.jpg", jpeg("new")).writeTo(inbox).values());

    assertThat(fixture.assets()).hasSize(assets + 1);
    assertThat(summary.imported()).isEqualTo(1);
    assertThat(summary.bytesRead()).isGreaterThan(4L * OF_EACH_KIND * CONTENT_BYTES);
  }

  @Test
  @Covers("P15")
  void anotherPhotoOfTheSameNameSizeAndChecksumIsNotTakenForTheKnownOne() throws IOException {
    byte[] known = jpeg("one");
    byte[] other = withCrcOf(known, jpeg("other"));
    assertThat(crc32(other)).isEqualTo(crc32(known));
    fixture.imports(takeout("20240101T101010Z").media("IMG_1.jpg", known).writeTo(inbox).values());

    fixture.imports(
        takeout("20250101T101010Z").media("IMG_1.jpg", other).takenAt(TAKEN.plusSeconds(60)).writeTo(inbox).values());
    fixture.imports(
        Map.of(1, bare(inbox.resolve("takeout-20260101T101010Z-001.zip"), "Photos from 2011/IMG_1.jpg", jpegLike(known, "third")))
            .values());

    assertThat(fixture.assets()).hasSize(3);
  }

  @Test
  void twoPhotosOfOneTakeoutWithOneSizeAndChecksumAreTwo() throws IOException {
    byte[] one = jpeg("one");
    byte[] other = jpegLike(one, "other");

    ImportSummary summary =
        fixture.imports(takeout().media("L1000001.DNG", one).media("L1000002.DNG", other).writeTo(inbox).values());

    assertThat(fixture.assets()).hasSize(2);
    assertThat(summary.imported()).isEqualTo(2);
  }

  @Test
  void onePhotoUnderTwoNamesIsOneInTheAlbumsOfBoth() throws IOException {
    byte[] photo = jpeg("one");

    ImportSummary summary =
        fixture.imports(
            takeout().media("IMG_1.jpg", photo).album("Sardinia").media("beach.jpg", photo).album("Best of").writeTo(inbox).values());

    assertThat(fixture.assets()).hasSize(1);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Best of", "Sardinia");
    assertThat(summary.outcomes()).doesNotContainKey(Outcome.PENDING);
  }

  @Test
  void aLivePhotoOfALaterTakeoutTakesThePlaceOfTheBareStillOfAnEarlierOne() throws IOException {
    fixture.imports(takeout("20240101T101010Z").photo("IMG_1.JPG").album("Sardinia").writeTo(inbox).values());

    fixture.imports(
        takeout("20250101T101010Z")
            .photo("IMG_1.JPG").album("Best of").video("IMG_1.MP4").album("Best of").withoutSidecar()
            .writeTo(inbox)
            .values());

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Best of", "Sardinia");
  }

  @ParameterizedTest
  @EnumSource(Trust.class)
  void theBareStillOfALaterTakeoutIsTheLivePhotoOfTheEarlierOne(Trust trust) throws IOException {
    fixture.options = fixture.options.with(trust);
    fixture.imports(
        takeout("20240101T101010Z").photo("IMG_1.JPG").video("IMG_1.MP4").withoutSidecar().writeTo(inbox).values());

    ImportSummary summary =
        fixture.imports(takeout("20250101T101010Z").photo("IMG_1.JPG").album("Best of").writeTo(inbox).values());

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Best of");
    assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L);
  }

  @Test
  void aHalfThatACrashLeftBesideItsWholeIsRetiredByTheNextImport() throws IOException {
    var parts = takeout().photo("IMG_1.JPG").part(2).video("IMG_1.MP4").withoutSidecar().writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    Asset bare = fixture.assets().get(0);
    fixture.imports(List.of(parts.get(2)));
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
    fixture.library.restore(fixture.library.album(AlbumKind.ALBUM, "Sardinia", "takeout/Sardinia"), List.of(bare.id()));

    fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Sardinia");
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void anEntryThatACrashLeftAtItsRetiredHalfIsTheWhole() throws IOException {
    var parts = takeout("20240101T101010Z").photo("IMG_1.JPG").part(2).photo("IMG_1.JPG").album("Best of").writeTo(inbox);
    fixture.imports(List.of(parts.get(1)));
    Asset still = fixture.assets().get(0);
    fixture.imports(takeout("20250101T101010Z").photo("IMG_1.JPG").video("IMG_1.MP4").withoutSidecar().writeTo(inbox).values());
    noteAs(still, "IMG_1.JPG");

    fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().extracting(Asset::kind).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("Best of");
  }

  @Test
  void whatALaterTakeoutHealedIsNotedInTheEarlierOne() throws IOException {
    ImportSummary first = fixture.imports(takeout("20240101T101010Z").photo("IMG_1.jpg").withoutSidecar().writeTo(inbox).values());

    fixture.imports(takeout("20250101T101010Z").photo("IMG_1.jpg").album("Sardinia").writeTo(inbox).values());

    assertThat(fixture.catalog.outcomes().healedOfSet(first.setId())).isEqualTo(1);
    long archive = fixture.catalog.archives().ofSet(first.setId()).get(0).id();
    List<AccountedEntry> entries = new ArrayList<>();
    fixture.catalog.accounts().forEach(archive, entries::add);
    assertThat(entries).singleElement().satisfies(entry -> {
      assertThat(entry.reason()).isEqualTo("got metadata, an album from a later archive");
      assertThat(entry.timeSource()).contains("sidecar");
    });
  }

  @Test
  void anEditedCopyKnowsItsOriginalWhicheverComesFirst() throws IOException {
    var parts =
        takeout()
            .photo("IMG_1-edited.jpg").withoutSidecar().photo("IMG_1.jpg")
            .photo("IMG_2.jpg").photo("IMG_2-edited.jpg").withoutSidecar()
            .photo("IMG_3-edited.jpg").withoutSidecar().part(2).photo("IMG_3.jpg")
            .writeTo(inbox);

    fixture.imports(List.of(parts.get(1)));
    fixture.imports(List.of(parts.get(2)));

    assertThat(fixture.assets()).hasSize(6);
    for (int i = 1; i <= 3; i++) {
      assertThat(fixture.asset("IMG_" + i + "-edited.jpg").details().editedOf())
          .as("IMG_" + i)
          .contains(fixture.asset("IMG_" + i + ".jpg").hash());
      assertThat(fixture.asset("IMG_" + i + ".jpg").details().editedOf()).isEmpty();
    }
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  /** As a crash leaves it between the trash and the journal: an entry of the first Takeout is still its half. */
  private void noteAs(Asset half, String fileName) {
    for (StoredArchive archive : fixture.catalog.archives().ofSet("20240101T101010Z")) {
      List<StoredEntry> entries = new ArrayList<>();
      fixture.catalog.outcomes().forEachOf(archive.id(), entries::add);
      for (StoredEntry entry : entries) {
        if (entry.listed().fileName().equals(fileName)) {
          fixture.catalog.outcomes().record(entry.key(), entry.outcome().withAsset(half.id()));
        }
      }
    }
  }

  /** Photos in year folder and album, live photos, edited copies, and what has no sidecar. */
  private static TakeoutBuilder full(String stamp) {
    TakeoutBuilder builder = takeout(stamp);
    for (int i = 0; i < OF_EACH_KIND; i++) {
      builder.media("IMG_" + i + ".jpg", jpeg("photo" + i)).takenAt(TAKEN.plusSeconds(i));
      builder.media("IMG_" + i + "-edited.jpg", jpeg("edited" + i)).takenAt(TAKEN.plusSeconds(i)).withoutSidecar();
      builder.media("LIVE_" + i + ".HEIC", jpeg("still" + i)).takenAt(TAKEN.plusSeconds(1000 + i));
      builder.media("LIVE_" + i + ".MP4", mp4("moving" + i)).takenAt(TAKEN.plusSeconds(1000 + i)).withoutSidecar();
    }
    return builder;
  }

  private static byte[] jpeg(String seed) {
    return padded(MediaSamples.jpeg(seed), seed);
  }

  private static byte[] mp4(String seed) {
    return padded(MediaSamples.mp4(seed, 2_000), seed);
  }

  /** Bytes that no packer makes smaller. */
  private static byte[] padded(byte[] start, String seed) {
    byte[] content = new byte[CONTENT_BYTES];
    new Random(seed.hashCode()).nextBytes(content);
    System.arraycopy(start, 0, content, 0, start.length);
    return content;
  }

  private static byte[] jpegLike(byte[] known, String seed) {
    byte[] forged = withCrcOf(known, jpeg(seed));
    assertThat(crc32(forged)).isEqualTo(crc32(known));
    return forged;
  }

  private static Path bare(Path archive, String path, byte[] content) throws IOException {
    TakeoutBuilder.zip(archive, Map.of("Takeout/Google Photos/" + path, content));
    return archive;
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** CRC-32 is linear: of 32 single bits at the end, some set of them turns one checksum into any other. */
  private static byte[] withCrcOf(byte[] wanted, byte[] content) {
    long difference = crc32(wanted) ^ crc32(content);
    long zero = crc32(new byte[content.length]);
    long[] columns = new long[32];
    long[] bits = new long[32];
    for (int bit = 0; bit < 32; bit++) {
      byte[] single = new byte[content.length];
      single[content.length - 4 + bit / 8] = (byte) (1 << (bit % 8));
      long column = crc32(single) ^ zero;
      long combination = 1L << bit;
      for (int i = 31; i >= 0; i--) {
        if ((column >> i & 1) == 0) {
          continue;
        }
        if (columns[i] == 0) {
          columns[i] = column;
          bits[i] = combination;
          break;
        }
        column ^= columns[i];
        combination ^= bits[i];
      }
    }
    long chosen = 0;
    for (int i = 31; i >= 0; i--) {
      if ((difference >> i & 1) != 0) {
        difference ^= columns[i];
        chosen ^= bits[i];
      }
    }
    byte[] forged = content.clone();
    for (int bit = 0; bit < 32; bit++) {
      if ((chosen >> bit & 1) != 0) {
        forged[content.length - 4 + bit / 8] ^= (byte) (1 << (bit % 8));
      }
    }
    return forged;
  }
}
