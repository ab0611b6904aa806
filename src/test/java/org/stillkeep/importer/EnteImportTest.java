package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.ente.EnteStores;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.library.Half;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.media.MediaSamples;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Imports into an account on a server, over HTTP. */
class EnteImportTest {

  private static final int PHOTOS = 24;
  private static final int PHOTO_BYTES = 60_000;

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  @TempDir Path inbox;
  private final Catalog catalog = Catalog.inMemory();
  private Account account;
  private Keys keys;
  private LibraryStore store;
  private Library library;

  @BeforeEach
  void open() throws Exception {
    account = server.account(UUID.randomUUID() + "@example.org");
    keys = Keys.unlockWithPassphrase(account.keyAttributes(), account.password());
    store = EnteStores.open(server, account);
    library = Library.open(store, keys, catalog, new SecureRandom());
    library.refresh(() -> false);
  }

  @AfterEach
  void close() throws IOException {
    server.apiFaults().clear();
    server.objectFaults().clear();
    server.apiRequests().clear();
    server.objectRequests().clear();
    library.close();
    store.close();
    keys.close();
    catalog.close();
  }

  @Test
  void aTakeoutComesInWithFilmsLivePhotosAndAlbums() throws IOException {
    byte[] film = MediaSamples.mp4("x".repeat(21 << 20), 60_000);
    Map<Integer, Path> parts =
        photos()
            .media("film.mp4", film).album("Sardinia")
            .photo("IMG_LIVE.HEIC").video("IMG_LIVE.MOV").withoutSidecar()
            .writeTo(inbox);

    ImportSummary summary = imports(parts.values(), () -> false);

    assertThat(summary.isClean()).isTrue();
    assertThat(summary.imported()).isEqualTo(PHOTOS + 2);
    assertThat(read("film.mp4")).isEqualTo(film);
    assertThat(read("IMG_7.jpg")).isEqualTo(content(7));
    assertThat(server.objectRequests().count("PUT")).as("each content and thumbnail once, the film in two parts").isEqualTo(2L * (PHOTOS + 2) + 1);
    assertThat(plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aStopEndsSlowUploadsWithinASecondAndTheRestComesInLater() throws IOException {
    Map<Integer, Path> parts = photos().writeTo(inbox);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong stoppedAt = new AtomicLong();
    server.objectFaults().before("PUT", 1, () -> stopNow(stop, stoppedAt));
    server.objectFaults().delay("PUT", Faults.ALWAYS, Duration.ofSeconds(20));

    assertThatThrownBy(() -> imports(parts.values(), stop::get)).isInstanceOf(CancellationException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt.get())).isLessThan(Duration.ofSeconds(3));
    server.objectFaults().clear();
    imports(parts.values(), () -> false);
    assertThat(catalog.assets().count(AssetState.ACTIVE)).isEqualTo(PHOTOS);
  }

  @Test
  void aFullAccountEndsTheRunWithWhatWasDoneAndTheRestComesInLater() throws IOException {
    Map<Integer, Path> parts = photos().writeTo(inbox);
    server.setOverdraftBytes(0);
    account.setStorageBytes(PHOTOS * PHOTO_BYTES / 2);

    assertStoreSays(Reason.FULL, parts.values());

    account.setStorageBytes(1L << 30);
    ImportSummary rest = imports(parts.values(), () -> false);
    assertThat(rest.outcomes()).isEqualTo(Map.of(Outcome.IMPORTED, (long) PHOTOS, Outcome.SIDECAR_USED, (long) PHOTOS));
    assertThat(rest.failures()).isEmpty();
  }

  @Test
  void anEndedSessionEndsTheRun() throws IOException {
    Map<Integer, Path> parts = photos().writeTo(inbox);
    account.endSessions();

    assertStoreSays(Reason.LOGIN_REQUIRED, parts.values());
  }

  @Test
  void anotherComputerFindsEverythingThereAndSendsNothing() throws Exception {
    Map<Integer, Path> parts = photos().writeTo(inbox);
    imports(parts.values(), () -> false);
    long sent = server.objectRequests().count("PUT");
    try (Catalog fresh = Catalog.inMemory();
        LibraryStore other = EnteStores.open(server, account);
        Library there = Library.open(other, keys, fresh, new SecureRandom())) {
      there.refresh(() -> false);
      Importer importer = new Importer(there, fresh, ImportOptions.defaults(ImportFixture.ZONE, ImportFixture.CLOCK));

      ImportSummary summary =
          importer.run(importer.plan(ImportFixture.set(parts.values()), () -> false), ImportListener.NONE, () -> false);

      assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, (long) PHOTOS);
      assertThat(server.objectRequests().count("PUT")).isEqualTo(sent);
    }
  }

  private void assertStoreSays(Reason reason, Collection<Path> archives) {
    assertThatThrownBy(() -> imports(archives, () -> false))
        .isInstanceOfSatisfying(StoreException.class, no -> assertThat(no.reason()).isEqualTo(reason));
  }

  private static void stopNow(AtomicBoolean stop, AtomicLong stoppedAt) {
    stoppedAt.compareAndSet(0, System.nanoTime());
    stop.set(true);
  }

  private ImportPlan plan(Collection<Path> archives) throws IOException {
    return importer().plan(ImportFixture.set(archives), () -> false);
  }

  private ImportSummary imports(Collection<Path> archives, BooleanSupplier stopRequested) throws IOException {
    return importer().run(plan(archives), ImportListener.NONE, stopRequested);
  }

  private Importer importer() {
    return new Importer(library, catalog, ImportOptions.defaults(ImportFixture.ZONE, ImportFixture.CLOCK));
  }

  private byte[] read(String title) throws IOException {
    Asset[] found = new Asset[1];
    catalog.assets().forEach(
        AssetState.ACTIVE,
        stored -> {
          if (stored.asset().details().title().equals(title)) {
            found[0] = stored.asset();
          }
        });
    try (InputStream in = library.openContent(found[0], Half.STILL_OR_WHOLE)) {
      return in.readAllBytes();
    }
  }

  private static TakeoutBuilder photos() {
    TakeoutBuilder takeout = takeout();
    for (int i = 0; i < PHOTOS; i++) {
      takeout.media("IMG_" + i + ".jpg", content(i));
    }
    return takeout;
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[PHOTO_BYTES];
    new Random(seed).nextBytes(content);
    byte[] head = MediaSamples.jpeg("x");
    System.arraycopy(head, 0, content, 0, head.length);
    return content;
  }
}
