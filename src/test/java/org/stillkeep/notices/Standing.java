package org.stillkeep.notices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stillkeep.agent.AgentEvent.SetImported;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.Waiting;
import org.stillkeep.importer.ImportSummary;

/** How things stand with an agent, put together for a test. */
final class Standing {

  private final List<SetStatus> sets = new ArrayList<>();
  private final List<ExportStatus> exports = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Job> job = Optional.empty();

  static Standing idle() {
    return new Standing();
  }

  static SetImported imported(String set, long imported, long healed) {
    return new SetImported(
        new ImportSummary(set, imported, 0, healed, 0, 0, Map.of(), List.of(), List.of(), List.of(), List.of()));
  }

  Standing importing(String set) {
    job = Optional.of(new Job("importing", set, "IMG_1.jpg", 0, 0, 0, 0, Optional.empty()));
    return this;
  }

  Standing set(String id, int parts, String... missing) {
    sets.add(new SetStatus(id, parts, List.of(missing), 0, 0, true, List.of(), Map.of()));
    return this;
  }

  Standing waitingFor(String path) {
    waiting.add(new Waiting(path, "it is still growing"));
    return this;
  }

  Standing export(String path, Instant... awaySince) {
    exports.add(
        new ExportStatus(
            path, "", Optional.empty(), 0, OptionalLong.empty(), 0, 0, Stream.of(awaySince).findFirst(),
            Stream.of(awaySince).findFirst(), Optional.empty(), Optional.empty(), false));
    return this;
  }

  Standing problem(String id) {
    problems.add(new Problem(id, "IMG_secret.jpg is broken", "mend it", true, Instant.EPOCH));
    return this;
  }

  Standing passingProblem(String id) {
    problems.add(new Problem(id, "the disk is slow", "it is tried again", false, Instant.EPOCH));
    return this;
  }

  AgentStatus status() {
    return new AgentStatus(
        AgentStatus.State.IDLE, "", Instant.EPOCH, Optional.empty(), Optional.empty(), job, 0, 0, sets, waiting, exports, problems, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
