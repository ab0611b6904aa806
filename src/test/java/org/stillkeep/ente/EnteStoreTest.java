package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;

/** A library on a server that says no, or has other people on it. */
class EnteStoreTest extends StoreOnServer {

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
    "501, '', WRONG_SERVER",
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
    assertReason(Reason.WRONG_SERVER, () -> store.collectionsSince(0));
    assertThat(server.apiRequests().count("GET /ping")).isZero();
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
  void anAccountWithoutASubscriptionHasNoRoom() {
    account.setSubscribed(false);
    assertReason(Reason.FULL, store::freeBytes);
  }

  @Test
  @Covers("F67")
  void whatStandsBeforeAServerAndKnowsNothingOfItIsNoLackOfASubscription() throws IOException {
    try (ScriptedServer proxy = new ScriptedServer();
        EnteStore behind = EnteStore.open(EnteStores.session(URI.create(proxy.url("")), account.owner()), EnteStores.options())) {
      proxy.on("GET /users/details/v2", ScriptedServer.body(404, "<html>404 Not Found</html>".getBytes(StandardCharsets.UTF_8)));
      assertReason(Reason.UNAVAILABLE, behind::freeBytes);
      proxy.on("GET /users/details/v2", ScriptedServer.json(404, ""));
      assertReason(Reason.UNAVAILABLE, behind::freeBytes);
      proxy.on("GET /users/details/v2", ScriptedServer.json(404, "{}"));
      assertReason(Reason.FULL, behind::freeBytes);
    }
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
}
