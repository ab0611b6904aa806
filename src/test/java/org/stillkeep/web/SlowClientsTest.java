package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, or do not read, on purpose or not. */
class SlowClientsTest extends PageFixture {

  private static final int CROWD = 200;
  /** Far less than anybody here is waited for, on a busy machine, too. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private final List<RawClient> crowd = new ArrayList<>();

  @Override
  Patience patience() {
    // What is not about running out of patience goes by its own times.
    return new Patience(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1));
  }

  @AfterEach
  void sendHome() throws Exception {
    for (RawClient each : crowd) {
      each.close();
    }
  }

  @Test
  void whoeverComesIsServedAtOnceHoweverManySayNothing() throws Exception {
    gather("");
    assertServedAtOnce();
  }

  @Test
  void whoeverComesIsServedAtOnceHoweverManySendTheirHeadersSlowly() throws Exception {
    gather("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\nX: y");
    assertServedAtOnce();
    for (RawClient each : crowd) {
      each.sendWhileItLasts(new byte[] {'y'}, 1);
    }
    assertServedAtOnce();
  }

  @Test
  void whoeverComesIsServedAtOnceHoweverManySendTheirBodiesSlowly() throws Exception {
    gather("POST /api/enter HTTP/1.1\r\n" + host() + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
    assertServedAtOnce();
  }

  @Test
  void whoeverComesIsServedAtOnceHoweverManyDoNotReadTheirAnswers() throws Exception {
    String request = "GET /app.js HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\n\r\n";
    for (int i = 0; i < CROWD; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(1024);
      socket.connect(loopback(page.port()));
      crowd.add(new RawClient(socket).sendWhileItLasts(request.repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII), 1));
    }
    assertServedAtOnce();
  }

  @Test
  void theCrowdDisplacesItselfAndNotWhoIsBeingServed() throws Exception {
    Visitor visitor = Visitor.of(page);
    try (EventReader events = new EventReader(visitor)) {
      events.next("status");
      gather("GET / HTTP/1.1\r\n");
      backend.publish(FakeStatus.needsYou());
      assertThat(events.next("status").at("/status/state").asText()).isEqualTo("needs-you");
    }
    assertThat(threads("stillkeep-page-connection")).isLessThanOrEqualTo(66);
  }

  @Test
  void aReaderThatDoesNotReadKeepsNobodyWaiting() throws Exception {
    Visitor visitor = Visitor.of(page);
    try (EventReader reading = new EventReader(visitor)) {
      deaf(visitor);
      // Far more than the systems on both sides take in for somebody who does not read.
      String name = "x".repeat(4_000_000);
      for (int i = 0; i < 4; i++) {
        long begun = System.nanoTime();
        backend.publish(FakeStatus.working(i, 1_000_000_000, name));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        assertThat(reading.next("status").at("/status/job/doneBytes").asLong()).isEqualTo(i);
      }
      assertServedAtOnce();
    }
    long begun = System.nanoTime();
    page.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
  }

  @Test
  void closingEndsAllConnectionsAndThreads() throws Exception {
    Visitor visitor = Visitor.of(page);
    EventReader events = new EventReader(visitor);
    events.next("status");
    gather("GET / HTTP/1.1\r\n");
    page.close();
    events.awaitEnd();
    for (RawClient each : crowd) {
      assertThat(each.receive()).isIn("", "\n(reset)");
    }
    await().untilAsserted(() -> assertThat(threads("stillkeep-page")).isZero());
  }

  @Test
  void withoutAClientOneThreadIsLeft() throws Exception {
    Visitor visitor = Visitor.of(page);
    assertThat(visitor.get("/api/phase").statusCode()).isEqualTo(200);
    ask("GET / HTTP/1.1\r\n" + host() + "\r\n");
    visitor.client().send(visitor.request("/api/phase").build(), java.net.http.HttpResponse.BodyHandlers.discarding());
    closeIdle();
    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(threads("stillkeep-page")).isEqualTo(1));
  }

  /** Fills all places with silent clients, which displaces idle ones, and sends them home. */
  private void closeIdle() throws Exception {
    gather("");
    await().until(() -> threads("stillkeep-page-connection") >= 64);
    sendHome();
  }

  private void deaf(Visitor visitor) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024);
    socket.connect(loopback(page.port()));
    crowd.add(
        new RawClient(socket)
            .send(
                "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\nAuthorization: Bearer " + visitor.token() + "\r\n\r\n"));
  }

  private void gather(String beginning) throws Exception {
    for (int i = 0; i < CROWD; i++) {
      RawClient client = new RawClient(page.port());
      crowd.add(client);
      client.sendWhileItLasts(beginning.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 1);
    }
  }

  private void assertServedAtOnce() throws Exception {
    long begun = System.nanoTime();
    String answer = ask("GET /api/phase HTTP/1.1\r\n" + host() + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().startsWith(name)).count();
  }
}
