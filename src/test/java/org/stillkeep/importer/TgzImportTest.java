package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.InspectReport.InspectedArchive;

class TgzImportTest {

  private static final int PHOTO_BYTES = 200_000;

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

  private static TakeoutBuilder photos(int count) {
    Random random = new Random(11);
    TakeoutBuilder takeout = takeout();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[PHOTO_BYTES];
      random.nextBytes(content);
      takeout.media("IMG_" + i + ".jpg", content);
    }
    return takeout;
  }

  @Test
  @Covers("F40")
  void aTgzComesInLikeAZipAndJoinsOneAcrossParts() throws IOException {
    Map<Integer, Path> parts =
        takeout()
            .photo("IMG_1.jpg")
            .album("Sardinia")
            .description("the bay")
            .sidecarIn(2)
            .photo("IMG_2.JPG")
            .video("IMG_2.MP4")
            .withoutSidecar()
            .writeTgzTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.isClean()).isTrue();
    assertThat(fixture.asset("IMG_1.jpg").details().description()).isEqualTo("the bay");
    assertThat(fixture.asset("IMG_2.JPG").kind()).isEqualTo(AssetKind.LIVE_PHOTO);
  }

  @Test
  void importingCostsOneWayForTheListAndOneForTheContents() throws IOException {
    Path archive = photos(30).writeTgzTo(inbox).get(1);
    ImportSummary summary = fixture.imports(List.of(archive));
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 30L);
    assertThat(summary.bytesRead()).isLessThan(2 * Files.size(archive) + 1_000_000);
  }

  @Test
  void theSameTgzRenamedIsNotGoneThroughAgain() throws IOException {
    Path archive = photos(30).writeTgzTo(inbox).get(1);
    fixture.imports(List.of(archive));
    Path renamed = Files.move(archive, inbox.resolve("takeout-20240601T101010Z-001 (1).tgz"));

    ImportSummary again = fixture.imports(List.of(renamed));

    assertThat(again.bytesRead()).isZero();
    assertThat(again.imported()).isZero();
  }

  @Test
  void afterAStopTheRestComesInWithoutAnotherList() throws IOException {
    Path archive = photos(30).writeTgzTo(inbox).get(1);
    AtomicBoolean stop = new AtomicBoolean();
    ImportListener listener =
        new ImportListener() {
          @Override
          public void progressed(long assetsDone, long bytesDone) {
            stop.set(assetsDone >= 15);
          }
        };
    assertThatThrownBy(() -> fixture.imports(List.of(archive), listener, stop::get))
        .isInstanceOf(CancellationException.class);

    ImportSummary rest = fixture.imports(List.of(archive));

    assertThat(fixture.assets()).hasSize(30);
    assertThat(rest.bytesRead()).isLessThan(Files.size(archive) + 600_000);
  }

  @Test
  @Covers("F30")
  void aTgzThatBrokeOffIsAProblemAndNothingOfItComesIn() throws IOException {
    Path archive = photos(3).writeTgzTo(inbox).get(1);
    byte[] bytes = Files.readAllBytes(archive);
    // Its end is that of a whole one, its middle is not there: a download manager that loads pieces.
    byte[] holes = bytes.clone();
    Arrays.fill(holes, bytes.length / 3, bytes.length / 2, (byte) 0);
    Files.write(archive, holes);

    ImportSummary summary = fixture.imports(List.of(archive));

    assertThat(summary.problems()).hasSize(1);
    assertThat(fixture.assets()).isEmpty();
    Files.write(archive, bytes);
    assertThat(fixture.imports(List.of(archive)).imported()).isEqualTo(3);
  }

  /** The agent tries a set with problems again every quarter of an hour, and would never let the disk rest. */
  @Test
  void aDamagedTgzIsNotGoneThroughAgainAsLongAsItIsTheSame() throws IOException {
    Path archive = photos(30).writeTgzTo(inbox).get(1);
    byte[] bytes = Files.readAllBytes(archive);
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, bytes.length - 300_000, bytes.length - 200_000, (byte) 0xff);
    Files.write(archive, damaged);
    Importer importer = new Importer(fixture.library, fixture.catalog, fixture.options);
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier never = () -> asked.incrementAndGet() < 0;

    List<ImportSummary.ArchiveProblem> first = importer.plan(ImportFixture.set(List.of(archive)), never).problems();
    int askedFirst = asked.getAndSet(0);
    List<ImportSummary.ArchiveProblem> again = importer.plan(ImportFixture.set(List.of(archive)), never).problems();

    assertThat(first).hasSize(1).isEqualTo(again);
    assertThat(askedFirst).isGreaterThan(30);
    assertThat(asked.get()).isLessThan(10);
    Files.write(archive, bytes);
    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_717_236_000_000L));
    assertThat(importer.plan(ImportFixture.set(List.of(archive)), never).problems()).isEmpty();
  }

  @Test
  void inspectTellsItsKind() throws IOException {
    Path archive = photos(2).writeTgzTo(inbox).get(1);
    Path cut = Files.write(inbox.resolve("cut.tgz"), Arrays.copyOf(Files.readAllBytes(archive), 5000));

    Inspected report = Inspected.of(List.of(archive, cut));

    assertThat(report.archives()).extracting(InspectedArchive::kind).containsExactly("tgz", "tgz");
    assertThat(report.archives()).extracting(InspectedArchive::state).containsExactly("ok", "growing");
    assertThat(report.items()).hasSize(2);
  }
}
