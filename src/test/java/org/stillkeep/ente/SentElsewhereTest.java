package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.store.StoreException;

/** A server that sends its client elsewhere learns nothing, and the client goes nowhere that it should not. */
class SentElsewhereTest extends HostileServer {

  @ParameterizedTest
  @ValueSource(strings = {"GET /collections/v2", "POST /collections", "POST /files"})
  void redirectsOfCallsAreNotFollowed(String call) throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.apiFaults().redirect(call, Faults.ALWAYS, thief.uri().resolve("/ping"));
      assertThatThrownBy(
              () -> {
                client.refresh();
                client.photo("IMG_3.jpg", "a third", client.album("Winter"));
              })
          .isInstanceOf(StoreException.class);
      assertThat(thief.apiRequests().all()).isEmpty();
    }
  }

  @Test
  void downloadsFromElsewhereGetNoTokenAndAreVerified() throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.apiFaults().redirect("GET /files/download/", Faults.ALWAYS, thief.uri().resolve("/ping"));
      assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
      assertThat(thief.apiRequests().all()).isNotEmpty();
      thief.apiRequests().all().forEach(each -> assertThat(each.toString()).doesNotContain(account.token()));
    }
  }

  @Test
  void aDownloadThatLeadsBackToTheServerGetsNoToken() {
    server.apiFaults().redirect("GET /files/download/", 1, server.uri().resolve("/files/download/" + second.id()));
    assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
    assertThat(server.apiRequests().count("GET /files/download/" + second.id())).isZero();
  }

  @Test
  void anObjectStoreThatSendsOnIsNotFollowed() throws IOException {
    try (EnteServerForTests thief = EnteServerForTests.start()) {
      server.objectFaults().redirect("", Faults.ALWAYS, thief.uri());
      assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.photo("IMG_3.jpg", "a third", album)).isInstanceOf(IOException.class);
      assertThat(thief.apiRequests().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/x", "", "nonsense", "http://[", "/files/download/1"})
  void addressesThatAreNoneAreNotTried(String location) {
    server.apiFaults().answerWith("GET /files/download/", Faults.ALWAYS, 307, Map.of("Location", location), new byte[0]);
    assertThatThrownBy(() -> client.read(first)).isInstanceOf(IOException.class);
  }

  @Test
  void withTlsToTheServerNoObjectCrossesTheNetworkWithoutIt() {
    EnteServer secure = EnteServer.parse("https://ente.example.org", false);
    try (ObjectClient objects = new ObjectClient(secure, EnteStores.options())) {
      URI plain = server.objectsUri().resolve("/objects/x");
      assertThatThrownBy(() -> objects.put(plain.toString(), new byte[1], 1, new byte[16], () -> false))
          .isInstanceOf(ApiException.class);
      assertThat(server.objectRequests().count("PUT /objects/x")).isZero();
    }
  }
}
