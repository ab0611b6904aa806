package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.catalog.AccountedEntry;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Concern;
import org.stillkeep.faults.Covers;
import org.stillkeep.inbox.HandmadeZip;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.ForwardingStore;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.UploadMemory;

class InboxTurnTest {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path inbox;

  private final Catalog catalog = Catalog.inMemory();
  private Keys keys;
  private final StatusBoard board = new StatusBoard(CLOCK);
  private AgentParts parts;
  private InboxTurn turn;
  private OptionalLong freeBytes = OptionalLong.empty();
  private boolean isRemote;
  private volatile boolean refusesAll;
  private final AtomicInteger sent = new AtomicInteger();
  private long laterNanos;
  private ServerTurn server;

  @BeforeEach
  void makeAgent() throws IOException {
    SecureRandom random = new SecureRandom();
    Keys.Created created = Keys.create("correct horse".toCharArray(), new KdfLimits(8 * 1024, 1), random);
    keys = created.keys();
    LibraryStore store =
        new ForwardingStore(new InMemoryStore(new InMemoryContents(created.attributes()))) {
          @Override
          public OptionalLong freeBytes() {
            return freeBytes;
          }

          @Override
          public boolean isRemote() {
            return isRemote;
          }

          @Override
          public ObjectUpload putObject(long bytes, UploadMemory memory, BooleanSupplier stopRequested) throws IOException {
            if (refusesAll) {
              sent.incrementAndGet();
              throw new StoreException(StoreException.Reason.REFUSED, "this one never");
            }
            return super.putObject(bytes, memory, stopRequested);
          }
        };
    Library library = Library.open(store, keys, catalog, random);
    parts =
        new AgentParts(
            List.of(inbox),
            new InboxScanner(List.of(inbox), new SettleOptions(Duration.ZERO), System::nanoTime),
            new Importer(library, catalog, ImportOptions.defaults(ZoneOffset.UTC, CLOCK)),
            List.of(),
            catalog,
            List.of(),
            LibraryLink.toVault(inbox, library, store),
            Duration.ofMinutes(1),
            CLOCK,
            () -> System.nanoTime() + laterNanos);
    makeTurn();
  }

  /** As by a restart. */
  private void makeTurn() {
    Lookout lookout = new Lookout(parts, Duration.ofSeconds(1), board, () -> false, silentExport -> {});
    server = new ServerTurn(parts, board, () -> false);
    turn = new InboxTurn(parts, board, server, lookout, () -> false, () -> {});
  }

  @AfterEach
  void close() {
    keys.close();
    catalog.close();
  }

  /** A thing is settled at the second look. */
  private void lookTwice() throws IOException {
    turn.turn(Set.of());
    turn.turn(Set.of());
  }

  @Test
  @Covers({"F32", "P19"})
  void aDamagedArchiveThatIsReplacedInPlaceIsReadAgain() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").writeTo(inbox).get(1);
    byte[] whole = Files.readAllBytes(archive);
    byte[] damaged = whole.clone();
    damaged[100] ^= 1;
    Files.write(archive, damaged);
    lookTwice();
    assertThat(catalog.assets().count(AssetState.ACTIVE)).isZero();

    Files.write(archive, whole);
    Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    lookTwice();

