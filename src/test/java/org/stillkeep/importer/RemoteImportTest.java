package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
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
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.media.MediaSamples;
import org.stillkeep.store.InMemoryServer;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Imports into a library behind a network: by several threads, and as if by one. */
class RemoteImportTest {

  /** Thumbnails and the objects that stand for one are smaller, the contents of {@link #photos} are not. */
  private static final int CONTENT_BYTES = 50_000;

  @TempDir Path inbox;
  private ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture(true);
  }

  @AfterEach
  void close() {
    fixture.close();
    // A pool is terminated a moment before its last thread is gone.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("stillkeep-upload")));
  }

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

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"FULL", "LOGIN_REQUIRED", "UNAVAILABLE"})
  void aStoreThatSaysNoEndsTheRunWithWhatWasDone(Reason reason) throws IOException {
    AtomicInteger contents = new AtomicInteger();
    fixture.server.uploadBy(
        (bytes, abandoned) -> {
          if (bytes > CONTENT_BYTES && contents.incrementAndGet() > 10) {
            throw new StoreException(reason, "as the test wishes");
          }
        });
    List<Path> parts = List.copyOf(photos(40).writeTo(inbox).values());

    assertThatThrownBy(() -> fixture.imports(parts))
        .isInstanceOfSatisfying(StoreException.class, no -> assertThat(no.reason()).isEqualTo(reason));

    int arrived = fixture.assets().size();
    assertThat(arrived).as("three others were on their way").isBetween(7, 10);
    fixture.server.uploadBy((bytes, abandoned) -> {});
    ImportSummary rest = fixture.imports(parts);
    assertThat(rest.outcomes()).as("nothing was held against an entry").isEqualTo(Map.of(Outcome.IMPORTED, 40L, Outcome.SIDECAR_USED, 40L));
    assertThat(rest.imported()).isEqualTo(40 - arrived);
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"REFUSED", "UNAVAILABLE"})
  void oneContentThatTheStoreNeverTakesKeepsNoOtherOut(Reason reason) throws IOException {
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > 200_000) {
            throw new StoreException(reason, "this one never");
          }
        });
    List<Path> parts = List.copyOf(photos(20, takeout().media("odd.jpg", new byte[300_000])).writeTo(inbox).values());

    assertThatThrownBy(() -> fixture.imports(parts)).isInstanceOf(StoreException.class).hasMessage("odd.jpg: this one never");

    assertThat(fixture.assets()).hasSize(20);
    fixture.server.uploadBy((bytes, stop) -> {});
    assertThat(fixture.imports(parts).outcomes()).as("nothing was held against it").containsEntry(Outcome.IMPORTED, 21L);
  }

  @Test
  void aFileThatIsTooLargeForTheStoreIsAnOutcomeAndTheRunGoesOn() throws IOException {
    refuseAbove(200_000);
    var parts = photos(3).media("huge.jpg", new byte[300_000]).writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 3L).containsEntry(Outcome.UNSUPPORTED, 1L);
    assertThat(summary.failures()).singleElement().satisfies(failure -> assertThat(failure.message()).contains("larger than the library takes"));
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"REFUSED", "TOO_LARGE"})
  void aFileThatTheServerRefusesToRegisterIsAnOutcomeAndTheOthersComeIn(Reason reason) throws IOException {
    fixture.server.neverRegister(reason, file -> file.content().ciphertextBytes() > 200_000);
    var parts = photos(3).media("odd.jpg", new byte[300_000]).writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).hasSize(3);
    assertThat(summary.imported()).isEqualTo(3);
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 3L).containsEntry(Outcome.UNSUPPORTED, 1L);
    assertThat(summary.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.path()).endsWith("odd.jpg");
              assertThat(failure.message()).contains("the library does not take it", "never this one");
            });
    int objects = fixture.server.objectsBegun();
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
    fixture.imports(parts.values());
    assertThat(fixture.server.objectsBegun()).as("nothing is sent again").isEqualTo(objects);
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"REFUSED", "NOT_FOUND"})
  void aFileThatMayBeTakenAnotherTimeEndsTheRunAfterAllOthers(Reason reason) throws IOException {
    Predicate<NewFile> all = file -> true;
    Predicate<NewFile> large = file -> file.content().ciphertextBytes() > 200_000;
    fixture.server.neverRegister(reason, reason == Reason.REFUSED ? all : large);
    var parts = photos(3).media("odd.jpg", new byte[300_000]).writeTo(inbox);

    assertThatThrownBy(() -> fixture.imports(parts.values()))
        .isInstanceOf(StoreException.class)
        .hasMessage((reason == Reason.REFUSED ? "IMG_0.jpg" : "odd.jpg") + ": never this one");

    assertThat(fixture.assets()).hasSize(reason == Reason.REFUSED ? 0 : 3);
    fixture.server.neverRegister(reason, file -> false);
    assertThat(fixture.imports(parts.values()).outcomes()).as("nothing was held against it").containsEntry(Outcome.IMPORTED, 4L);
  }

  @Test
  void whenTheServerBeginsToRefuseEverythingNothingIsHeldAgainstAnEntry() throws IOException {
    AtomicInteger imported = new AtomicInteger();
    fixture.server.neverRegister(Reason.REFUSED, file -> imported.get() > 0);
    List<Path> parts = List.copyOf(photos(70).writeTo(inbox).values());
    ImportListener counting =
        new ImportListener() {
          @Override
          public void imported(Asset asset) {
            imported.incrementAndGet();
          }
        };

    assertThatThrownBy(() -> fixture.imports(parts, counting, () -> false))
        .isInstanceOf(StoreException.class)
        .hasMessage("IMG_64.jpg: never this one");

    assertThat(imported).as("one batch").hasValue(64);
    fixture.server.neverRegister(Reason.REFUSED, file -> false);
    assertThat(fixture.imports(parts).outcomes()).containsEntry(Outcome.IMPORTED, 70L).doesNotContainKey(Outcome.UNSUPPORTED);
  }

  @Test
  void aMovingHalfThatIsTooLargeLeavesItsStill() throws IOException {
    refuseAbove(200_000);
    byte[] moving = MediaSamples.mp4("m".repeat(250_000), 1500);
    var parts = takeout().photo("IMG_1.HEIC").media("IMG_1.MOV", moving).withoutSidecar().writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().satisfies(asset -> assertThat(asset.kind()).isEqualTo(AssetKind.PHOTO));
    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 1L).containsEntry(Outcome.UNSUPPORTED, 1L);
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

  private void refuseAbove(long mostBytes) {
    fixture.server.uploadBy(
        (bytes, stop) -> {
          if (bytes > mostBytes) {
            throw new StoreException(Reason.TOO_LARGE, bytes + " bytes");
          }
        });
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

  private static TakeoutBuilder photos(int count) {
    return photos(count, takeout());
  }

  private static TakeoutBuilder photos(int count, TakeoutBuilder takeout) {
    for (int i = 0; i < count; i++) {
      takeout.media("IMG_" + i + ".jpg", content(i));
    }
    return takeout;
  }

  /** The same contents by other names, in a later Takeout. */
  private static TakeoutBuilder renamed(int count) {
    TakeoutBuilder takeout = takeout("20260101T101010Z");
    for (int i = 0; i < count; i++) {
      takeout.media("other " + i + ".jpg", content(i));
    }
    return takeout;
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[CONTENT_BYTES + 1_000 * (seed % 7)];
    new Random(seed).nextBytes(content);
    byte[] head = MediaSamples.jpeg("x");
    System.arraycopy(head, 0, content, 0, head.length);
    return content;
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
