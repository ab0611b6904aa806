package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Uploads that are interrupted, refused, repeated; one part and two. */
@Covers("F67")
class EnteUploadTest {

  private static final int TWO_PARTS_BYTES = PartBuffer.PART_BYTES + 10;
  private static final byte[] TWO_PARTS = Ciphertexts.bytes(TWO_PARTS_BYTES);
  private static final byte[] SMALL = Ciphertexts.bytes(10_000);

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  private final SettableClock clock = new SettableClock();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final NotedMemory memory = new NotedMemory();
  private Account account;
  private EnteStore store;

  @BeforeEach
  void openAStore() {
    account = server.account(UUID.randomUUID() + "@example.org");
    store = open();
    server.apiRequests().clear();
    server.objectRequests().clear();
  }

  @AfterEach
  void closeTheStore() {
    server.apiFaults().clear();
    server.objectFaults().clear();
    store.close();
  }

  private EnteStore open() {
    return new EnteStore(EnteStores.session(server, account), EnteStores.options(), clock, 1000);
  }

  /** As after a kill: what the session knew is gone, what was noted is not. */
  private void restart() {
    store.close();
    store = open();
  }

  private String put(byte[] sealed) throws IOException {
    try (ObjectUpload upload = store.putObject(sealed.length, memory, stop::get)) {
      upload.body().write(sealed);
      return upload.commit();
    }
  }

  /** Writes so many bytes, more than one part, and ends there when that part has come. */
  private void begin(byte[] sealed, int bytes) throws IOException {
    try (ObjectUpload upload = store.putObject(sealed.length, memory, stop::get)) {
      upload.body().write(sealed, 0, bytes);
      await().until(() -> memory.hasParts(1));
    }
  }

