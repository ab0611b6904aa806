package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.catalog.Catalog;

/** What stays of refusals when the agent ends, in whatever way. */
class RefusalMemoryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> ARCHIVES = Set.of("a /inbox/1.zip", "b /inbox/2.zip");

  private final Catalog catalog = Catalog.inMemory();
  private RefusalMemory memory = at(NOW);

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void theWaitsGrowToADay() {
    Duration[] waits = new Duration[9];
    for (int i = 0; i < waits.length; i++) {
      memory.begin("set", ARCHIVES);
      waits[i] = memory.refused("set", ARCHIVES, "no").pause();
      memory.end("set");
    }

    assertThat(waits).startsWith(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1)).endsWith(Duration.ofDays(1), Duration.ofDays(1));
  }

  @Test
  void aCrashInTheMiddleOfATryCountsAsARefusal() {
    memory.refused("set", ARCHIVES, "no");
    memory = at(NOW.plus(Duration.ofMinutes(20)));
    memory.begin("set", ARCHIVES);

    memory = at(NOW.plus(Duration.ofMinutes(21)));

    assertThat(memory.recall("set", ARCHIVES)).contains(new RefusalMemory.Refusal(2, Duration.ofMinutes(29), "no"));
  }

  @Test
  void aTryThatIsBrokenOffCountsForNothing() {
    memory.refused("set", ARCHIVES, "no");
    memory.begin("set", ARCHIVES);

    memory.end("set");

    assertThat(memory.recall("set", ARCHIVES)).contains(new RefusalMemory.Refusal(1, Duration.ofMinutes(15), "no"));
  }

  @Test
  void whatIsTakenIsForgotten() {
    memory.refused("set", ARCHIVES, "no");
    memory.begin("set", ARCHIVES);

    memory.taken("set");
    memory.end("set");

    assertThat(memory.recall("set", ARCHIVES)).isEmpty();
  }

  @Test
  void itIsOfTheArchivesThatWereThere() {
    memory.refused("set", ARCHIVES, "no");

    assertThat(memory.recall("set", Set.of("a /inbox/1.zip"))).as("some of them").isPresent();
    assertThat(memory.recall("set", Set.of("a /inbox/1.zip", "c /inbox/3.zip"))).as("another one").isEmpty();
  }

  @Test
  void aClockThatWasSetBackKeepsNothingWaitingForMoreThanADay() {
    memory.refused("set", ARCHIVES, "no\nand no again");

    memory = at(NOW.minus(Duration.ofDays(400)));

    assertThat(memory.recall("set", ARCHIVES)).contains(new RefusalMemory.Refusal(1, Duration.ofDays(1), "no"));
  }

  @Test
  void aNoteThatMakesNoSenseIsNone() {
    catalog.settings().put("agent.refused.set", "x\ny\nz\na /inbox/1.zip\nb /inbox/2.zip");

    assertThat(memory.recall("set", ARCHIVES)).isEmpty();
  }

  private RefusalMemory at(Instant now) {
    return new RefusalMemory(catalog.settings(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
