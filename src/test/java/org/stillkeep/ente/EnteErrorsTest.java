package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** Every way in which a server says no, and what the library is told. */
@Covers("F67")
class EnteErrorsTest {

  private EnteServerForTests server;
  private Account account;
  private EnteStore store;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    account = server.account("ada@example.org");
    store = EnteStores.open(server, account);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
  }

  @Test
  void aSessionThatIsOverAsksForALogin() throws IOException {
    StoredFile file = register(album());
    NewFile fresh = newFile(file.collectionId());
    account.endSessions();
    List<ThrowingCallable> calls =
        List.of(
            () -> store.collectionsSince(0), () -> store.filesSince(file.collectionId(), 0), () -> store.trashSince(0),
            this::album, () -> store.registerFiles(List.of(fresh)), () -> read(file), () -> store.freeBytes(),
            () -> store.trash(Map.of(file.id(), file.collectionId())),
            () -> store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))));
    for (ThrowingCallable call : calls) {
      assertReason(Reason.LOGIN_REQUIRED, call);
    }
    assertThat(server.apiRequests().count("POST /files/trash")).isEqualTo(1);
  }

  @Test
  void withoutASubscriptionNothingIsAddedAndAllIsRead() throws IOException {
    StoredFile file = register(album());
    NewFile fresh = newFile(file.collectionId());
    account.setSubscribed(false);
    assertReason(Reason.FULL, () -> store.registerFiles(List.of(fresh)));
    assertReason(Reason.FULL, () -> uploadUntilUrlsAreUsedUp());
    assertThat(read(file)).hasSize(10);
  }

  @Test
  void aFullAccountTakesNothingMore() throws IOException {
    long album = album();
    NewFile fresh = newFile(album);
    server.setOverdraftBytes(0);
    account.setStorageBytes(20);
    assertReason(Reason.FULL, () -> store.registerFiles(List.of(fresh)));
    account.setStorageBytes(0);
    assertReason(Reason.FULL, () -> uploadUntilUrlsAreUsedUp());
    assertReason(Reason.FULL, () -> store.putObject(30 << 20).close());
  }

  @Test
  void freeRoomIsWhatThePlanLeaves() throws IOException {
    account.setStorageBytes(1000);
    register(album());
    assertThat(store.freeBytes()).hasValue(1000 - account.usedBytes());
  }

  @Test
  void anotherAccountsFilesAreNotChanged() throws IOException {
    StoredFile file = register(album());
    try (EnteStore other = EnteStores.open(server, server.account("bob@example.org"))) {
      long album = other.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
      assertReason(Reason.NOT_FOUND, () -> other.addToCollection(album, Map.of(file.id(), Ciphertexts.key())));
      assertReason(Reason.REFUSED, () -> other.renameCollection(file.collectionId(), Ciphertexts.key()));
      assertReason(Reason.NOT_FOUND, () -> other.trash(Map.of(file.id(), album)));
      assertReason(Reason.REFUSED, () -> other.openObject(file.id(), file.content()).close());
    }
    assertThat(store.filesSince(file.collectionId(), 0).files()).containsExactly(file);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST, REFUSED", "400, '', REFUSED", "402, '', FULL", "403, '', REFUSED", "403, FILE_LIMIT_REACHED, FULL",
    "404, '', NOT_FOUND", "404, COLLECTION_DELETED, NOT_FOUND", "408, '', UNAVAILABLE", "409, CONFLICT, REFUSED",
    "410, '', LOGIN_REQUIRED", "413, '', TOO_LARGE", "426, '', FULL", "429, '', UNAVAILABLE", "500, '', UNAVAILABLE",
    "501, '', WRONG_SERVER", "405, '', WRONG_SERVER", "502, '', UNAVAILABLE", "503, OBJECT_SIZE_FETCH_FAILED, NOT_FOUND", "504, '', UNAVAILABLE", "418, '', REFUSED"
  })
  void everyRefusalOfARegistrationHasItsReason(int status, String code, Reason reason) throws IOException {
    NewFile file = newFile(album());
    server.apiFaults().fail("POST /files", Faults.ALWAYS, status, code.isEmpty() ? "{}" : "{\"code\":\"" + code + "\"}");
    assertReason(reason, () -> store.registerFiles(List.of(file)));
    server.apiFaults().clear();
    assertThat(store.registerFiles(List.of(file))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, LOGIN_REQUIRED", "403, REFUSED", "404, NOT_FOUND", "410, LOGIN_REQUIRED", "429, UNAVAILABLE", "500, UNAVAILABLE",
    "503, UNAVAILABLE"
  })
  void everyRefusalOfAListHasItsReason(int status, Reason reason) throws IOException {
    long album = album();
    server.apiFaults().fail("GET /", Faults.ALWAYS, status, "{\"error\":\"no\"}");
    assertReason(reason, () -> store.collectionsSince(0));
    assertReason(reason, () -> store.filesSince(album, 0));
    assertReason(reason, () -> store.trashSince(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "null", "[]", "{", "{}", "<html>Welcome to this hotel's network</html>", "{\"LIST\":7}", "{\"LIST\":[7]}",
    "{\"LIST\":[{}]}", "{\"LIST\":[{\"id\":\"x\"}]}"
  })
  void anAnswerThatIsNoneNeverLooksLikeAnEmptyLibrary(String body) throws IOException {
    long album = album();
    server.apiFaults().fail("GET /collections/v2/diff", 1, 200, body.replace("LIST", "diff"));
    assertReason(Reason.UNAVAILABLE, () -> store.filesSince(album, 0));
    server.apiFaults().fail("GET /trash/v2/diff", 1, 200, body.replace("LIST", "diff"));
    assertReason(Reason.UNAVAILABLE, () -> store.trashSince(0));
    server.apiFaults().fail("GET /collections/v2", 1, 200, body.replace("LIST", "collections"));
    assertReason(Reason.UNAVAILABLE, () -> store.collectionsSince(0));
  }

  @Test
  void aBadMomentPasses() throws IOException {
    StoredFile file = register(album());
    server.apiFaults().fail("GET /collections/v2", 2, 503, "{}");
    server.apiFaults().cut("GET /trash", 2);
    server.apiFaults().cutAnswer("GET /collections/v2/diff", 2, 20);
    server.apiFaults().fail("GET /files/download/", 1, 429, "{\"error\":\"Rate limit breached, try later\"}");
    server.objectFaults().fail("GET /objects/", 2, 503, "<Error><Code>SlowDown</Code></Error>");
    assertThat(store.collectionsSince(0)).hasSize(1);
    assertThat(store.trashSince(0)).isEmpty();
    assertThat(store.filesSince(file.collectionId(), 0).files()).hasSize(1);
    assertThat(read(file)).hasSize(10);
  }

  @Test
  void aBadMomentOfTheObjectStorePasses() throws IOException {
    long album = album();
    server.objectFaults().fail("PUT /objects/", 1, 500, "<Error><Code>InternalError</Code></Error>");
    server.objectFaults().cut("PUT /objects/", 1);
    server.objectFaults().loseAnswer("PUT /objects/", 1);
    StoredFile file = register(album);
    server.objectFaults().cutAnswer("GET /objects/", 1, 3);
    assertThat(read(file)).hasSize(10);
  }

  @Test
  void aServerThatIsAwayIsAwayAndComesBack() throws IOException {
    StoredFile file = register(album());
    server.stop();
    assertReason(Reason.UNAVAILABLE, () -> store.collectionsSince(0));
    assertReason(Reason.UNAVAILABLE, this::album);
    assertReason(Reason.UNAVAILABLE, () -> read(file));
    server.restart();
    assertThat(store.collectionsSince(0)).hasSize(1);
    assertThat(read(file)).hasSize(10);
  }

  @Test
  void lostAnswersLeaveNothingTwice() throws IOException {
    server.apiFaults().loseAnswer("POST /collections", 1);
    long album = album();
    assertThat(store.collectionsSince(0)).hasSize(1);
    NewFile file = newFile(album);
    server.apiFaults().loseAnswer("POST /files", 1);
    long id = store.registerFiles(List.of(file)).get(0).id();
    server.apiFaults().loseAnswer("POST /collections/add-files", 1);
    long second = album();
    store.addToCollection(second, Map.of(id, Ciphertexts.key()));
    server.apiFaults().loseAnswer("POST /collections/move-files", 1);
    long third = album();
    store.moveFiles(second, third, Map.of(id, Ciphertexts.key()));
    server.apiFaults().loseAnswer("POST /files/trash", 1);
    store.trash(Map.of(id, third));
    server.apiFaults().loseAnswer("POST /collections/restore-files", 1);
    store.restore(album, Map.of(id, Ciphertexts.key()));
    server.apiFaults().loseAnswer("DELETE /collections", 1);
    store.deleteCollection(third);
    assertThat(store.filesSince(album, 0).files()).hasSize(1).allMatch(row -> row.id() == id && !row.deleted());
    assertThat(store.trashSince(0)).hasSize(1).allMatch(each -> each.restored());
  }

  @Test
  void anotherClientsVersionIsAConflict() throws IOException {
    StoredFile file = register(album());
    server.edits().bumpPublicMagic(file.id());
    assertReason(Reason.VERSION_CONFLICT, () -> store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))));
    store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(2)));
  }

  @Test
  void aFileThatIsGoneForGoodIsDeletedAndCannotBeRead() throws IOException {
    StoredFile file = register(album());
    server.edits().trash(file.id(), file.collectionId());
    server.edits().purge(file.id());
    assertThat(store.filesSince(file.collectionId(), 0).files()).hasSize(1).allMatch(StoredFile::deleted);
    assertThat(store.trashSince(0)).hasSize(1).allMatch(each -> each.deleted() && !each.restored());
    assertReason(Reason.NOT_FOUND, () -> read(file));
  }

  @Test
  void aFileWithoutItsObjectIsMissingAndNoReasonToLogIn() throws IOException {
    StoredFile file = register(album());
    server.loseObject(server.edits().objectKey(file.id()));
    assertReason(Reason.NOT_FOUND, () -> read(file));
  }

  @Test
  void metadataThatAServerInBetweenFindsTooLargeAtOnceAreSentInSmallerParts() throws IOException {
    long album = album();
    StoredFile first = register(album);
    StoredFile second = register(album);
    StoredFile third = register(album);
    server.apiRequests().clear();
    server.apiFaults().fail("PUT /files/magic-metadata", 1, 413, "<html>Request Entity Too Large</html>");
    MagicMetadata magic = Ciphertexts.magic(1);
    store.updatePrivateMagic(Map.of(first.id(), magic, second.id(), magic, third.id(), magic));
    assertThat(store.filesSince(album, 0).files())
        .allMatch(each -> each.privateMagic().orElseThrow().blob().equals(magic.blob()));
    assertThat(server.apiRequests().count("PUT /files/magic-metadata")).isEqualTo(3);

    server.apiFaults().fail("PUT /files/magic-metadata", 1, 413, "");
    assertReason(Reason.TOO_LARGE, () -> store.updatePrivateMagic(Map.of(first.id(), Ciphertexts.magic(2))));
  }

  @Test
  void anOldFileTellsItsLengthOnDemand() throws IOException {
    StoredFile file = register(album());
    server.edits().forgetSizes(file.id());
    assertThat(store.filesSince(file.collectionId(), 0).files()).containsExactly(file);
  }

  @Test
  void anOldFileWhoseLengthNobodyKnowsIsReadToItsEnd() throws IOException {
    StoredFile file = register(album());
    server.edits().forgetSizes(file.id());
    server.apiFaults().fail("POST /files/info", 1, 403, "{}");
    StoredFile unknown = store.filesSince(file.collectionId(), 0).files().get(0);
    assertThat(unknown.content().ciphertextBytes()).isZero();
    assertThat(read(unknown)).isEqualTo(read(file));
  }

  @Test
  void anAlbumThatAnotherClientDeletesGivesUpItsFilesLater() throws IOException {
    StoredFile file = register(album());
    server.edits().deleteCollection(file.collectionId());
    assertReason(Reason.NOT_FOUND, () -> store.registerFiles(List.of(newFile(file.collectionId()))));
    server.runJobs();
    assertThat(store.trashSince(0)).hasSize(1);
  }

  @Test
  void theTokenIsForTheServerAlone() throws IOException {
    StoredFile file = register(album());
    read(file);
    assertThat(server.objectRequests().all()).isNotEmpty();
    server.objectRequests().all().forEach(
        each -> assertThat(each.headers().keySet()).noneMatch(name -> name.startsWith("x-") || name.equals("authorization")));
    server.objectRequests().all().forEach(each -> assertThat(each.query() + each.headers()).doesNotContain(account.token()));
    server.apiRequests().all().forEach(each -> assertThat(each.query()).doesNotContain(account.token()));
  }

  @Test
  void noMessageShowsATokenOrAPassForAnObject() throws IOException {
    StoredFile file = register(album());
    server.objectFaults().fail("GET /objects/", Faults.ALWAYS, 403, "<Error><Code>AccessDenied</Code></Error>");
    server.objectFaults().fail("PUT /objects/", Faults.ALWAYS, 403, "<Error><Code>AccessDenied</Code></Error>");
    List<ThrowingCallable> calls = List.of(() -> read(file), () -> newFile(file.collectionId()));
    for (ThrowingCallable call : calls) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(call)
          .satisfies(e -> assertThat(everything(e)).doesNotContain(account.token()).doesNotContain("X-Amz"));
    }
    server.stop();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> read(file))
        .satisfies(e -> assertThat(everything(e)).doesNotContain(account.token()));
  }

  @Test
  void aSlowAnswerIsWaitedFor() throws IOException {
    server.apiFaults().delay("GET /collections/v2", 1, Duration.ofMillis(300));
    assertThat(store.collectionsSince(0)).isEmpty();
  }

  private static String everything(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = e; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    return all.toString();
  }

  private void uploadUntilUrlsAreUsedUp() throws IOException {
    for (int i = 0; i < 100; i++) {
      Ciphertexts.put(store, new byte[1]);
    }
  }

  private long album() throws IOException {
    return store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  private NewFile newFile(long album) throws IOException {
    ObjectRef content = Ciphertexts.put(store, Ciphertexts.bytes(10));
    ObjectRef thumbnail = Ciphertexts.put(store, Ciphertexts.bytes(20));
    return new NewFile(
        album, Ciphertexts.key(), content, Optional.of(thumbnail), Ciphertexts.blob(), Optional.of(Ciphertexts.magic(1)),
        Optional.of(Ciphertexts.magic(1)));
  }

  private StoredFile register(long album) throws IOException {
    return store.registerFiles(List.of(newFile(album))).get(0);
  }

  private byte[] read(StoredFile file) throws IOException {
    try (InputStream in = store.openObject(file.id(), file.content())) {
      return in.readAllBytes();
    }
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
