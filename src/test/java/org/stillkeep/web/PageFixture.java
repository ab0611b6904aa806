package org.stillkeep.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A page with a fake program behind it and a clock that tests can move on. */
abstract class PageFixture {

  static final Instant NOW = Instant.parse("2024-05-01T18:30:00Z");
  static final ZoneId ROME = ZoneId.of("Europe/Rome");

  final FakeBackend backend = new FakeBackend();

  /** Added to the clock that sessions, links and waits go by. */
  private final AtomicLong passedNanos = new AtomicLong();

  StatusPage page;

  @BeforeEach
  void open() throws Exception {
    page = StatusPage.start(options(), backend, java.time.Clock.fixed(NOW, ROME), this::nanos, patience());
  }

  /** That of every day; tests of the impatience say less. */
  Patience patience() {
    return Patience.USUAL;
  }

  @AfterEach
  void close() throws Exception {
    page.close();
  }

  PageOptions options() throws Exception {
    return new PageOptions(loopback(0), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  void pass(Duration time) {
    passedNanos.addAndGet(time.toNanos());
  }

  /** The answer to a raw request; the client then has nothing more to say. */
  String ask(String request) throws IOException {
    try (RawClient client = new RawClient(page.port())) {
      client.send(request);
      return client.receive();
    }
  }

  /** The lines that every decent request begins its headers with. */
  String host() {
    return "Host: 127.0.0.1:" + page.port() + "\r\nConnection: close\r\n";
  }

  private long nanos() {
    return System.nanoTime() + passedNanos.get();
  }
}