  private static long puts() {
    return server.objectRequests().count("PUT ");
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertReason(Reason.UNAVAILABLE, call);
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("X-Amz"));
  }

  @Test
  void anObjectOfSeveralPartsIsJoinedFromThem() throws IOException {
    String key = put(TWO_PARTS);
    assertThat(server.object(key)).isEqualTo(TWO_PARTS);
    assertThat(puts()).isEqualTo(2);
    assertThat(server.objectRequests().all())
        .filteredOn(each -> each.method().equals("PUT"))
        .allMatch(each -> each.headers().containsKey("content-md5"))
        .extracting(each -> each.bodyBytes())
        .containsExactly((long) PartBuffer.PART_BYTES, 10L);
  }

  @Test
  void whatFitsIntoOnePartIsSentWholeByUrlsThatAreFetchedSeveralAtOnce() throws IOException {
    for (int i = 0; i < 6; i++) {
      assertThat(server.object(putWithoutMemory(SMALL))).isEqualTo(SMALL);
    }
    assertThat(server.apiRequests().count("GET /files/upload-urls")).isEqualTo(2);
  }

  private String putWithoutMemory(byte[] sealed) throws IOException {
    return Ciphertexts.put(store, sealed).objectKey();
  }

  @Test
  void partsThatAreThereAreNotSentAgainAfterARestart() throws IOException {
    begin(TWO_PARTS, TWO_PARTS_BYTES - 5);
    assertThat(puts()).isEqualTo(1);
    restart();
    String key = put(TWO_PARTS);
    assertThat(puts()).isEqualTo(2);
    assertThat(server.apiRequests().count("GET /files/multipart-upload-urls")).isEqualTo(1);
    assertThat(server.object(key)).isEqualTo(TWO_PARTS);
  }

  @Test
  void anObjectThatIsThereIsNotSentAgainAfterARestart() throws IOException {
    for (byte[] sealed : new byte[][] {SMALL, TWO_PARTS}) {
      memory.forget();
      String key = put(sealed);
      long before = puts();
      restart();
      assertThat(put(sealed)).isEqualTo(key);
      assertThat(puts()).isEqualTo(before);
    }
  }

  @Test
  void whatIsNotedOfAFinishedUploadLetsNobodyWrite() throws IOException {
    put(TWO_PARTS);
    assertThat(memory.recall().orElseThrow()).doesNotContain("http").doesNotContain("X-Amz");
    assertThat(memory.notes()).isEqualTo(5);
  }

  @Test
  void joiningWhoseAnswerGotLostIsDoneOnce() throws IOException {
    server.objectFaults().loseAnswer("POST /", 1);
    String key = put(TWO_PARTS);
    assertThat(server.object(key)).isEqualTo(TWO_PARTS);
  }

  @Test
  void aKillBetweenJoiningAndItsNoteCostsNothing() throws IOException {
    server.objectFaults().loseAnswer("POST /", Faults.ALWAYS);
    assertUnavailable(() -> put(TWO_PARTS));
    server.objectFaults().clear();
    restart();
    String key = put(TWO_PARTS);
    assertThat(puts()).isEqualTo(2);
    assertThat(server.object(key)).isEqualTo(TWO_PARTS);
  }

  @Test
  void partsThatAreNeverJoinedBeginAnewTheTimeAfterNext() throws IOException {
    server.objectFaults().fail("POST /", Faults.ALWAYS, 500, "<Error><Code>InternalError</Code></Error>");
    assertUnavailable(() -> put(TWO_PARTS));
    restart();
    assertUnavailable(() -> put(TWO_PARTS));
    assertThat(puts()).as("the first failure may pass, and costs no part").isEqualTo(2);
    server.objectFaults().clear();
    restart();

    assertThat(server.object(put(TWO_PARTS))).isEqualTo(TWO_PARTS);
    assertThat(server.apiRequests().count("GET /files/multipart-upload-urls")).isEqualTo(2);
  }

  @Test
  void aBadMomentOfTheObjectStoreIsWaitedOut() throws IOException {
    server.objectFaults().fail("PUT /", 2, 503, "<Error><Code>SlowDown</Code></Error>");
    server.objectFaults().loseAnswer("PUT /", 1);
    assertThat(server.object(put(SMALL))).isEqualTo(SMALL);
    assertThat(puts()).isEqualTo(4);
  }

  @Test
  void tooManyQuestionsAreWaitedOut() throws IOException {
    server.apiFaults().fail("GET /files/upload-urls", 1, 429, "{\"error\":\"Rate limit breached, try later\"}");
    server.apiFaults().fail("GET /files/upload-urls", 1, 500, "{}");
    assertThat(server.object(put(SMALL))).isEqualTo(SMALL);
  }

  @Test
  void aUrlThatHasExpiredIsReplacedForAWholeObject() throws IOException {
    server.objectFaults().fail("PUT /", 1, 403, "<Error><Code>AccessDenied</Code></Error>");
    assertThat(server.object(put(SMALL))).isEqualTo(SMALL);
  }

  @Test
  void partsWhoseUrlsHaveExpiredBeginAnewTheNextTime() throws IOException {
    begin(TWO_PARTS, TWO_PARTS_BYTES - 5);
    server.objectFaults().fail("PUT /", 1, 403, "<Error><Code>AccessDenied</Code></Error>");
    assertUnavailable(() -> put(TWO_PARTS));
    assertThat(server.object(put(TWO_PARTS))).isEqualTo(TWO_PARTS);
    assertThat(server.apiRequests().count("GET /files/multipart-upload-urls")).isEqualTo(2);
  }

  @Test
  void anUploadThatWasLeftForDaysBeginsAnew() throws IOException {
    begin(TWO_PARTS, TWO_PARTS_BYTES - 5);
    clock.advance(Duration.ofDays(6));
    restart();
    assertThat(server.object(put(TWO_PARTS))).isEqualTo(TWO_PARTS);
    assertThat(puts()).isEqualTo(3);
  }

  @Test
  void anObjectThatTheServerMayHaveSweptIsSentAgain() throws IOException {
    String first = put(SMALL);
    clock.advance(Duration.ofDays(13));
    restart();
    assertThat(put(SMALL)).isNotEqualTo(first);
    assertThat(puts()).isEqualTo(2);
  }

  @Test
  void anotherCiphertextThanTheOneBegunIsNotMixedWithIt() throws IOException {
    begin(TWO_PARTS, TWO_PARTS_BYTES - 5);
    byte[] other = Ciphertexts.bytes(TWO_PARTS_BYTES);
    assertReason(Reason.REFUSED, () -> put(other));
    assertThat(server.object(put(other))).isEqualTo(other);
  }

  @Test
  void aMemoryThatCannotBeReadBeginsAnew() throws IOException {
    for (String noted : new String[] {"", "{}", "[", "[]", "{\"format\":2}"}) {
      memory.note(noted);
      assertThat(server.object(put(SMALL))).isEqualTo(SMALL);
    }
  }

  @Test
  void tooLargeIsSaidBeforeAnythingIsSent() {
    assertReason(Reason.TOO_LARGE, () -> store.putObject((10L << 30) + 1, memory, stop::get).close());
    assertThat(server.apiRequests().all()).isEmpty();
  }

  @Test
  void aFullAccountIsToldFromOneWithoutASubscription() {
    account.setStorageBytes(0);
    for (int length : new int[] {10, TWO_PARTS_BYTES}) {
      assertReason(Reason.FULL, () -> store.putObject(length, memory, stop::get).close());
      assertThatThrownBy(() -> store.putObject(length).close()).hasMessageContaining("storage is full");
    }
    account.setSubscribed(false);
    for (int length : new int[] {10, TWO_PARTS_BYTES}) {
      assertReason(Reason.FULL, () -> store.putObject(length, memory, stop::get).close());
      assertThatThrownBy(() -> store.putObject(length).close()).hasMessageContaining("subscription");
    }
  }

  @Test
  void stoppingEndsAnUploadAtOnceAndItGoesOnLater() throws Exception {
    server.objectFaults().delay("PUT /", 1, Duration.ofSeconds(30));
    CompletableFuture<String> upload =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return put(TWO_PARTS);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await().until(() -> puts() == 1);
    stop.set(true);
    assertThatThrownBy(() -> upload.get(2, TimeUnit.SECONDS))
        .isInstanceOfAny(ExecutionException.class, CancellationException.class)
        .hasRootCauseInstanceOf(CancellationException.class);
    stop.set(false);
    assertThat(server.object(put(TWO_PARTS))).isEqualTo(TWO_PARTS);
  }

  @Test
  void stoppingEndsAnUploadThatStillWaitsForItsUrl() throws Exception {
    server.apiFaults().delay("GET /files/upload-urls", 1, Duration.ofSeconds(30));
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                put(SMALL);
                return false;
              } catch (CancellationException e) {
                return true;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await().until(() -> server.apiRequests().count("GET /files/upload-urls") == 1);
    stop.set(true);
    assertThat(stopped.get(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void allUploadsTogetherKeepToTheirSpeed() throws IOException {
    store.close();
    EnteOptions slow = new EnteOptions(() -> false, 100_000, EnteStores.LITTLE_PATIENCE);
    store = EnteStore.open(EnteStores.session(server, account), slow);
    Instant start = Instant.now();
    putWithoutMemory(Ciphertexts.bytes(50_000));
    putWithoutMemory(Ciphertexts.bytes(50_000));
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void theTokenStaysWithTheServer() throws IOException {
    put(TWO_PARTS);
    putWithoutMemory(SMALL);
    assertThat(server.objectRequests().all())
        .noneMatch(each -> (each.headers() + each.query() + each.path()).contains(account.token()))
        .noneMatch(each -> each.headers().containsKey("x-auth-token"));
  }
}
