package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** What a line does before anything is sent. */
class WireTest {

  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void aResolverThatHangsIsLeftBehind() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Dns hanging =
        hostname -> {
          asked.countDown();
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(hostname);
        };
    try (Wire wire = new Wire(Duration.ZERO, hanging)) {
      CompletableFuture<Integer> call =
          CompletableFuture.supplyAsync(() -> status(wire, "http://photos.example.org/"));
      await().until(() -> asked.getCount() == 0);
      long stoppedAt = System.nanoTime();
      stop.set(true);
      assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(1));
    } finally {
      released.countDown();
    }
  }

  @Test
  void aHostThatNobodyKnowsIsSaidToBeUnknown() {
    Dns none =
        hostname -> {
          throw new UnknownHostException(hostname);
        };
    try (Wire wire = new Wire(Duration.ZERO, none)) {
      assertThatThrownBy(() -> status(wire, "http://photos.example.org/"))
          .hasCauseInstanceOf(UnknownHostException.class)
          .hasMessageContaining("photos.example.org");
    }
  }

  @Test
  void aConnectionServesManyCalls() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    Dns counting =
        hostname -> {
          lookups.incrementAndGet();
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (ScriptedServer server = new ScriptedServer();
        Wire wire = new Wire(Duration.ZERO, counting)) {
      server.on("GET /x", ScriptedServer.json(200, "{}"));
      for (int i = 0; i < 5; i++) {
        assertThat(status(wire, server.url("/x").replace("127.0.0.1", "photos.example.org"))).isEqualTo(200);
      }
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void anAddressThatIsNotThereGivesWayToTheNext() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        Wire wire = new Wire(Duration.ZERO, hostname -> List.of(nobody(), InetAddress.getLoopbackAddress()))) {
      server.on("GET /x", ScriptedServer.json(200, "{}"));
      assertThat(status(wire, server.url("/x").replace("127.0.0.1", "photos.example.org"))).isEqualTo(200);
    }
  }

  /** As behind a firewall that drops, or where IPv6 leads nowhere: whoever connects hears nothing at all. */
  @Test
  @Covers("F67")
  void anAddressThatSwallowsEverythingGivesWayToTheNext() throws IOException {
    InetAddress nowhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 98});
    try (ScriptedServer server = new ScriptedServer();
        SilentPort silent = SilentPort.at(nowhere, URI.create(server.url("/x")).getPort());
        Wire wire = new Wire(Duration.ZERO, hostname -> List.of(nowhere, InetAddress.getLoopbackAddress()))) {
      assumeTrue(silent.swallows(), "needs a system that drops what is sent to a full port");
      server.on("GET /x", ScriptedServer.json(200, "{}"));
      long began = System.nanoTime();
      assertThat(status(wire, server.url("/x").replace("127.0.0.1", "photos.example.org"))).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  @Covers("F67")
  void aCallThatIsSwallowedCanBeStopped() throws IOException {
    InetAddress nowhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 98});
    try (SilentPort silent = SilentPort.at(nowhere, 0);
        Wire wire = new Wire(Duration.ZERO, hostname -> List.of(nowhere))) {
      assumeTrue(silent.swallows(), "needs a system that drops what is sent to a full port");
      CompletableFuture<Integer> call =
          CompletableFuture.supplyAsync(() -> status(wire, "http://photos.example.org:" + silent.port() + "/"));
      await().pollDelay(Duration.ofMillis(300)).until(() -> !call.isDone());
      stop.set(true);
      assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    }
  }

  @Test
  @Covers("F67")
  void anAddressThatSwallowsEverythingIsNotWaitedForLongerThanTheLimit() throws IOException {
    InetAddress nowhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 98});
    try (SilentPort silent = SilentPort.at(nowhere, 0);
        Wire wire = new Wire(Duration.ofSeconds(1), hostname -> List.of(nowhere))) {
      assumeTrue(silent.swallows(), "needs a system that drops what is sent to a full port");
      assertThatThrownBy(() -> status(wire, "http://photos.example.org:" + silent.port() + "/")).hasCauseInstanceOf(InterruptedIOException.class);
    }
  }

  /** Loopback, where nothing listens. */
  private static InetAddress nobody() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 99});
  }

  private int status(Wire wire, String url) {
    try {
      return wire.exchange(
          new Request.Builder().url(url).build(),
          stop::get,
          response -> {
            assertThat(response.body().bytes()).isNotNull();
            return response.code();
          });
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
