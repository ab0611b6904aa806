package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PartStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;
import org.stillkeep.faults.Covers;

class StatusBoardTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final StatusBoard board = new StatusBoard(Clock.fixed(NOW, ZoneOffset.UTC));

  private static ExportStatus export(String state) {
    return new ExportStatus(
        "/nas", state, Optional.empty(), 3, OptionalLong.of(7), 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private static SetStatus set(boolean done) {
    return set(List.of(), done);
  }

  private static SetStatus set(List<String> missing, boolean done) {
    List<PartStatus> row = List.of(new PartStatus("001", !missing.isEmpty()), new PartStatus("002", false));
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("imported", 3L);
    outcomes.put("already-there", 2L);
    return new SetStatus("20260101T000000Z", 1, missing, 5, 0, done, row, outcomes);
  }

  @Test
  void upToDateIsSaidOnlyWhenAllIs() {
    board.library(5, 1, Optional.empty());
    board.inbox(List.of(set(true)), List.of());
    board.export(export(ExportWords.IN_STEP));
    assertThat(board.current().sentence()).isEqualTo("Up to date: 5 in the library");

    board.export(export(ExportWords.BEHIND));
    assertThat(board.current().sentence()).isEqualTo("5 in the library; /nas is behind");

    board.export(export(ExportWords.IN_STEP));
    board.inbox(List.of(set(false)), List.of());
    assertThat(board.current().sentence()).doesNotContain("Up to date");
  }

  @Test
  void nothingIsSaidOfALibraryThatIsNotCountedYet() {
    board.inbox(List.of(), List.of());
    assertThat(board.current().sentence()).isEqualTo("Starting");

    board.library(12_345, 7, Optional.empty());
    assertThat(board.current().sentence()).startsWith("Up to date: 12,345 in the library");
  }

  @Test
  void aProblemThatHealsByItselfIsSaidToo() {
    board.library(1, 0, Optional.empty());
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
    board.library(1, 0, Optional.empty());
    board.inbox(
        List.of(set(List.of("takeout-s-001.zip"), true)), List.of(new Waiting("/in/a.zip", "growing")));

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
  void aPauseThatSomebodyWantsIsSaidBeforeThatOfTheBattery() {
    board.onBattery(true);
    assertThat(board.current().state()).isEqualTo(State.PAUSED);
    assertThat(board.current().sentence()).isEqualTo("Paused while on battery; goes on by itself when plugged in");

    board.paused(true, Optional.empty());
    assertThat(board.current().sentence()).isEqualTo("Paused");
    assertThat(StatusJson.of(board.current()).path("pausedBy").asText()).isEqualTo("somebody");
  }

  @Test
  @Covers({"F12", "F16"})
  void theTroubleOfAnExportIsSaidWithItsTimeInTheZoneOfTheUser() {
    board.library(5, 1, Optional.empty());
    Instant since = NOW.minus(1, ChronoUnit.MINUTES);
    String time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(since.atZone(ZoneId.systemDefault()));
    ExportStatus hanging =
        new ExportStatus(
            "/nas", ExportWords.NOT_ANSWERING, Optional.empty(), 3, OptionalLong.empty(), 0, 0, Optional.of(since),
            Optional.of(since), Optional.of(NOW), Optional.empty(), false);
    board.export(hanging);
    assertThat(board.current().sentence()).isEqualTo("5 in the library; /nas is not answering since " + time);
    assertThat(StatusJson.of(board.current()).at("/exports/0/nextTry").asText()).isNotEmpty();

    board.paused(true, Optional.empty());
    assertThat(StatusJson.of(board.current()).at("/exports/0/nextTry").isNull()).as("tried while paused").isTrue();
    assertThat(StatusJson.of(board.current()).at("/exports/0/since").asText()).isNotEmpty();
  }

  @Test
  void observersHearOfChangesOnly() {
    List<AgentStatus> heard = new ArrayList<>();
    board.observe(heard::add);

    board.library(1, 0, Optional.empty());
    board.library(1, 0, Optional.empty());

    assertThat(heard).hasSize(1);
  }

  @Test
  @Covers({"F12", "F16"})
  void aNextTryThatMovesWithinItsMinuteIsNoEventAndIsToldToWhoAsks() {
    List<AgentStatus> heard = new ArrayList<>();
    board.export(full(NOW));
    board.observe(heard::add);

    board.export(full(NOW.plusSeconds(59)));
    assertThat(heard).isEmpty();
    assertThat(board.current().exports()).singleElement().satisfies(nas -> assertThat(nas.nextTry()).contains(NOW.plusSeconds(59)));

    board.export(full(NOW.plusSeconds(60)));
    assertThat(heard).as("another minute is shown").hasSize(1);
  }

  private static ExportStatus full(Instant nextTry) {
    return new ExportStatus(
        "/nas", ExportWords.FULL, Optional.empty(), 3, OptionalLong.of(7), 0, 0, Optional.empty(), Optional.of(NOW), Optional.of(nextTry),
        Optional.empty(), false);
  }

  @Test
  void theLastImportIsSaidByItsDay() {
    ZoneId zone = ZoneId.systemDefault();
    Instant noon = LocalDate.ofInstant(NOW, zone).atTime(12, 0).atZone(zone).toInstant();
    StatusBoard atNoon = new StatusBoard(Clock.fixed(noon, ZoneOffset.UTC));

    atNoon.library(12_345, 1, Optional.of(noon.minusSeconds(60)));
    assertThat(atNoon.current().sentence()).isEqualTo("Up to date: 12,345 in the library, last import today 11:59");

    atNoon.library(12_345, 1, Optional.of(noon.minus(1, ChronoUnit.DAYS)));
    assertThat(atNoon.current().sentence()).endsWith("last import yesterday 12:00");

    atNoon.library(12_345, 1, Optional.of(noon.minus(2, ChronoUnit.DAYS)));
    assertThat(atNoon.current().sentence()).matches(".*last import on 3\\d Dec 2025");
  }

  @Test
  void eachExportShowsItsOwnPass() {
    Job job = new Job("exporting", "to /nas", "a.jpg", 1, 2, 1, 2, Optional.empty());
    board.export(export(ExportWords.WRITING));
    board.importing(Optional.of(new Job("importing", "s", "", 1, 2, 1, 2, Optional.empty())));
    board.exporting("/nas", Optional.of(job));
    assertThat(board.current().exports()).singleElement().satisfies(nas -> assertThat(nas.job()).contains(job));

    board.exporting("/nas", Optional.empty());
    assertThat(board.current().exports()).singleElement().satisfies(nas -> assertThat(nas.job()).isEmpty());
  }

  @Test
  void theJsonOfSetsAndExportsHasEveryKeyAlways() {
    board.inbox(List.of(set(List.of("takeout-s-001"), true)), List.of());
    board.export(export(ExportWords.BEHIND));

    JsonNode json = StatusJson.of(board.current());

    assertThat(json.at("/sets/0").fieldNames())
        .toIterable()
        .containsExactly("id", "parts", "missingParts", "entries", "failedEntries", "done", "partRow", "outcomes");
    assertThat(json.at("/sets/0/partRow").toString())
        .isEqualTo("[{\"label\":\"001\",\"missing\":true},{\"label\":\"002\",\"missing\":false}]");
    assertThat(json.at("/sets/0/outcomes").toString()).isEqualTo("{\"imported\":3,\"already-there\":2}");
    assertThat(json.at("/exports/0").fieldNames())
        .toIterable()
        .containsExactly(
            "path", "state", "lastPass", "files", "freeBytes", "waitingFiles", "waitingBytes", "awaySince", "since",
            "nextTry", "job", "needsAdoption");
    assertThat(json.at("/exports/0/freeBytes").asLong()).isEqualTo(7);
    assertThat(json.at("/exports/0/awaySince").isNull()).isTrue();
  }

  @Test
  void theJsonHasEveryKeyAlways() {
    JsonNode json = StatusJson.of(board.current());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "state", "sentence", "since", "pausedBy", "pausedUntil", "job", "assets", "albums", "sets", "waiting", "exports", "problems",
            "lastImport", "server", "reread");
    assertThat(json.path("state").asText()).isEqualTo("idle");
    assertThat(json.path("job").isNull()).isTrue();
    assertThat(json.path("pausedUntil").isNull()).isTrue();
  }
}
