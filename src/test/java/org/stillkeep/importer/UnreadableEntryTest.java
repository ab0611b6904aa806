package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.library.Half;
import org.stillkeep.media.MediaSamples;

/** A disk that does not give out some bytes of an archive: what lies there waits, and nothing else does. */
@Covers({"F9", "J"})
class UnreadableEntryTest {

  private static final String ALBUM = "Takeout/Google Photos/Sardinia/";

  /** Of a ZIP's entry, between its name and its bytes. */
  private static final int MOST_BEFORE_CONTENT = 25;

  @TempDir private Path folder;
  private ImportFixture fixture;

  /** Not closed: the one beneath is the machine's own. */
  @SuppressWarnings("resource")
  private final FaultyFileSystem disk = new FaultyFileSystem(FileSystems.getDefault());

  /** Where their contents begin. */
  private final Set<Long> spoilt = new HashSet<>();
  private boolean pulledOut;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture();
    disk.watch(
        new DiskWatcher() {
          @Override
          public void before(DiskCall call) {}

          @Override
          public void beforeRead(DiskCall call, long position, int bytes) throws IOException {
            if (pulledOut || isInSpoiltContent(position)) {
              throw new IOException("Input/output error");
            }
          }
        });
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aPhotoThatIsNotGivenOutWaitsAndTheOthersOfItsArchiveComeIn() throws IOException {
    Path archive = onDisk(takeout().photo("IMG_1.jpg").photo("IMG_2.jpg").photo("IMG_3.jpg"));
    spoil(archive, "IMG_2.jpg");

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).extracting(asset -> asset.details().title()).containsExactly("IMG_1.jpg", "IMG_3.jpg");
    assertThat(summary.outcomes()).containsEntry(Outcome.PENDING, 1L).doesNotContainKey(Outcome.DAMAGED);
    assertThat(summary.problems()).singleElement().satisfies(
        problem -> assertThat(problem.message()).contains("IMG_2.jpg").contains("Input/output error"));
    spoilt.clear();
    assertThat(fixture.imports(List.of(archive)).isClean()).isTrue();
    assertThat(fixture.assets()).hasSize(3);
  }

  @Test
  void aPhotoThatWasToSettleAQuestionWaitsAndTheRestIsPlanned() throws IOException {
    Path archive =
        onDisk(
            takeout()
                .photo("IMG_1.jpg")
                .entry(ALBUM + "AMB.jpg", MediaSamples.jpeg("AMB.jpg"))
                .entry(ALBUM + "amb.JPG.json", sidecar(1))
                .entry(ALBUM + "Amb.Jpg.json", sidecar(99)));
    spoil(archive, "AMB.jpg");

    ImportPlan plan = fixture.plan(List.of(archive));

    assertThat(plan.adds()).hasSize(1);
    assertThat(plan.problems()).singleElement().satisfies(problem -> assertThat(problem.message()).contains("AMB.jpg"));
    fixture.imports(List.of(archive));
    assertThat(fixture.assets()).extracting(asset -> asset.details().title()).containsExactly("IMG_1.jpg");
    spoilt.clear();
    assertThat(fixture.imports(List.of(archive)).isClean()).isTrue();
    assertThat(fixture.assets()).hasSize(2);
  }

  @Test
  void halfALivePhotoWaitsForTheOther() throws IOException {
    Path archive = onDisk(takeout().photo("IMG_1.JPG").video("IMG_1.MP4").withoutSidecar().photo("IMG_2.JPG").video("IMG_2.MP4").withoutSidecar());
    spoil(archive, "IMG_1.JPG");
    spoil(archive, "IMG_2.MP4");

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).isEmpty();
    assertThat(summary.problems()).singleElement().satisfies(
        problem -> assertThat(problem.message()).matches("(?s).*(IMG_1.JPG|IMG_2.MP4): Input/output error, and 1 more of its files"));
    spoilt.clear();
    fixture.imports(List.of(archive));
    assertThat(fixture.assets()).hasSize(2).extracting(Asset::kind).containsOnly(AssetKind.LIVE_PHOTO);
  }

  @Test
  void aCopyThatIsGivenOutServes() throws IOException {
    Path archive = onDisk(takeout().photo("IMG_1.jpg").copyIn("Sardinia"));
    spoil(archive, "IMG_1.jpg");

    fixture.imports(List.of(archive));

    assertThat(fixture.read(fixture.asset("IMG_1.jpg"), Half.STILL_OR_WHOLE)).isEqualTo(MediaSamples.jpeg("IMG_1.jpg"));
  }

  @Test
  void aDiskThatIsGoneIsNotAskedForEachOfItsPhotos() throws IOException {
    TakeoutBuilder takeout = takeout();
    for (int i = 0; i < 60; i++) {
      takeout.photo("IMG_" + i + ".jpg");
    }
    Path archive = onDisk(takeout);
    ImportPlan plan = fixture.plan(List.of(archive));
    pulledOut = true;
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options);

    ImportSummary summary = importer.run(plan, ImportListener.NONE, () -> false);

    assertThat(summary.outcomes()).containsEntry(Outcome.PENDING, 60L);
    assertThat(summary.problems()).singleElement().satisfies(problem -> assertThat(problem.message()).isEqualTo("Input/output error"));
    pulledOut = false;
    assertThat(fixture.imports(List.of(archive)).imported()).isEqualTo(60);
  }

  private Path onDisk(TakeoutBuilder takeout) throws IOException {
    return disk.getPath(takeout.writeTo(folder).get(1).toString());
  }

  /** The first entry of this name; its bytes begin behind its name. */
  private void spoil(Path archive, String name) throws IOException {
    String bytes = new String(Files.readAllBytes(folder.resolve(archive.getFileName().toString())), StandardCharsets.ISO_8859_1);
    spoilt.add((long) bytes.indexOf("/" + name) + name.length() + 1);
  }

  /** Archives as small as these are also read as a whole, to find their directories. */
  private boolean isInSpoiltContent(long position) {
    return spoilt.stream().anyMatch(start -> position >= start && position < start + MOST_BEFORE_CONTENT);
  }

  private static byte[] sidecar(int seconds) {
    return ("{\"title\": \"AMB.jpg\", \"photoTakenTime\": {\"timestamp\": \"15651867" + String.format("%02d", seconds) + "\"}}")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
