package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.web.PageBackend.Phase;

class EventsTest extends PageFixture {

  private Visitor visitor;

  @BeforeEach
  void enter() throws Exception {
    visitor = Visitor.of(page);
  }

  @Test
  void theStatusComesAtOnceWithPhaseZoneAndNumbers() throws Exception {
    try (EventReader events = new EventReader(visitor)) {
      JsonNode status = events.next("status");
      assertThat(status.path("phase").asText()).isEqualTo("running");
      assertThat(status.path("zone").asText()).isEqualTo("Europe/Rome");
      assertThat(status.at("/status/state").asText()).isEqualTo("idle");
      assertThat(status.at("/status/sets/1/index").asInt(-1)).isEqualTo(1);
      assertThat(status.at("/status/exports/1/index").asInt(-1)).isEqualTo(1);
      assertThat(events.next("throughput").path("samples").isArray()).isTrue();
    }
  }

  @Test
  void aChangeOfPhaseIsTold() throws Exception {
    backend.enter(Phase.LOCKED);
    try (EventReader events = new EventReader(visitor)) {
      assertThat(events.next("status").path("phase").asText()).isEqualTo("locked");
      backend.enter(Phase.RUNNING);
      assertThat(events.next("status").path("phase").asText()).isEqualTo("running");
    }
  }

  @Test
  void manyChangesAreToldAsTwoASecondAndTheLastIsAmongThem() throws Exception {
    try (EventReader events = new EventReader(visitor)) {
      events.next("status");
      long begun = System.nanoTime();
      for (int i = 1; i <= 20_000; i++) {
        backend.publish(FakeStatus.working(i, 20_000));
      }
      List<Long> seen = new ArrayList<>();
      do {
        seen.add(events.next("status").at("/status/job/doneBytes").asLong());
      } while (seen.get(seen.size() - 1) < 20_000);
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertThat(seen.size()).isLessThanOrEqualTo((int) (seconds * 2) + 1);
    }
  }

  @Test
  void aNinthStreamEndsTheFirst() throws Exception {
    List<EventReader> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 9; i++) {
        streams.add(new EventReader(visitor));
        streams.get(i).next("status");
      }
      streams.get(0).awaitEnd();
      backend.publish(FakeStatus.needsYou());
      for (EventReader each : streams.subList(1, 9)) {
        assertThat(each.next("status").at("/status/state").asText()).isEqualTo("needs-you");
      }
    } finally {
      for (EventReader each : streams) {
        each.close();
      }
    }
  }

  @Test
  void leavingEndsTheStreamsOfTheSessionAndNoOther() throws Exception {
    Visitor other = Visitor.of(page);
    try (EventReader mine = new EventReader(visitor);
        EventReader others = new EventReader(other)) {
      mine.next("status");
      others.next("status");
      visitor.post("/api/leave", "{}");
      mine.awaitEnd();
      backend.publish(FakeStatus.needsYou());
      assertThat(others.next("status").at("/status/state").asText()).isEqualTo("needs-you");
    }
  }

  @Test
  void anOpenStreamKeepsItsSession() throws Exception {
    try (EventReader events = new EventReader(visitor)) {
      for (int i = 0; i < 3; i++) {
        events.next("status");
        pass(Duration.ofHours(20));
        backend.publish(FakeStatus.idle());
      }
      events.next("status");
    }
    assertThat(visitor.get("/api/recent").statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamWhoseClientHasGoneEnds() throws Exception {
    EventReader events = new EventReader(visitor);
    events.next("status");
    events.close();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              backend.publish(FakeStatus.idle());
              assertThat(Thread.getAllStackTraces().values().stream().flatMap(java.util.Arrays::stream))
                  .noneMatch(frame -> frame.getClassName().endsWith("StatusFeed") && frame.getMethodName().equals("awaitNews"));
            });
  }

  @Test
  void aProxyOfTheFirstHttpGetsThePlainStream() throws Exception {
    try (RawClient proxy = new RawClient(page.port())) {
      proxy.send("GET /api/events HTTP/1.0\r\n" + host() + "Authorization: Bearer " + visitor.token() + "\r\n\r\n");
      assertThat(proxy.receiveUntil("\r\n\r\nevent: status\ndata: {")).isTrue();
    }
  }

  @Test
  void aSetKeepsItsNumberWhenAnotherComesBeforeIt() {
    StatusText text = new StatusText(ROME);
    assertThat(text.of(Phase.RUNNING, FakeStatus.withSets("b", "c")).at("/status/sets/0/index").asInt()).isEqualTo(0);
    assertThat(text.of(Phase.RUNNING, FakeStatus.withSets("a", "b", "c")).at("/status/sets").findValuesAsText("index"))
        .containsExactly("2", "0", "1");
    assertThat(text.set(0)).hasValue("b");
    assertThat(text.set(3)).isEmpty();
  }
}
