package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stream is sent, on the thread of the test. */
class StatusFeedTest {

  private final FakeBackend backend = new FakeBackend();
  private Instant now = PageFixture.NOW;
  private final Clock clock = ((InstantSource) () -> now).withZone(PageFixture.ROME);
  private final StatusFeed feed = new StatusFeed(backend, new StatusText(PageFixture.ROME), clock);

  StatusFeedTest() {
    backend.observe(feed::publish);
  }

  @Test
  void whoComesLateGetsTheLastHalfHourOnce() throws IOException {
    for (int i = 0; i <= 1000; i++) {
      work(i);
    }
    List<JsonNode> sent = new ArrayList<>();

    feed.stream(() -> sent.size() < 2)
        .writeTo(
            piece -> {
              if (isOf("throughput", piece)) {
                sent.add(data(piece).path("samples"));
                work(1000 + sent.size());
              }
            });

    assertThat(sent.get(0)).hasSize(900);
    assertThat(sent.get(1)).hasSize(1);
  }

  @Test
  void aStatusIsDrawnOnceForAllStreams() throws IOException {
    backend.publish(FakeStatus.working(1, 20_000));
    byte[] first = firstStatus();
    assertThat(firstStatus()).isSameAs(first);

    backend.publish(FakeStatus.needsYou());
    assertThat(data(firstStatus()).at("/status/state").asText()).isEqualTo("needs-you");
  }

  /** What a new stream begins with; it ends at once. */
  private byte[] firstStatus() throws IOException {
    List<byte[]> sent = new ArrayList<>();
    feed.stream(() -> sent.isEmpty()).writeTo(sent::add);
    return sent.get(0);
  }

  private void work(int doneBytes) {
    now = now.plus(Duration.ofSeconds(2));
    backend.publish(FakeStatus.working(doneBytes, 20_000));
  }

  private static boolean isOf(String event, byte[] piece) {
    return new String(piece, StandardCharsets.UTF_8).startsWith("event: " + event + "\n");
  }

  private static JsonNode data(byte[] piece) throws IOException {
    return Visitor.JSON.readTree(new String(piece, StandardCharsets.UTF_8).split("data: ", 2)[1]);
  }
}
