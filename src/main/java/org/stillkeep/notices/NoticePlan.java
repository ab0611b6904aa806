package org.stillkeep.notices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.AgentEvent;
import org.stillkeep.agent.AgentStatus;

/**
 * Decides what is told, and when, from all that is seen over time. It tells nobody, has no clock and no thread: it is given
 * the time and gives actions back. Not thread-safe.
 */
final class NoticePlan {

  private final List<NoticeRule> rules = new ArrayList<>();
  private final Optional<FinishedSets> finishedSets;
  private final QuietTime quiet;

  NoticePlan(NoticeOptions options, NoticeMemory memory, Instant now, long nanos) {
    this.quiet = new QuietTime(now, nanos);
    this.finishedSets = options.setFinished() ? Optional.of(new FinishedSets()) : Optional.empty();
    finishedSets.ifPresent(rules::add);
    if (options.missingPart()) {
      rules.add(new MissingParts(memory));
    }
    if (options.needsYou()) {
      rules.add(new OpenProblems(memory, now));
    }
    if (options.exportAway()) {
      rules.add(new AwayExports(memory));
    }
  }

  /** Takes in how things stand. */
  void see(AgentStatus status, Instant now) {
    rules.forEach(rule -> rule.see(status, now));
  }

  /** Takes in what has happened. */
  void hear(AgentEvent event, Instant now) {
    if (event instanceof AgentEvent.SetImported run) {
      finishedSets.ifPresent(sets -> sets.finished(run, now));
    }
  }

  /** What is to be done now; it counts as done. */
  List<NoticeAction> due(Instant now, long nanos) {
    List<NoticeAction> actions = new ArrayList<>();
    if (!quiet.at(now, nanos)) {
      rules.forEach(rule -> actions.addAll(rule.due(now)));
    }
    return actions;
  }

  /** When something may become due, if nothing changes; empty if nothing will. */
  Optional<Instant> next() {
    return rules.stream()
        .flatMap(rule -> rule.next().stream())
        .min(Instant::compareTo)
        .map(first -> first.isBefore(quiet.until()) ? quiet.until() : first);
  }
}
