package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;

/** A library on a server that says no, loses answers, lies, or has other people on it. */
class EnteStoreTest {

  private static final String DIFF = "GET /collections/v2/diff";
  private static final int MOST_ROWS = 10;

  private static EnteServerForTests server;

  private final SettableClock clock = new SettableClock();
  private Account account;
  private EnteStore store;

  @BeforeAll
  static void startTheServer() throws IOException {
    server = EnteServerForTests.start();
    server.setPageRows(3);
  }

  @AfterAll
  static void stopTheServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void openAStore() {
    account = newAccount();
    store = new EnteStore(EnteStores.session(server, account), EnteStores.options(), clock, MOST_ROWS);
    server.apiRequests().clear();
  }

  @AfterEach
  void closeTheStore() {
    server.apiFaults().clear();
    store.close();
  }

  private static Account newAccount() {
    return server.account(UUID.randomUUID() + "@example.org");
  }

  private long album() throws IOException {
    return store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  private StoredFile register(long album) throws IOException {
    return store.registerFiles(List.of(newFile(album))).get(0);
  }

  private NewFile newFile(long album) throws IOException {
    return new NewFile(
        album, Ciphertexts.key(), Ciphertexts.put(store, Ciphertexts.bytes(30)),
        Optional.of(Ciphertexts.put(store, Ciphertexts.bytes(20))), Ciphertexts.blob(),
        Optional.of(Ciphertexts.magic(1)), Optional.of(Ciphertexts.magic(1)));
  }

  private static StoreException refusal(ThrowingCallable call) {
    StoreException[] caught = new StoreException[1];
    assertThatExceptionOfType(StoreException.class).isThrownBy(call).satisfies(e -> caught[0] = e);
    return caught[0];
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThat(refusal(call).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST, REFUSED",
    "401, '', LOGIN_REQUIRED",
    "402, '', FULL",
    "403, '', REFUSED",
    "403, FILE_LIMIT_REACHED, FULL",
    "404, NOT_FOUND, NOT_FOUND",
    "409, CONFLICT, REFUSED",
    "410, SESSION_EXPIRED, LOGIN_REQUIRED",
    "413, '', TOO_LARGE",
    "426, '', FULL",
    "429, '', UNAVAILABLE",
    "500, '', UNAVAILABLE",
    "501, '', REFUSED",
    "503, '', UNAVAILABLE"
  })
  void everyRefusalHasItsReasonAndNamesTheCallAndTheCode(int status, String code, Reason reason) {
    server.apiFaults().fail("GET /collections/v2", Faults.ALWAYS, status, "{\"code\":\"" + code + "\",\"message\":\"m\"}");
    StoreException refusal = refusal(() -> store.collectionsSince(0));
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal).hasMessageStartingWith("listing the albums: ").hasMessageContaining((status + " " + code).strip());
    assertThat(refusal.toString()).doesNotContain(account.token());
  }

  @Test
  void aSessionThatHasEndedAsksForALogin() {
    account.endSessions();
    assertReason(Reason.LOGIN_REQUIRED, () -> store.collectionsSince(0));
    assertReason(Reason.LOGIN_REQUIRED, () -> store.putObject(10).close());
  }

