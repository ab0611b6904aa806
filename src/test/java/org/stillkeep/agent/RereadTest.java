package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.NewAsset;
import org.stillkeep.library.VerifyListener;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.RemoteStore;
import org.stillkeep.store.StoreException;

/** The library is read again, a share each day, each content in its turn; what is damaged is told until it is whole. */
@Covers({"F54", "P2"})
class RereadTest {

  private static final int DAYS = 5;
  private static final int CONTENT_BYTES = 1_000;
  private static final RereadOptions FAST = new RereadOptions(DAYS, 1L << 40, () -> false, () -> {});

  private final Catalog catalog = Catalog.inMemory();
  private final List<Asset> photos = new ArrayList<>();
  private Keys keys;
  private InMemoryContents contents;
  private Library library;
  /** Long after all photos came. */
  private Instant today = Instant.now().plus(Duration.ofDays(100));

  @BeforeEach
  void fillALibrary() throws IOException {
    SecureRandom random = new SecureRandom();
    Keys.Created created = Keys.create("correct horse".toCharArray(), new KdfLimits(8 * 1024, 1), random);
    keys = created.keys();
    contents = new InMemoryContents(created.attributes());
    library = Library.open(new InMemoryStore(contents), keys, catalog, random);
    for (int i = 0; i < 10; i++) {
      photos.add(photo("IMG_" + i + ".jpg"));
    }
  }

  @AfterEach
  void close() {
    keys.close();
    catalog.close();
  }

  @Test
  void eachContentIsReadOnceInSoManyDays() throws IOException {
    for (int day = 0; day < DAYS; day++) {
      assertThat(readADay(FAST)).as("a fifth of ten").isEqualTo(2);
      assertThat(readADay(FAST)).as("the share of the day survives a restart").isZero();
      today = today.plus(Duration.ofDays(1));
    }
    assertThat(catalog.checks().countReadSince(today.minus(Duration.ofDays(DAYS)).toEpochMilli())).isEqualTo(10);
    assertThat(readADay(FAST)).as("the first ones are due again").isEqualTo(2);
  }

  @Test
  void whatCameOrWasReadLatelyIsNotReadAgain() throws IOException {
    today = Instant.now();
    assertThat(readADay(FAST)).isZero();
  }

  @Test
  void neverMeansNever() throws IOException {
    assertThat(readADay(RereadOptions.OFF)).isZero();
  }

  @Test
  void damageIsRememberedAndKeepsNothingElseFromBeingRead() throws IOException {
    object(0)[7] ^= 1;
    for (int day = 0; day < DAYS; day++) {
      readADay(FAST);
      today = today.plus(Duration.ofDays(1));
    }
    assertThat(catalog.checks().damaged()).extracting(StoredAsset::id).containsExactly(photos.get(0).id());
    assertThat(catalog.checks().countReadSince(0)).isEqualTo(9);
  }

  @Test
  void whatTheStoreDoesNotGiveOutIsToldAndKeepsNothingElseFromBeingRead() throws IOException {
    RemoteStore store = new RemoteStore(new InMemoryStore(contents));
    store.failDownloadOf(photos.get(0).id());
    Library elsewhere = Library.open(store, keys, catalog, new SecureRandom());
    RereadOptions oneDay = new RereadOptions(1, 1L << 40, () -> false, () -> {});
    Reread reread = new Reread(elsewhere, catalog, oneDay, clock(), System::nanoTime);
    while (reread.readNext(() -> false)) {
      assertThat(catalog.checks().damaged()).isEmpty();
    }
    assertThat(catalog.checks().countReadSince(0)).isEqualTo(9);
    assertThat(reread.failure()).hasValueSatisfying(failure -> assertThat(failure).startsWith("IMG_0.jpg in Holiday: "));
  }

