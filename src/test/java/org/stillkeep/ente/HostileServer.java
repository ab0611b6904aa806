package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** A server that two photos were entrusted to before it turned hostile. */
abstract class HostileServer {

  EnteServerForTests server;
  Account account;
  EnteLibrary client;
  Album album;
  Asset first;
  Asset second;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    account = server.account("ada@example.org");
    client = EnteLibrary.open(server, account);
    album = client.album("Summer");
    first = client.photo("IMG_1.jpg", "the first photo", album);
    second = client.photo("IMG_2.jpg", "the second one!", album);
    client.refresh();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  void assertKnownAsBefore() throws IOException {
    server.apiFaults().clear();
    assertThat(client.assets()).extracting(each -> each.details().title()).containsExactly("IMG_1.jpg", "IMG_2.jpg");
    assertThat(client.read(client.assets().get(0))).asString().isEqualTo("the first photo");
    assertThat(client.read(client.assets().get(1))).asString().isEqualTo("the second one!");
  }

  void readAnew() throws IOException {
    try (EnteLibrary fresh = EnteLibrary.open(server, account)) {
      fresh.refresh();
    }
  }

  void rewriteDiff(Consumer<ObjectNode> forgery) {
    server.apiFaults().rewrite("GET /collections/v2/diff", Faults.ALWAYS, forgery);
  }

  static void eachOf(ObjectNode answer, String list, Consumer<ObjectNode> forgery) {
    if (answer.get(list) instanceof ArrayNode rows) {
      for (JsonNode row : rows) {
        forgery.accept((ObjectNode) row);
      }
    }
  }

  static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
