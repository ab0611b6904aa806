package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/** A program that crashes and is started again, and again. */
@Covers("F63")
class RecentStartsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;

  @Test
  void startsWithoutAnEndAreCountedUntilOneEndsAsItShould() {
    assertThat(begin(NOON)).isZero();
    assertThat(begin(NOON.plusSeconds(40))).isEqualTo(1);
    at(NOON.plusSeconds(50)).ended();
    assertThat(begin(NOON.plusSeconds(80))).isZero();
  }

  @Test
  void whatWasLongAgoOrWillBeDoesNotCount() {
    begin(NOON);
    assertThat(begin(NOON.plus(Duration.ofMinutes(16)))).isZero();
    assertThat(begin(NOON.plus(Duration.ofMinutes(14)))).as("a clock that was put back").isZero();
  }

  @Test
  void afterTooManyTheyAreCountedAnew() {
    for (int crash = 0; crash < RecentStarts.TOO_MANY; crash++) {
      assertThat(begin(NOON.plusSeconds(crash))).isEqualTo(crash);
    }
    assertThat(begin(NOON.plusSeconds(10))).isEqualTo(RecentStarts.TOO_MANY);
    assertThat(begin(NOON.plusSeconds(20))).isEqualTo(1);
  }

  @Test
  void aDamagedFileCountsForNothing() throws IOException {
    begin(NOON);
    Files.writeString(home.resolve(RecentStarts.FILE_NAME), "yesterday");
    assertThat(begin(NOON)).isZero();
    assertThat(begin(NOON)).isEqualTo(1);
  }

  @Test
  void afterThreeCrashesTheAgentPausesAndSaysSoAndGoesOnWhenToldTo() throws Exception {
    Installation installation = Installation.withVault(home);
    takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    for (int crash = 0; crash < RecentStarts.TOO_MANY; crash++) {
      new RecentStarts(installation.state(), Clock.systemUTC()).begin();
    }
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(
          Duration.ofMinutes(1),
          status -> status.path("state").asText().equals("paused") && status.path("problems").toString().contains("3 times in a row"));
      assertThat(agent.status().path("assets").asInt()).isZero();
      installation.run("resume").mustSucceed();
      agent.awaitStatus(Duration.ofMinutes(1), status -> status.path("assets").asInt() == 1 && status.path("problems").isEmpty());
      agent.terminate(Duration.ofSeconds(10));
    }
    assertThat(installation.state().resolve(RecentStarts.FILE_NAME)).doesNotExist();
  }

  private int begin(Instant now) {
    return at(now).begin();
  }

  private RecentStarts at(Instant now) {
    return new RecentStarts(home, Clock.fixed(now, ZoneOffset.UTC));
  }
}