  @Test
  void aStoreThatIsAwayForLongIsNoFailureOfThePhotosThatItHas() throws IOException {
    RemoteStore store = new RemoteStore(new InMemoryStore(contents));
    Library elsewhere = Library.open(store, keys, catalog, new SecureRandom());
    RereadOptions oneDay = new RereadOptions(1, 1L << 40, () -> false, () -> {});
    Reread reread = new Reread(elsewhere, catalog, oneDay, clock(), System::nanoTime);
    store.failDownloads(Optional.of(StoreException.Reason.UNAVAILABLE));
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThat(failsAtOnce(reread)).as("three photos tell that it is away").isEqualTo(2);
    }
    assertThat(reread.failure()).isEmpty();
    store.failDownloads(Optional.empty());
    while (reread.readNext(() -> false)) {
      assertThat(reread.failure()).isEmpty();
    }
    assertThat(catalog.checks().countReadSince(0)).isEqualTo(10);
  }

  /** How many it skips before it says that the store is away. */
  private static int failsAtOnce(Reread reread) {
    AtomicInteger skipped = new AtomicInteger();
    assertThatThrownBy(
            () -> {
              while (reread.readNext(() -> false)) {
                skipped.incrementAndGet();
              }
            })
        .isInstanceOf(StoreException.class);
    return skipped.get();
  }

  @Test
  void itReadsNoFasterThanItMay() throws IOException {
    AtomicLong nanos = new AtomicLong();
    RereadOptions slow = new RereadOptions(DAYS, CONTENT_BYTES / 4, () -> false, () -> {});
    Reread reread = new Reread(library, catalog, slow, clock(), () -> nanos.addAndGet(500_000_000));
    assertThat(reread.readNext(() -> false)).isTrue();
    assertThat(nanos.get()).isGreaterThan(Duration.ofSeconds(4).toNanos());
  }

  @Test
  void whatIsStoppedIsReadLater() {
    RereadOptions slow = new RereadOptions(DAYS, 1, () -> false, () -> {});
    Reread reread = new Reread(library, catalog, slow, clock(), System::nanoTime);
    assertThatThrownBy(() -> reread.readNext(() -> true)).isInstanceOf(CancellationException.class);
    assertThat(catalog.checks().countReadSince(0)).isZero();
  }

  @Test
  void theLaneReadsWhenNothingHindersItAndTellsWhatIsDamagedUntilItIsWhole() throws Exception {
    object(0)[7] ^= 1;
    AtomicBoolean onBattery = new AtomicBoolean(true);
    StatusBoard board = new StatusBoard(clock());
    AtomicBoolean gaveWay = new AtomicBoolean();
    RereadOptions options = new RereadOptions(DAYS, 1L << 40, onBattery::get, () -> gaveWay.set(true));
    RereadLane lane = new RereadLane(parts(options), board, () -> false, Duration.ZERO);
    lane.tell();
    assertThat(board.current().problems()).isEmpty();
    assertThat(gaveWay).isFalse();
    onBattery.set(false);
    lane.start();
    await().until(() -> board.current().reread().orElseThrow().damagedAssets() == 1);
    assertThat(gaveWay).as("before it read").isTrue();
    lane.stop();

    Problem problem = board.current().problems().get(0);
    assertThat(problem.what()).isEqualTo("IMG_0.jpg in Holiday is damaged in the library");
    assertThat(problem.remedy()).contains("stillkeep verify --fix");
    assertThat(problem.needsYou()).isTrue();
    assertThat(StatusJson.of(board.current()).get("reread").toString())
        .isEqualTo("{\"days\":5,\"readAssets\":1,\"damagedAssets\":1}");

    object(0)[7] ^= 1;
    library.verify(false, VerifyListener.NONE, () -> false);
    lane.tell();
    assertThat(board.current().problems()).isEmpty();
  }

  @Test
  void damageOfWhatTheStoreKeepsTwiceIsToldUntilItIsWhole() {
    AtomicReference<Optional<StoreCopies.Damage>> damage = new AtomicReference<>(Optional.empty());
    StatusBoard board = new StatusBoard(clock());
    RereadLane lane = new RereadLane(parts(FAST, damage::get), board, () -> false);
    lane.tell();
    assertThat(board.current().problems()).isEmpty();
    damage.set(Optional.of(new StoreCopies.Damage("damaged in the vault: vault.json", "run `stillkeep verify --fix`")));
    lane.tell();
    Problem problem = board.current().problems().get(0);
    assertThat(problem.what()).isEqualTo("damaged in the vault: vault.json");
    assertThat(problem.remedy()).isEqualTo("stop Stillkeep and run `stillkeep verify --fix`");
    assertThat(board.current().state()).isEqualTo(AgentStatus.State.NEEDS_YOU);
    damage.set(Optional.empty());
    lane.tell();
    assertThat(board.current().problems()).isEmpty();
  }

  @Test
  void thePausedAgentReadsNothing() throws Exception {
    StatusBoard board = new StatusBoard(clock());
    AtomicBoolean asked = new AtomicBoolean();
    RereadLane lane =
        new RereadLane(
            parts(FAST),
            board,
            () -> {
              asked.set(true);
              return true;
            },
            Duration.ZERO);
    lane.start();
    await().untilTrue(asked);
    lane.stop();
    assertThat(catalog.checks().countReadSince(0)).isZero();
  }

  @Test
  @Covers("F59")
  void theLaneOutlivesALackOfThreads() throws Exception {
    AtomicBoolean lacked = new AtomicBoolean();
    BooleanSupplier lacking =
        () -> {
          lacked.set(true);
          throw new OutOfMemoryError("unable to create native thread");
        };
    RereadLane lane = new RereadLane(parts(FAST), new StatusBoard(clock()), lacking, Duration.ZERO);
    lane.start();
    await().untilTrue(lacked);
    await().until(() -> Thread.getAllStackTraces().keySet().stream().anyMatch(RereadTest::isLaneThatWaits));
    lane.stop();
  }

  private static boolean isLaneThatWaits(Thread thread) {
    return thread.getName().equals("stillkeep-reread") && thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** As a program does that is started, and ends, once a day. */
  private int readADay(RereadOptions options) throws IOException {
    Reread reread = new Reread(library, catalog, options, clock(), System::nanoTime);
    int read = 0;
    while (reread.readNext(() -> false)) {
      read++;
    }
    return read;
  }

  private Clock clock() {
    return Clock.fixed(today, ZoneOffset.UTC);
  }

  private byte[] object(int photo) {
    return contents.object(catalog.assets().byId(photos.get(photo).id()).orElseThrow().content().objectKey());
  }

  private AgentParts parts(RereadOptions options) {
    return parts(options, StoreCopies.NONE);
  }

  private AgentParts parts(RereadOptions options, StoreCopies copies) {
    Path nowhere = Path.of("nowhere");
    return new AgentParts(
        List.of(nowhere),
        new InboxScanner(List.of(nowhere), SettleOptions.DEFAULT, System::nanoTime),
        new Importer(library, catalog, ImportOptions.defaults(ZoneOffset.UTC, clock())),
        List.of(),
        catalog,
        List.of(),
        new LibraryLink(
            new LibraryHome.Vault(nowhere), library, new InMemoryStore(contents), Duration.ofDays(1), LibraryLink.Relogin.NONE, copies),
        options,
        () -> false,
        Duration.ofMinutes(1),
        clock(),
        System::nanoTime);
  }

  private Asset photo(String title) throws IOException {
    byte[] content = new byte[CONTENT_BYTES];
    content[0] = (byte) photos.size();
    AssetDetails details =
        new AssetDetails(
            title,
            Optional.empty(),
            CaptureTime.ofSidecar(Instant.parse("2019-07-13T06:40:00Z")),
            Optional.empty(),
            Optional.empty(),
            "",
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    var sealed =
        library.seal(
            new ContentPart(title, content.length, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(content)),
            Optional.empty(),
            ByteObserver.NONE,
            () -> false);
    var album = library.album(AlbumKind.ALBUM, "Holiday", "takeout/Holiday");
    return library
        .add(List.of(new NewAsset(sealed, AssetKind.PHOTO, details, List.of(album), Optional.empty())))
        .get(0)
        .orThrow();
  }
}
