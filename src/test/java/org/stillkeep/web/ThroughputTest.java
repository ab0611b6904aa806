package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private static final Instant NOW = Instant.parse("2024-05-01T18:30:00Z");

  private final Throughput throughput = new Throughput();

  @Test
  void aSampleIsTakenEveryTwoSecondsOfWork() {
    for (int half = 0; half <= 8; half++) {
      throughput.observe(FakeStatus.working(half * 1000L, 1_000_000), NOW.plusMillis(half * 500L));
    }
    assertThat(throughput.after(0).samples())
        .containsExactly(new Throughput.Sample(NOW.plusSeconds(2), 2000), new Throughput.Sample(NOW.plusSeconds(4), 2000));
  }

  @Test
  void theEndOfTheWorkIsASampleOfNothingAndIdlenessIsNone() {
    throughput.observe(FakeStatus.working(0, 100), NOW);
    throughput.observe(FakeStatus.idle(), NOW.plusSeconds(1));
    throughput.observe(FakeStatus.idle(), NOW.plusSeconds(10));
    assertThat(throughput.after(0).samples()).containsExactly(new Throughput.Sample(NOW.plusSeconds(1), 0));
  }

  @Test
  void anotherJobBeginsAnew() {
    throughput.observe(FakeStatus.working(1_000_000, 2_000_000), NOW);
    assertThat(throughput.observe(FakeStatus.working(5, 2_000_000), NOW.plusSeconds(3))).isFalse();
    assertThat(throughput.observe(FakeStatus.working(205, 2_000_000), NOW.plusSeconds(5))).isTrue();
    assertThat(throughput.after(0).samples()).containsExactly(new Throughput.Sample(NOW.plusSeconds(5), 100));
  }

  @Test
  void halfAnHourIsKept() {
    for (int i = 0; i <= 3600; i++) {
      throughput.observe(FakeStatus.working(i, 1_000_000), NOW.plusSeconds(2L * i));
    }
    assertThat(throughput.after(0).added()).isEqualTo(3600);
    assertThat(throughput.after(0).samples()).hasSize(900);
    assertThat(throughput.after(3599).samples()).containsExactly(new Throughput.Sample(NOW.plusSeconds(7200), 0));
    assertThat(throughput.after(3600).samples()).isEmpty();
  }
}
