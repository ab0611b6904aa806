package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.UploadMemory;

/** Parts on their way while the next is filled. */
class PartLineTest {

  private static final int TWO_PARTS_BYTES = PartBuffer.PART_BYTES + 10;
  private static final byte[] TWO_PARTS = Ciphertexts.bytes(TWO_PARTS_BYTES);
  private static final byte[] THREE_PARTS = Ciphertexts.bytes(PartBuffer.PART_BYTES + TWO_PARTS_BYTES);
  private static final byte[] SMALL = Ciphertexts.bytes(10_000);

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  private final AtomicBoolean stop = new AtomicBoolean();
  private final NotedMemory memory = new NotedMemory();
  private EnteStore store;

  @BeforeEach
  void openAStore() {
    Account account = server.account(UUID.randomUUID() + "@example.org");
    store = EnteStores.open(server, account);
    server.objectRequests().clear();
  }

  @AfterEach
  void closeTheStore() {
    server.objectFaults().clear();
    store.close();
  }

  private void open(int partsAhead) {
    store.close();
    Account account = server.account(UUID.randomUUID() + "@example.org");
    store = EnteStore.open(EnteStores.session(server, account), EnteStores.options().withPartsAhead(partsAhead));
  }

  private String put(byte[] sealed) throws IOException {
    try (ObjectUpload upload = store.putObject(sealed.length, memory, stop::get)) {
      upload.body().write(sealed);
      return upload.commit();
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  private static long puts() {
    return server.objectRequests().count("PUT ");
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whoeverMustKnowIsToldBeforeAnythingLeaves(int partsAhead) {
    open(partsAhead);
    for (byte[] sealed : new byte[][] {SMALL, TWO_PARTS, THREE_PARTS}) {
      long parts = PartBuffer.count(sealed.length);
      for (int refused = 1; refused <= parts; refused++) {
        memory.forget();
        memory.refuseToSend(refused);
        server.objectRequests().clear();
        assertThatThrownBy(() -> put(sealed)).hasMessage("as the test wishes");
        assertThat(puts()).as("told of %d parts of %d", refused - 1, parts).isLessThan(refused);
      }
    }
  }

  @Test
  void thePartThatComesIsTakenWhileTheOneBeforeIsOnItsWay() throws IOException {
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    try (ObjectUpload upload = store.putObject(TWO_PARTS_BYTES, memory, stop::get)) {
      upload.body().write(TWO_PARTS);
      await().until(() -> puts() == 1);
      assertThat(memory.hasParts(0)).as("nothing is said to be there that is not").isTrue();
    }
  }

  @Test
  void withoutRoomForASecondPartTheFirstIsSentBeforeMoreIsTaken() throws IOException {
    open(1);
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    try (ObjectUpload first = store.putObject(TWO_PARTS_BYTES, UploadMemory.none(), stop::get)) {
      first.body().write(TWO_PARTS);
      await().until(() -> puts() == 1);
      try (ObjectUpload second = store.putObject(TWO_PARTS_BYTES, memory, stop::get)) {
        second.body().write(TWO_PARTS);
        assertThat(memory.hasParts(1)).isTrue();
      }
    }
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    NotedMemory ofThird = new NotedMemory();
    try (ObjectUpload third = store.putObject(TWO_PARTS_BYTES, ofThird, stop::get)) {
      third.body().write(TWO_PARTS);
      assertThat(ofThird.hasParts(0)).as("the first has given its room back").isTrue();
    }
  }

  @Test
  void aPartThatIsNotTakenFailsWhatIsWrittenNext() throws IOException {
    server.objectFaults().fail("PUT /", 1, 403, "<Error><Code>AccessDenied</Code></Error>");
    try (ObjectUpload upload = store.putObject(THREE_PARTS.length, memory, stop::get)) {
      upload.body().write(THREE_PARTS, 0, PartBuffer.PART_BYTES + 1);
      AtomicInteger next = new AtomicInteger(PartBuffer.PART_BYTES + 1);
      assertUnavailable(
          () ->
              await()
                  .until(
                      () -> {
                        upload.body().write(THREE_PARTS, next.getAndIncrement(), 1);
                        return false;
                      }));
    }
  }

  @Test
  void aPartThatIsNotTakenFailsTheEndOfTheObject() throws IOException {
    server.objectFaults().fail("PUT /", 1, 403, "<Error><Code>AccessDenied</Code></Error>");
    try (ObjectUpload upload = store.putObject(TWO_PARTS_BYTES, memory, stop::get)) {
      upload.body().write(TWO_PARTS);
      assertUnavailable(upload::commit);
    }
    assertThat(puts()).as("nothing follows it").isEqualTo(1);
  }

  @Test
  void anUploadThatIsGivenUpLetsGoOfThePartOnItsWay() throws IOException {
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    Instant closed;
    try (ObjectUpload upload = store.putObject(TWO_PARTS_BYTES, memory, stop::get)) {
      upload.body().write(TWO_PARTS);
      await().until(() -> puts() == 1);
      closed = Instant.now();
    }
    assertThat(Duration.between(closed, Instant.now())).isLessThan(Duration.ofSeconds(5));
    await().until(() -> threads().noneMatch(name -> name.equals("stillkeep-ente-part")));
    assertThat(server.object(put(TWO_PARTS))).isEqualTo(TWO_PARTS);
  }

  @Test
  void aStopEndsWhoeverWaitsForThePartOnItsWay() throws IOException {
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    try (ObjectUpload upload = store.putObject(TWO_PARTS_BYTES, memory, stop::get)) {
      upload.body().write(TWO_PARTS);
      await().until(() -> puts() == 1);
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> stop.set(true), CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
      Instant began = Instant.now();
      assertThatThrownBy(upload::commit).isInstanceOf(CancellationException.class);
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
      assertThat(stopped).isCompleted();
    }
  }

  @Test
  void aThreadThatCannotBeStartedIsNotWaitedFor() {
    Executor noThreads =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    Semaphore partsAhead = new Semaphore(1);
    PartLine line = new PartLine(null, TWO_PARTS_BYTES, partsAhead, new AtomicBoolean(), noThreads);

    assertThatThrownBy(() -> line.send(new PartBuffer(10))).isInstanceOf(OutOfMemoryError.class);

    assertTimeoutPreemptively(Duration.ofSeconds(20), line::close);
    assertThat(partsAhead.availablePermits()).isEqualTo(1);
  }
}
