package org.stillkeep.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PartStatus;
import org.stillkeep.agent.AgentStatus.PausedBy;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;

/** Statuses to show. */
final class FakeStatus {

  static final String SET = "takeout-20240131T101112Z";
  private static final Instant SINCE = Instant.parse("2024-05-01T10:00:00Z");

  private FakeStatus() {}

  static AgentStatus idle() {
    return of(State.IDLE, "Up to date: 48,211 in the library", Optional.empty(), Optional.empty(), List.of());
  }

  static AgentStatus working(long doneBytes, long totalBytes) {
    return working(doneBytes, totalBytes, "IMG_20190704_153000.jpg");
  }

  static AgentStatus working(long doneBytes, long totalBytes, String current) {
    Job job =
        new Job("importing", SET, current, doneBytes, totalBytes, doneBytes / 4_000_000, totalBytes / 4_000_000, Optional.of(720L));
    return of(State.WORKING, "Importing " + SET, Optional.empty(), Optional.of(job), List.of());
  }

  static AgentStatus needsYou() {
    Problem problem = new Problem("full", "the disk of the vault is full", "make room on it, or move the vault", true, SINCE);
    return of(State.NEEDS_YOU, "The disk of the vault is full", Optional.empty(), Optional.empty(), List.of(problem));
  }

  static AgentStatus paused(AgentStatus status, Optional<Instant> until) {
    return of(State.PAUSED, "Paused", until, Optional.empty(), status.problems());
  }

  static AgentStatus resumed(AgentStatus status) {
    return of(State.IDLE, "Up to date: 48,211 in the library", Optional.empty(), Optional.empty(), status.problems());
  }

  static AgentStatus withSets(String... ids) {
    AgentStatus idle = idle();
    List<SetStatus> sets = Arrays.stream(ids).map(FakeStatus::small).toList();
    return new AgentStatus(
        idle.state(),
        idle.sentence(),
        SINCE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        1,
        sets,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static SetStatus small(String id) {
    return new SetStatus(id, 1, List.of(), 1, 0, true, List.of(part("001")), Map.of("imported", 1L));
  }

  private static AgentStatus of(State state, String sentence, Optional<Instant> until, Optional<Job> job, List<Problem> problems) {
    SetStatus set =
        new SetStatus(
            SET,
            3,
            List.of("003"),
            20_412,
            2,
            true,
            List.of(part("001"), part("002"), new PartStatus("003", true), part("004")),
            Map.of("imported", 20_410L, "damaged", 2L));
    SetStatus other =
        new SetStatus(
            "takeout-20240401T090000Z", 2, List.of(), 9_001, 0, job.isEmpty(), List.of(part("001"), part("002")), Map.of("imported", 9_001L));
    Waiting waiting = new Waiting("/home/anna/Stillkeep/Inbox/takeout-20240501T080000Z-001.zip", "still growing");
    ExportStatus near =
        new ExportStatus(
            "/home/anna/Stillkeep/Export",
            "in step",
            Optional.of(SINCE),
            96_400,
            OptionalLong.of(120_000_000_000L),
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    ExportStatus away =
        new ExportStatus(
            "/mnt/nas/photos",
            "not connected",
            Optional.of(SINCE),
            90_112,
            OptionalLong.empty(),
            0,
            0,
            Optional.of(SINCE),
            Optional.of(SINCE),
            Optional.empty(),
            Optional.empty(),
            false);
    return new AgentStatus(
        state, sentence, SINCE, state == State.PAUSED ? Optional.of(PausedBy.SOMEBODY) : Optional.empty(), until, job, 48_211, 57, List.of(set, other), List.of(waiting), List.of(near, away), problems, Optional.of(SINCE), Optional.empty(), Optional.empty());
  }

  private static PartStatus part(String label) {
    return new PartStatus(label, false);
  }
}
