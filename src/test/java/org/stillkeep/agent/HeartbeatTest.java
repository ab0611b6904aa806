package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private final AtomicLong nanos = new AtomicLong(42);
  private final AtomicInteger beats = new AtomicInteger();
  private final Heartbeat heartbeat = new Heartbeat(nanos::get);

  @Test
  void itBeatsAtOnceAndThenWhenItIsDueHoweverOftenItIsAsked() {
    heartbeat.by(Duration.ofSeconds(10), beats::incrementAndGet);
    heartbeat.beatIfDue();
    heartbeat.beatIfDue();
    assertThat(beats).hasValue(1);

    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    heartbeat.beatIfDue();
    assertThat(beats).hasValue(2);
  }

  @Test
  void whoeverWaitsIsWokenForIt() {
    assertThat(heartbeat.atMostMillis(60_000)).isEqualTo(60_000);
    heartbeat.by(Duration.ofSeconds(10), beats::incrementAndGet);
    assertThat(heartbeat.atMostMillis(60_000)).isEqualTo(10_000);
    assertThat(heartbeat.atMostMillis(5)).isEqualTo(5);
  }

  @Test
  void withNobodyToTellItDoesNothing() {
    heartbeat.beatIfDue();
    assertThat(beats).hasValue(0);
  }
}
