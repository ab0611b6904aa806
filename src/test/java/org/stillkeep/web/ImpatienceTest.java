package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever keeps the page waiting is dropped. */
class ImpatienceTest extends PageFixture {

  @Override
  Patience patience() {
    return new Patience(Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofMillis(300));
  }

  @Test
  void whoSaysNothingIsDropped() throws Exception {
    assertThat(ask("")).isEmpty();
  }

  @Test
  void whoDoesNotEndItsHeadersIsDropped() throws Exception {
    assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\n")).isEmpty();
  }

  @Test
  void whoDripsItsHeadersIsDroppedAllTheSame() throws Exception {
    try (RawClient client = new RawClient(page.port())) {
      client.send("GET / HTTP/1.1\r\nX: ");
      await()
          .atMost(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(dropped(client)).isTrue());
    }
  }

  @Test
  void whoDoesNotEndItsBodyIsDropped() throws Exception {
    assertThat(ask("POST /api/enter HTTP/1.1\r\n" + host() + "Content-Length: 100\r\n\r\n{")).isEmpty();
  }

  @Test
  void whoKeepsAConnectionWithoutUseIsDropped() throws Exception {
    assertThat(ask("GET /api/phase HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\n\r\n"))
        .contains("\r\nConnection: keep-alive\r\n")
        .endsWith("}");
  }

  @Test
  void aReaderThatDoesNotReadIsDropped() throws Exception {
    Visitor visitor = Visitor.of(page);
    try (RawClient deaf = new RawClient(unread())) {
      deaf.send("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\nAuthorization: Bearer " + visitor.token() + "\r\n\r\n");
      String name = "x".repeat(8_000_000);
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                backend.publish(FakeStatus.working(1, 10, name));
                // Nothing else is being served: the connection's own thread is gone.
                assertThat(streams()).isZero();
              });
      assertThat(deaf.receive()).doesNotEndWith("\r\n0\r\n\r\n");
    }
  }

  private Socket unread() throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.connect(loopback(page.port()));
    return socket;
  }

  private static long streams() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals("stillkeep-page-connection"))
        .filter(each -> java.util.Arrays.stream(each.getValue()).anyMatch(frame -> frame.getClassName().endsWith("StatusFeed")))
        .count();
  }

  private static boolean dropped(RawClient client) {
    try {
      client.send("y".getBytes(StandardCharsets.US_ASCII));
      return false;
    } catch (java.io.IOException e) {
      return true;
    }
  }
}
