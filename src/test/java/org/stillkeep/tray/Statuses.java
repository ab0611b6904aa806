package org.stillkeep.tray;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.State;

/** What an agent says in the situations that the tray has to show. */
final class Statuses {

  static final Instant SINCE = Instant.parse("2026-11-22T08:00:00Z");
  static final TrayOptions OPTIONS = new TrayOptions(Path.of("/cache"), List.of(Path.of("/home/eva/Inbox")), true);

  private Statuses() {}

  static AgentStatus idle(String... exports) {
    return status(State.IDLE, "Up to date: 12,345 in the library", Optional.empty(), List.of(), exports);
  }

  static AgentStatus working() {
    Job job = new Job("importing", "takeout-20260102", "IMG_1.jpg", 12_300_000_000L, 30_100_000_000L, 412, 3020, Optional.of(720L));
    return working("Importing takeout-20260102 412 of 3,020, 12 min left", job);
  }

  static AgentStatus working(String sentence, Job job) {
    return status(State.WORKING, sentence, Optional.of(job), List.of(), "/nas/photos");
  }

  static AgentStatus paused() {
    return status(State.PAUSED, "Paused until Sun 14:00", Optional.empty(), List.of(), "/nas/photos");
  }

  static AgentStatus needsYou(Problem... problems) {
    return status(State.NEEDS_YOU, problems[0].what(), Optional.empty(), List.of(problems), "/nas/photos");
  }

  static Problem problem(String what, String remedy) {
    return new Problem(what, what, remedy, true, SINCE);
  }

  private static AgentStatus status(
      State state, String sentence, Optional<Job> job, List<Problem> problems, String... exports) {
    return new AgentStatus(
        state,
        sentence,
        SINCE,
        Optional.empty(),
        Optional.empty(),
        job,
        12_345,
        17,
        List.of(),
        List.of(),
        Stream.of(exports).map(Statuses::export).toList(),
        problems,
        Optional.of(SINCE),
        Optional.empty(),
        Optional.empty());
  }

  private static ExportStatus export(String path) {
    return new ExportStatus(
        path, "in step", Optional.of(SINCE), 12_345, OptionalLong.empty(), 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }
}