    assertThat(catalog.assets().count(AssetState.ACTIVE)).isOne();
  }

  @Test
  void aDamagedArchiveThatIsDownloadedAgainUnderTheBrowsersNameForItIsReadAgain() throws IOException {
    Path archive = takeout().photo("IMG_1.jpg").writeTo(inbox).get(1);
    byte[] whole = Files.readAllBytes(archive);
    byte[] damaged = whole.clone();
    damaged[100] ^= 1;
    Files.write(archive, damaged);
    lookTwice();

    Path again = Files.write(inbox.resolve(archive.getFileName().toString().replace(".zip", " (1).zip")), whole);
    Files.setLastModifiedTime(again, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    lookTwice();

    assertThat(catalog.assets().count(AssetState.ACTIVE)).isOne();
  }

  @Test
  @Covers("Z18")
  void anArchiveWithoutAnyPhotoIsNotJustDone() throws IOException {
    Path drive = takeout("20240601T101010Z").entry("Takeout/Drive/letter.txt", new byte[] {1}).writeTo(inbox).get(1);
    Path empty = Files.write(inbox.resolve("takeout-20240701T101010Z-001.zip"), new HandmadeZip().bytes());
    takeout("20240801T101010Z").part(1).photo("IMG_1.jpg").sidecarIn(2).writeTo(inbox);
    Files.delete(inbox.resolve("takeout-20240801T101010Z-001.zip"));
    lookTwice();
    assertThat(board.current().problems()).hasSize(2).allMatch(problem -> problem.what().startsWith("no photo or video is in the set"));

    Files.delete(drive);
    Files.delete(empty);
    lookTwice();
    assertThat(board.current().problems()).isEmpty();
  }

  @Test
  void anArchiveOfArchivesNeedsNoPhotoBesideThem() throws IOException {
    Path inner = takeout("20240601T101010Z").photo("IMG_1.jpg").writeTo(inbox).get(1);
    HandmadeZip outer = new HandmadeZip();
    outer.add("Takeout/" + inner.getFileName(), Files.readAllBytes(inner)).stored();
    Files.write(inbox.resolve("drive-download-20240701T101010Z-001.zip"), outer.bytes());
    Files.delete(inner);
    lookTwice();
    assertThat(catalog.assets().count(AssetState.ACTIVE)).isOne();
    assertThat(board.current().problems()).isEmpty();
  }

  @Test
  @Covers("F46")
  void thatNotAllSetsWillFitIsSaidBeforeTheFirstIsImported() throws IOException {
    takeout("20240601T101010Z").media("a.mp4", noise(6)).writeTo(inbox);
    takeout("20240701T101010Z").media("b.mp4", noise(7)).writeTo(inbox);
    long floorBytes = 256L << 20;
    freeBytes = OptionalLong.of(floorBytes + (9 << 20));
    List<List<Problem>> told = new ArrayList<>();
    board.observe(status -> told.add(status.problems()));
    lookTwice();

    List<Problem> plan = told.stream().flatMap(List::stream).distinct().toList();
    assertThat(plan).extracting(Problem::what).singleElement().asString().startsWith("not all of the 2 sets that wait will fit: about ");
    assertThat(plan).noneMatch(Problem::needsYou);
    assertThat(catalog.assets().count(AssetState.ACTIVE)).as("each by itself fits").isEqualTo(2);
    turn.turn(Set.of());
    assertThat(board.current().problems()).isEmpty();
  }

  @Test
  @Covers("F46")
  void whatIsImportedAlreadyNeedsNoRoom() throws IOException {
    takeout("20240601T101010Z").media("a.mp4", noise(6)).writeTo(inbox);
    takeout("20240701T101010Z").media("b.mp4", noise(7)).writeTo(inbox);
    lookTwice();
    freeBytes = OptionalLong.of(1);
    makeTurn();
    List<Problem> told = new ArrayList<>();
    board.observe(status -> told.addAll(status.problems()));
    lookTwice();
    assertThat(told).isEmpty();
  }

  /** What no archive makes smaller. */
  private static byte[] noise(int mib) {
    byte[] bytes = new byte[mib << 20];
    new Random(mib).nextBytes(bytes);
    return bytes;
  }

  /** Moves the only part of a Takeout into a product group, as Takeouts have them since mid 2025. */
  private void drop(String photo, String name) throws IOException {
    Path archive = takeout().photo(photo).writeTo(inbox).get(1);
    Files.move(archive, inbox.resolve("takeout-20240601T101010Z-" + name + ".zip"));
  }

  @Test
  @Covers("F38")
  void aPartOfAnotherGroupWithTheSameNumberDoesNotHideAMissingOne() throws IOException {
    drop("a.jpg", "1-001");
    drop("b.jpg", "1-002");
    drop("c.jpg", "3-001");
    drop("d.jpg", "3-003");

    lookTwice();

    SetStatus set = board.current().sets().get(0);
    assertThat(set.missingParts()).containsExactly("takeout-20240601T101010Z-3-002");
    assertThat(set.partRow())
        .extracting(part -> part.label() + (part.missing() ? " missing" : ""))
        .containsExactly("1-001", "1-002", "3-001", "3-002 missing", "3-003");
  }

  @Test
  void aPartThatWasTakenAwayAfterItsImportIsNotMissing() throws IOException {
    drop("a.jpg", "1-001");
    drop("c.jpg", "3-001");
    lookTwice();
    Files.delete(inbox.resolve("takeout-20240601T101010Z-3-001.zip"));
    drop("d.jpg", "3-003");

    lookTwice();

    assertThat(board.current().sets().get(0).missingParts()).containsExactly("takeout-20240601T101010Z-3-002");
  }

  @Test
  @Covers("F67")
  void whatAServerRefusesIsSentAgainAfterEverLongerTimesAndAtAWish() throws IOException {
    isRemote = true;
    makeTurn();
    server.turn();
    refusesAll = true;
    takeout("20240601T101010Z").photo("IMG_1.jpg").writeTo(inbox);
    lookTwice();
    assertThat(sent).hasValue(1);
    assertThat(board.current().problems()).extracting(Problem::what).singleElement().asString().contains("IMG_1.jpg", "this one never");
    assertThat(catalog.accounts().list("20240601T101010Z", Concern.PENDING, 9))
        .extracting(AccountedEntry::reason)
        .containsExactly("the library did not take it: this one never");

    int[] sentAfterHours = new int[4];
    for (int quarter = 0; quarter < 16; quarter++) {
      laterNanos += Duration.ofMinutes(15).toNanos();
      turn.turn(Set.of());
      sentAfterHours[quarter / 4] = sent.get();
    }
    assertThat(sentAfterHours).as("after a quarter, half an hour, an hour, two hours").containsExactly(3, 4, 4, 5);

    turn.retryNow();
    turn.turn(Set.of());
    assertThat(sent).as("as somebody wishes").hasValue(6);
    refusesAll = false;
    turn.retryNow();
    turn.turn(Set.of());
    assertThat(catalog.assets().count(AssetState.ACTIVE)).isEqualTo(1);
    assertThat(catalog.accounts().count("20240601T101010Z", Concern.PENDING)).isZero();
  }

  @Test
  @Covers("F67")
  void aRestartIsNoReasonToSendWhatWasRefused() throws IOException {
    isRemote = true;
    makeTurn();
    server.turn();
    refusesAll = true;
    takeout("20240601T101010Z").photo("IMG_1.jpg").writeTo(inbox);
    lookTwice();
    assertThat(sent).hasValue(1);

    for (int restart = 0; restart < 5; restart++) {
      makeTurn();
      server.turn();
      lookTwice();
    }
    assertThat(sent).as("by an agent that begins again and again").hasValue(1);
    assertThat(board.current().problems()).extracting(Problem::what).singleElement().asString().contains("IMG_1.jpg", "this one never");

    laterNanos += Duration.ofMinutes(16).toNanos();
    turn.turn(Set.of());
    assertThat(sent).as("when its time has come").hasValue(2);
    makeTurn();
    server.turn();
    turn.retryNow();
    lookTwice();
    assertThat(sent).as("as somebody wishes").hasValue(3);
  }

  @Test
  void anotherPartIsSentAlthoughThoseBeforeAreRefused() throws IOException {
    isRemote = true;
    makeTurn();
    server.turn();
    refusesAll = true;
    takeout("20240601T101010Z").photo("IMG_1.jpg").writeTo(inbox);
    lookTwice();
    refusesAll = false;
    makeTurn();
    server.turn();
    takeout("20240601T101010Z").part(2).photo("IMG_2.jpg").writeTo(inbox);
    lookTwice();

    assertThat(catalog.assets().count(AssetState.ACTIVE)).isEqualTo(2);
    assertThat(board.current().problems()).isEmpty();
  }
}
