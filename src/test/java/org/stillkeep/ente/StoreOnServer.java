package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** A library on a server, and what fills it. */
abstract class StoreOnServer {

  static final String DIFF = "GET /collections/v2/diff";
  static final int MOST_ROWS = 10;

  static EnteServerForTests server;

  final SettableClock clock = new SettableClock();
  Account account;
  EnteStore store;

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

  static Account newAccount() {
    return server.account(UUID.randomUUID() + "@example.org");
  }

  long album() throws IOException {
    return store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  StoredFile register(long album) throws IOException {
    return store.registerFiles(List.of(newFile(album))).get(0);
  }

  NewFile newFile(long album) throws IOException {
    return new NewFile(
        album, Ciphertexts.key(), Ciphertexts.put(store, Ciphertexts.bytes(30)),
        Optional.of(Ciphertexts.put(store, Ciphertexts.bytes(20))), Ciphertexts.blob(),
        Optional.of(Ciphertexts.magic(1)), Optional.of(Ciphertexts.magic(1)));
  }

  static StoreException refusal(ThrowingCallable call) {
    StoreException[] caught = new StoreException[1];
    assertThatExceptionOfType(StoreException.class).isThrownBy(call).satisfies(e -> caught[0] = e);
    return caught[0];
  }

  static void assertReason(Reason reason, ThrowingCallable call) {
    assertThat(refusal(call).reason()).isEqualTo(reason);
  }
}
