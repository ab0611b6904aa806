package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
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
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** Downloads over a bad line, from a bad store, by way of a bad server. */
@Covers("F67")
class EnteDownloadTest {

  private static final byte[] CONTENT = Ciphertexts.bytes(3_000_000);
  private static final String GET_OBJECT = "GET /";

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  private final AtomicBoolean stop = new AtomicBoolean();
  private Account account;
  private EnteStore store;
  private StoredFile file;

  @BeforeEach
  void registerAFile() throws IOException {
    account = server.account(UUID.randomUUID() + "@example.org");
    store =
        EnteStore.open(EnteStores.session(server, account), new EnteOptions(stop::get, 0, EnteStores.LITTLE_PATIENCE));
    long album = store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
    NewFile sent =
        new NewFile(
            album, Ciphertexts.key(), Ciphertexts.put(store, CONTENT),
            Optional.of(Ciphertexts.put(store, Ciphertexts.bytes(20))), Ciphertexts.blob(), Optional.empty(),
            Optional.empty());
    file = store.registerFiles(List.of(sent)).get(0);
    server.apiRequests().clear();
    server.objectRequests().clear();
  }

  @AfterEach
  void closeTheStore() {
    server.apiFaults().clear();
    server.objectFaults().clear();
    store.close();
  }

  private byte[] read() throws IOException {
    try (InputStream in = store.openObject(file.id(), file.content())) {
      return in.readAllBytes();
    }
  }

  private String objectKey() {
    return server.edits().objectKey(file.id());
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("X-Amz"));
  }

  @Test
  void aBrokenDownloadGoesOnFromTheByteItHasReached() throws IOException {
    server.objectFaults().cutAnswer(GET_OBJECT, 1, 1_000_000);
    server.objectFaults().cutAnswer(GET_OBJECT, 1, 500_000);
    assertThat(read()).isEqualTo(CONTENT);
    assertThat(server.objectRequests().all()).hasSize(3);
    assertThat(server.objectRequests().all().get(0).headers()).doesNotContainKey("range");
    assertThat(server.objectRequests().all().get(1).headers().get("range")).matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void aLineThatBreaksAgainAndAgainIsGivenUp() {
    server.objectFaults().cutAnswer(GET_OBJECT, Faults.ALWAYS, 1000);
    assertReason(Reason.UNAVAILABLE, this::read);
    assertThat(server.objectRequests().all().size()).isLessThan(10);
  }

  @Test
  void anObjectThatBecomesAnotherWhileItIsReadIsDamaged() {
    server.objectFaults().cutAnswer(GET_OBJECT, 1, 1000);
    server.objectFaults().before(GET_OBJECT, 1, () -> server.replaceObject(objectKey(), Ciphertexts.bytes(CONTENT.length)));
    assertReason(Reason.DAMAGED, this::read);
  }

  @Test
  void anAddressThatHasExpiredIsAskedForAgain() throws IOException {
    server.objectFaults().cutAnswer(GET_OBJECT, 1, 1000);
    server.objectFaults().fail(GET_OBJECT, 1, 403, "<Error><Code>AccessDenied</Code></Error>");
    assertThat(read()).isEqualTo(CONTENT);
    assertThat(server.apiRequests().count("GET /files/download/")).isEqualTo(2);
  }

  @Test
  void aLostObjectIsNotFoundAndOneOfAnotherLengthDamaged() {
    server.replaceObject(objectKey(), Ciphertexts.bytes(CONTENT.length - 1));
    assertReason(Reason.DAMAGED, this::read);
    server.replaceObject(objectKey(), Ciphertexts.bytes(CONTENT.length + 1));
    assertReason(Reason.DAMAGED, this::read);
    server.loseObject(objectKey());
    assertReason(Reason.NOT_FOUND, this::read);
  }

  @Test
  void anObjectStoreThatFailsSaysNothingAboutTheSession() {
    for (int status : new int[] {401, 403, 410, 500}) {
      server.objectFaults().clear();
      server.objectFaults().fail(GET_OBJECT, Faults.ALWAYS, status, "<Error><Code>AccessDenied</Code></Error>");
      assertReason(Reason.UNAVAILABLE, this::read);
    }
  }

  @Test
  void aServerThatSendsUsToItselfAgainIsNotFollowed() {
    server.apiFaults().redirect("GET /files/download/", Faults.ALWAYS, server.uri().resolve("/files/download/1?token=x"));
    assertReason(Reason.UNAVAILABLE, this::read);
    assertThat(server.apiRequests().all()).hasSize(1);
  }

  @Test
  void aRedirectAtTheObjectStoreIsNotFollowed() {
    server.objectFaults().redirect(GET_OBJECT, Faults.ALWAYS, server.uri().resolve("/ping"));
    assertReason(Reason.UNAVAILABLE, this::read);
    assertThat(server.apiRequests().count("GET /ping")).isZero();
  }

  @Test
  void whatIsNoAddressIsRefusedWithoutQuotingIt() {
    for (String location : new String[] {"/objects/x?secret", "ftp://127.0.0.1/secret", "file:/secret", "secret"}) {
      server.apiFaults().clear();
      server.apiFaults().redirect("GET /files/download/", Faults.ALWAYS, URI.create(location));
      assertThatThrownBy(this::read).isInstanceOf(StoreException.class).hasMessageNotContaining("secret");
    }
  }

  @Test
  void theTokenIsNeverSentToTheObjectStore() throws IOException {
    read();
    assertThat(server.objectRequests().all())
        .isNotEmpty()
        .noneMatch(each -> each.headers().containsKey("x-auth-token"))
        .noneMatch(each -> (each.headers() + each.query() + each.path()).contains(account.token()));
  }

  @Test
  void stoppingEndsADownloadInItsMiddle() throws IOException {
    server.objectFaults().cutAnswer(GET_OBJECT, Faults.ALWAYS, 1_000_000);
    try (InputStream in = store.openObject(file.id(), file.content())) {
      in.readNBytes(500_000);
      stop.set(true);
      assertThatThrownBy(in::readAllBytes).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aServerThatIsAwayIsUnavailable() throws IOException {
    server.stop();
    try {
      assertReason(Reason.UNAVAILABLE, this::read);
    } finally {
      server.restart();
    }
    assertThat(read()).isEqualTo(CONTENT);
  }

  @Test
  void aServerThatAnswersLateIsWaitedFor() throws IOException {
    server.objectFaults().delay(GET_OBJECT, 1, Duration.ofMillis(300));
    server.apiFaults().delay("GET /files/download/", 1, Duration.ofMillis(300));
    assertThat(read()).isEqualTo(CONTENT);
  }
}
