package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;

class StatusBoardTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final StatusBoard board = new StatusBoard(Clock.fixed(NOW, ZoneOffset.UTC));

  private static ExportStatus export(String state) {
    return new ExportStatus("/nas", state, Optional.empty(), 3);
  }

  private static SetStatus set(boolean done) {
    return new SetStatus("20260101T000000Z", 1, List.of(), 5, 0, done);
  }

  @Test
  void upToDateIsSaidOnlyWhenAllIs() {
    board.library(5, 1);
    board.inbox(List.of(set(true)), List.of());
    board.export(export(ExportLane.IN_STEP));
    assertThat(board.current().sentence()).isEqualTo("Up to date: 5 in the library");

    board.export(export(ExportLane.BEHIND));
    assertThat(board.current().sentence()).isEqualTo("5 in the library; /nas is behind");

    board.export(export(ExportLane.IN_STEP));
    board.inbox(List.of(set(false)), List.of());
    assertThat(board.current().sentence()).doesNotContain("Up to date");
  }

  @Test
  void aProblemThatHealsByItselfIsSaidToo() {
    board.problems("export /nas", List.of(board.seenNow("failed", "the export failed", "wait", false)));

    assertThat(board.current().state()).isEqualTo(State.IDLE);
    assertThat(board.current().sentence()).contains("the export failed").doesNotContain("Up to date");
  }

  @Test
  void aProblemThatHealedDisappearsAndOneThatLastsKeepsItsTime() {
    board.problems("set a", List.of(board.seenNow("a", "broken", "mend it", true)));
    board.problems("inbox", List.of(board.seenNow("b", "odd", "wait", false)));
    assertThat(board.current().state()).isEqualTo(State.NEEDS_YOU);
    assertThat(board.current().sentence()).isEqualTo("broken");

    board.problems("set a", List.of());

    assertThat(board.current().state()).isEqualTo(State.IDLE);
    assertThat(board.current().problems()).singleElement().satisfies(left -> assertThat(left.id()).isEqualTo("b"));
  }

  @Test
  void whatIsWaitedForAndMissingIsSaid() {
    board.inbox(
        List.of(new SetStatus("s", 1, List.of("takeout-s-001.zip"), 1, 0, true)), List.of(new Waiting("/in/a.zip", "growing")));

    assertThat(board.current().sentence()).contains("waiting for an archive").contains("parts are missing in one set");
  }

  @Test
  void pausedComesBeforeEverythingElse() {
    board.importing(Optional.of(new Job("importing", "s", "", 1, 2, 1, 2, Optional.of(60L))));
    assertThat(board.current().sentence()).isEqualTo("Importing s 1 of 2, 60 s left");

    board.paused(true, Optional.empty());

    assertThat(board.current().state()).isEqualTo(State.PAUSED);
    assertThat(board.current().sentence()).isEqualTo("Paused");
  }

  @Test
  void observersHearOfChangesOnly() {
    List<AgentStatus> heard = new ArrayList<>();
    board.observe(heard::add);

    board.library(1, 0);
    board.library(1, 0);

    assertThat(heard).hasSize(1);
  }

  @Test
  void theJsonHasEveryKeyAlways() {
    JsonNode json = StatusJson.of(board.current());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "state", "sentence", "since", "pausedUntil", "job", "assets", "albums", "sets", "waiting", "exports", "problems");
    assertThat(json.path("state").asText()).isEqualTo("idle");
    assertThat(json.path("job").isNull()).isTrue();
    assertThat(json.path("pausedUntil").isNull()).isTrue();
  }
}