  @Test
  void aPlaceThatIsNoEnteServerIsUnavailable() {
    for (String page : new String[] {"<html>Please log in</html>", "[1]", "{\"collections\":5}"}) {
      server.apiFaults().clear();
      server.apiFaults().fail("GET /collections/v2", Faults.ALWAYS, 200, page);
      assertReason(Reason.UNAVAILABLE, () -> store.collectionsSince(0));
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.apiFaults().redirect("GET /collections/v2", Faults.ALWAYS, server.uri().resolve("/ping"));
    assertReason(Reason.REFUSED, () -> store.collectionsSince(0));
    assertThat(server.apiRequests().count("GET /ping")).isZero();
  }

  @Test
  void anAlbumWhoseCreationWasNotAnsweredIsMadeOnce() throws IOException {
    server.apiFaults().loseAnswer("POST /collections", 1);
    StoredCollection created = store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty()));
    assertThat(store.collectionsSince(0)).containsExactly(created);
  }

  @Test
  void anAlbumThatWasNotMadeIsMadeTheNextTime() throws IOException {
    server.apiFaults().fail("POST /collections", 2, 500, "{}");
    StoredCollection created = store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty()));
    assertThat(store.collectionsSince(0)).containsExactly(created);
  }

  @Test
  void everyChangeWhoseAnswerGotLostIsMadeOnce() throws IOException {
    long first = album();
    long second = album();
    NewFile sent = newFile(first);
    server.apiFaults().loseAnswer("POST /files", 1);
    StoredFile file = store.registerFiles(List.of(sent)).get(0);
    Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
    server.apiFaults().loseAnswer("POST /collections/add-files", 1);
    store.addToCollection(second, keys);
    long third = album();
    server.apiFaults().loseAnswer("POST /collections/move-files", 1);
    store.moveFiles(second, third, keys);
    server.apiFaults().loseAnswer("POST /files/trash", 1);
    store.trash(Map.of(file.id(), first));
    server.apiFaults().loseAnswer("POST /collections/restore-files", 1);
    store.restore(second, keys);
    server.apiFaults().loseAnswer("DELETE /collections", 1);
    store.deleteCollection(third);
    assertThat(store.filesSince(first, 0).files()).extracting(StoredFile::deleted).containsExactly(true);
    assertThat(store.filesSince(second, 0).files()).extracting(StoredFile::deleted).containsExactly(false);
    assertThat(store.trashSince(0)).extracting(each -> each.restored()).containsExactly(true);
  }

  @Test
  void aBatchOfWhichSomeWereMovedBeforeIsFinished() throws IOException {
    long from = album();
    long to = album();
    StoredFile moved = register(from);
    StoredFile left = register(from);
    store.moveFiles(from, to, Map.of(moved.id(), Ciphertexts.key()));
    store.moveFiles(from, to, Map.of(moved.id(), Ciphertexts.key(), left.id(), Ciphertexts.key()));
    assertThat(store.filesSince(to, 0).files()).hasSize(2).noneMatch(StoredFile::deleted);
  }

  @Test
  void aChangeOfMetadataWhoseAnswerGotLostIsAConflict() throws IOException {
    StoredFile file = register(album());
    server.apiFaults().loseAnswer("PUT /files/public-magic-metadata", 1);
    assertReason(
        Reason.VERSION_CONFLICT, () -> store.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))));
  }

  @Test
  void anObjectThatIsNotThereIsNotFoundEvenIfItIsFromAnotherSession() throws IOException {
    NewFile file = newFile(album());
    server.loseObject(file.content().objectKey());
    assertReason(Reason.NOT_FOUND, () -> store.registerFiles(List.of(file)));
  }

  @Test
  void afterOneRegistrationFailedNoFurtherOneIsBegun() throws IOException {
    long album = album();
    List<NewFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(newFile(album));
    }
    server.apiFaults().fail("POST /files", Faults.ALWAYS, 403, "{}");
    assertReason(Reason.REFUSED, () -> store.registerFiles(files));
    assertThat(server.apiRequests().count("POST /files")).isBetween(1L, 8L);
    server.apiFaults().clear();
    assertThat(store.registerFiles(files)).extracting(row -> row.content().header())
        .isEqualTo(files.stream().map(each -> each.content().header()).toList());
  }

  @Test
  void aFileWithoutAThumbnailIsRefusedBeforeAnyOtherIsRegistered() throws IOException {
    NewFile good = newFile(album());
    NewFile bare =
        new NewFile(
            good.collectionId(), good.key(), good.content(), Optional.empty(), good.metadata(), Optional.empty(),
            Optional.empty());
    assertReason(Reason.REFUSED, () -> store.registerFiles(List.of(good, bare)));
    assertThat(server.apiRequests().count("POST /files")).isZero();
  }

  @Test
  void aFullAccountRegistersNothingMore() throws IOException {
    NewFile file = newFile(album());
    account.setStorageBytes(0);
    server.setOverdraftBytes(0);
    try {
      assertReason(Reason.FULL, () -> store.registerFiles(List.of(file)));
    } finally {
      server.setOverdraftBytes(50L << 20);
    }
  }

  @Test
  void sizesThatAPageDoesNotTellAreAskedFor() throws IOException {
    long album = album();
    StoredFile file = register(album);
    register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).remove("info"));
    assertThat(store.filesSince(album, 0).files().get(0)).isEqualTo(file);
    assertThat(server.apiRequests().count("POST /files/info")).isEqualTo(1);
  }

  @Test
  void aFileWhoseSizeNobodyTellsHidesNoOther() throws IOException {
    long album = album();
    register(album);
    StoredFile second = register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).remove("info"));
    server.apiFaults().fail("POST /files/info", 1, 403, "{}");
    List<StoredFile> rows = store.filesSince(album, 0).files();
    assertThat(rows.get(0).content().ciphertextBytes()).isZero();
    assertThat(rows.get(1)).isEqualTo(second);
  }

  @Test
  void aPageThatGoesBackwardsIsDamage() throws IOException {
    long album = album();
    register(album);
    long since = register(album).updatedAt();
    register(album);
    server.apiFaults().rewrite(DIFF, 1, page -> times(page.withArray("diff"), since));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, since));
    server.apiFaults().rewrite(DIFF, 1, page -> times(page.withArray("diff"), since + 9, since + 8, since + 7));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
  }

  @Test
  void anEmptyPageThatPromisesMoreIsDamage() throws IOException {
    long album = album();
    server.apiFaults().rewrite(DIFF, 1, page -> page.put("hasMore", true));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
    server.apiFaults().rewrite("GET /trash/v2/diff", 1, page -> page.put("hasMore", true));
    assertReason(Reason.DAMAGED, () -> store.trashSince(0));
  }

  @Test
  void theTrashComesWholeFromItsPages() throws IOException {
    long album = album();
    List<Long> thrownAway = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      long id = register(album).id();
      store.trash(Map.of(id, album));
      thrownAway.add(id);
    }
    assertThat(store.trashSince(0)).extracting(each -> each.file().id()).isEqualTo(thrownAway);
    assertThat(server.apiRequests().count("GET /trash/v2/diff")).isEqualTo(3);
  }

  @Test
  void aTrashWithoutEndIsDamage() {
    for (int i = 1; i <= 2 * MOST_ROWS; i++) {
      byte[] page =
          ("{\"hasMore\":true,\"diff\":[{\"updatedAt\":" + i + ",\"isDeleted\":true,\"file\":{\"id\":5,"
                  + "\"collectionID\":6,\"updationTime\":1,\"isDeleted\":true}}]}")
              .getBytes(StandardCharsets.UTF_8);
      server.apiFaults().answerWith("GET /trash/v2/diff", 1, 200, Map.of(), page);
    }
    assertReason(Reason.DAMAGED, () -> store.trashSince(0));
  }

  @Test
  void pagesWithoutEndAreDamage() throws IOException {
    long album = album();
    StoredFile file = register(album);
    assertReason(
        Reason.DAMAGED,
        () -> {
          for (long since = 0; since < 2 * MOST_ROWS; since++) {
            server.apiFaults().answerWith(DIFF, 1, 200, Map.of(), endlessPage(album, file.id(), since + 1));
            store.filesSince(album, since);
          }
        });
  }

  private static byte[] endlessPage(long album, long fileId, long time) {
    String page =
        "{\"hasMore\":true,\"diff\":[{\"id\":" + fileId + ",\"collectionID\":" + album + ",\"isDeleted\":true,"
            + "\"updationTime\":" + time + "}]}";
    return page.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRowOfAnotherAlbumIsDamage() throws IOException {
    long album = album();
    register(album);
    server.apiFaults()
        .rewrite(DIFF, 1, page -> ((ObjectNode) page.withArray("diff").get(0)).put("collectionID", album + 1));
    assertReason(Reason.DAMAGED, () -> store.filesSince(album, 0));
  }

  @Test
  void anUploadForAnotherAccountIsNotBegun() {
    server.apiFaults()
        .rewrite(
            "GET /files/upload-urls", 1,
            answer -> ((ObjectNode) answer.withArray("urls").get(0)).put("objectKey", "1/stranger"));
    assertReason(Reason.UNAVAILABLE, () -> store.putObject(10).close());
  }

  @Test
  void whatIsSharedIsReadLikeOursAndChangedByNothing() throws IOException {
    long album = albumWithARealKey();
    StoredFile file = register(album);
    Account guest = newAccount();
    try (EnteStore guests = EnteStores.open(server, guest)) {
      account.share(album, guest);
      StoredCollection shared = guests.collectionsSince(0).get(0);
      assertThat(shared.shared()).isTrue();
      assertThat(shared.key().nonce()).isEmpty();
      assertThat(shared.key().ciphertext()).hasSize(80);
      StoredFile row = guests.filesSince(album, 0).files().get(0);
      assertThat(row.shared()).isTrue();
      assertThat(row.privateMagic()).isEmpty();
      assertThat(guests.openObject(row.id(), row.content()).readAllBytes()).hasSize(30);
      Map<Long, EncryptedKey> keys = Map.of(file.id(), Ciphertexts.key());
      assertReason(Reason.REFUSED, () -> guests.renameCollection(album, Ciphertexts.key()));
      assertReason(Reason.REFUSED, () -> guests.updateCollectionMagic(album, Ciphertexts.magic(1)));
      assertReason(Reason.REFUSED, () -> guests.deleteCollection(album));
      assertReason(Reason.REFUSED, () -> guests.addToCollection(album, keys));
      assertReason(Reason.REFUSED, () -> guests.trash(Map.of(file.id(), album)));
      assertReason(Reason.REFUSED, () -> guests.updatePublicMagic(Map.of(file.id(), Ciphertexts.magic(1))));
      account.unshare(album, guest);
      assertThat(guests.collectionsSince(shared.updatedAt()).get(0).deleted()).isTrue();
    }
  }

  /** One that its owner can share. */
  private long albumWithARealKey() throws IOException {
    byte[] nonce = Ciphertexts.bytes(SecretBox.NONCE_BYTES);
    try (CryptoKey masterKey = account.masterKey()) {
      EncryptedKey key = new EncryptedKey(SecretBox.seal(Ciphertexts.bytes(CryptoKey.BYTES), nonce, masterKey), nonce);
      return store
          .createCollection(new NewCollection(CollectionType.ALBUM, key, Ciphertexts.key(), Optional.empty()))
          .id();
    }
  }

  @Test
  void theRoomIsAskedForOnceAMinute() throws IOException {
    account.setStorageBytes(1000);
    assertThat(store.freeBytes()).hasValue(1000);
    account.setStorageBytes(500);
    assertThat(store.freeBytes()).hasValue(1000);
    clock.advance(Duration.ofSeconds(61));
    assertThat(store.freeBytes()).hasValue(500);
  }

  @Test
  void theStoreIdIsTheAccountsAndOfNoServersAddress() {
    EnteSession session = EnteStores.session(server, account);
    EnteSession elsewhere =
        new EnteSession(
            EnteServer.parse("https://api.example.org", false), session.email(), session.userId(),
            session.keyAttributes(), session.token());
    try (EnteStore moved = EnteStore.open(elsewhere, EnteStores.options());
        EnteStore other = EnteStores.open(server, newAccount())) {
      assertThat(moved.storeId()).isEqualTo(store.storeId()).matches("[0-9a-f]{32}");
      assertThat(other.storeId()).isNotEqualTo(store.storeId());
    }
  }

  private static void times(ArrayNode rows, long... times) {
    for (int i = 0; i < times.length; i++) {
      ((ObjectNode) rows.get(i)).put("updationTime", times[i]);
    }
  }
}
