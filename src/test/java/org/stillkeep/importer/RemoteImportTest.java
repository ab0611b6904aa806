package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.media.MediaSamples;
import org.stillkeep.store.InMemoryServer;

/** Imports into a library behind a network: by several threads, and as if by one. */
class RemoteImportTest extends RemoteImport {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalContentsAreOnTheirWayAtOnceAndComeInInTheirOrder(boolean tgz) throws IOException {
    CyclicBarrier four = new CyclicBarrier(4);
    AtomicInteger contents = new AtomicInteger();
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > CONTENT_BYTES && contents.incrementAndGet() <= 8) {
            await(four);
          }
        });
    TakeoutBuilder photos = photos(30).album("Sardinia");
    Map<Integer, Path> parts = tgz ? photos.writeTgzTo(inbox) : photos.writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 30L);
    assertThat(titles()).containsExactlyElementsOf(titlesInTheVault(parts));
    assertThat(fixture.albumsOf(fixture.asset("IMG_29.jpg"))).containsExactly("Sardinia");
  }

  @Test
  void aTgzIsGoneThroughOnceAndItsContentsAreOnTheirWayTogether() throws IOException {
    CyclicBarrier together = new CyclicBarrier(4);
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > CONTENT_BYTES) {
            await(together);
          }
        });
    Path archive = photos(40).writeTgzTo(inbox).get(1);
    ImportPlan plan = fixture.plan(List.of(archive));

    ImportSummary summary =
        new Importer(fixture.library, fixture.catalog, fixture.options).run(plan, ImportListener.NONE, () -> false);

    assertThat(summary.imported()).isEqualTo(40);
    assertThat(summary.bytesRead() - plan.bytesReadPlanning()).isLessThanOrEqualTo(Files.size(archive) + 4 * 64 * 1024);
  }

  @Test
  void whatIsHeardOfTheProgressAddsUp() throws IOException {
    List<Path> parts = List.copyOf(photos(20).writeTo(inbox).values());
    ImportPlan plan = fixture.plan(parts);
    Thread runner = Thread.currentThread();
    AtomicLong entries = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    ImportListener listener =
        new ImportListener() {
          @Override
          public void progressed(long entriesDone, long bytesDone) {
            assertThat(Thread.currentThread()).isSameAs(runner);
            assertThat(entriesDone).isGreaterThanOrEqualTo(entries.getAndSet(entriesDone));
            assertThat(bytesDone).isGreaterThanOrEqualTo(bytes.getAndSet(bytesDone));
          }
        };

    fixture.imports(parts, listener, () -> false);

    assertThat(bytes.get()).isEqualTo(plan.bytesToRead());
    assertThat(entries.get()).isEqualTo(plan.assetsToRead() - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void contentThatIsThereIsNotSentAgain(boolean tgz) throws IOException {
    fixture.imports(photos(5).writeTo(inbox).values());
    int objects = fixture.server.objectsBegun();
    Map<Integer, Path> later = tgz ? renamed(5).writeTgzTo(inbox) : renamed(5).writeTo(inbox);
    ImportPlan plan = fixture.plan(later.values());

    ImportSummary summary = fixture.imports(later.values());

    assertThat(plan.assetsToRead()).as("their names are others").isEqualTo(5);
    assertThat(plan.bytesToRead()).isPositive();
    assertThat(plan.bytesToSend()).isZero();
    assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, 5L);
    assertThat(fixture.server.objectsBegun()).isEqualTo(objects);
    assertThat(fixture.assets()).hasSize(5);
  }

  @Test
  void largeContentIsReadOnceUnlessItMayBeThereAlready() throws IOException {
    byte[] film = new byte[(int) HeldBytes.MOST_BYTES + 1];
    new Random(3).nextBytes(film);
    ImportSummary first = fixture.imports(takeout().media("film.mp4", film).writeTo(inbox).values());
    int objects = fixture.server.objectsBegun();

    var later = takeout("20240701T101010Z").media("the same film.mp4", film).writeTo(inbox).values();
    ImportSummary second = fixture.imports(later);

    assertThat(first.bytesRead()).isBetween((long) film.length, film.length * 3L / 2);
    assertThat(second.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L);
    assertThat(fixture.server.objectsBegun()).isEqualTo(objects);
  }

  @Test
  void oneContentOfTwoLivePhotosWhoseMovingHalvesAreBrokenIsSentOnce() throws IOException {
    byte[] still = content(1);
    var parts =
        takeout()
            .media("IMG_1.HEIC", still).album("One").media("IMG_1.MOV", MediaSamples.mp4("first moving half", 1500)).album("One").withoutSidecar()
            .media("IMG_1.HEIC", still).album("Two").media("IMG_1.MOV", MediaSamples.mp4("other moving half", 1500)).album("Two").withoutSidecar()
            .writeTo(inbox);
    MishapsTest.damageContentOf(parts.get(1), "One/IMG_1.MOV");
    MishapsTest.damageContentOf(parts.get(1), "Two/IMG_1.MOV");

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).hasSize(1);
    assertThat(fixture.albumsOf(fixture.assets().get(0))).containsExactly("One", "Two");
    assertThat(summary.outcomes()).containsEntry(Outcome.DAMAGED, 2L).containsEntry(Outcome.IMPORTED, 1L);
  }

  @Test
  void aStopAbandonsWhatIsOnItsWayAndKeepsWhatHasArrived() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger contents = new AtomicInteger();
    AtomicLong stoppedAt = new AtomicLong();
    fixture.server.uploadBy(
        (bytes, abandoned) -> {
          if (bytes > CONTENT_BYTES && contents.incrementAndGet() > 10) {
            stoppedAt.compareAndSet(0, System.nanoTime());
            stop.set(true);
            waitFor(abandoned);
            throw new CancellationException("abandoned");
          }
        });
    List<Path> parts = List.copyOf(photos(40).writeTo(inbox).values());

    assertThatThrownBy(() -> fixture.imports(parts, ImportListener.NONE, stop::get)).isInstanceOf(CancellationException.class);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedAt.get())).isLessThan(2_000);
    int arrived = fixture.assets().size();
    assertThat(arrived).as("three others were on their way").isBetween(7, 10);
    fixture.server.uploadBy((bytes, abandoned) -> contents.addAndGet(bytes > CONTENT_BYTES ? 1 : 0));
    contents.set(0);
    fixture.imports(parts);
    assertThat(contents.get()).isEqualTo(40 - arrived);
    assertThat(fixture.assets()).hasSize(40);
  }

  @Test
  void anUploadThatWasInterruptedGoesOnWhereItWas() throws IOException {
    byte[] content = new byte[12 << 20];
    new Random(5).nextBytes(content);
    var parts = takeout().media("film.mp4", content).writeTo(inbox);
    fixture.server.killAt(5, false);
    assertThatThrownBy(() -> fixture.imports(parts.values())).isInstanceOf(InMemoryServer.Killed.class);
    long before = fixture.server.partsReceived();
    fixture.server.spare();

    fixture.imports(parts.values());

    assertThat(before).isPositive();
    assertThat(fixture.server.partsReceived()).as("three of the content and one that stands for the thumbnail").isEqualTo(4);
    assertThat(fixture.assets()).hasSize(1);
  }

  @Test
  void anArchiveIsReadBackFromAServerBeforeItIsDeletedAndNotBeforeItIsMoved() throws IOException {
    Path archive = photos(3).writeTo(inbox).get(1);
    fixture.imports(List.of(archive));
    fixture.loseContentOf(fixture.asset("IMG_1.jpg"));

    fixture.options = fixture.options.with(AfterImport.DELETE);
    fixture.imports(List.of(archive));
    assertThat(archive).exists();

    fixture.options = fixture.options.with(AfterImport.MOVE);
    fixture.imports(List.of(archive));
    assertThat(archive).doesNotExist();
  }

  private List<String> titles() {
    return fixture.assets().stream().map(asset -> asset.details().title()).toList();
  }

  private static List<String> titlesInTheVault(Map<Integer, Path> parts) throws IOException {
    try (ImportFixture vault = new ImportFixture()) {
      vault.imports(parts.values());
      List<String> titles = new ArrayList<>();
      for (Asset asset : vault.assets()) {
        titles.add(asset.details().title());
      }
      return titles;
    }
  }

  /** The same contents by other names, in a later Takeout. */
  private static TakeoutBuilder renamed(int count) {
    TakeoutBuilder takeout = takeout("20260101T101010Z");
    for (int i = 0; i < count; i++) {
      takeout.media("other " + i + ".jpg", content(i));
    }
    return takeout;
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("they did not come together", e);
    }
  }

  private static void waitFor(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("it never came");
      }
      Thread.onSpinWait();
    }
  }
}
