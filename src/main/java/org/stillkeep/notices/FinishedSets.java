package org.stillkeep.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillkeep.agent.AgentEvent.SetImported;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;

/**
 * Finished imports, once the inbox has come to rest: sets that end close together share a notice, and a part that follows
 * adds to the notice of its set.
 */
final class FinishedSets implements NoticeRule {

  private static final Duration REST = Duration.ofSeconds(45);
  /** However much is still being imported. */
  private static final Duration AT_LATEST = Duration.ofMinutes(30);

  private final Map<String, Tally> waiting = new TreeMap<>();
  private final Map<String, Tally> shown = new TreeMap<>();
  private Map<String, SetStatus> sets = Map.of();
  private boolean importing;
  private Instant firstAt = Instant.MIN;
  private Instant lastAt = Instant.MIN;
  private int slot;

  /**
   * What the runs over one set have done.
   *
   * @param imported assets added
   * @param healed assets that learnt something
   * @param failed entries that could not be read, in all
   */
  private record Tally(long imported, long healed, long failed) {

    Tally plus(Tally later) {
      return new Tally(imported + later.imported, healed + later.healed, later.failed);
    }
  }

  /** Counts what a run has done. */
  void finished(SetImported run, Instant now) {
    if (run.imported() + run.healed() == 0) {
      return;
    }
    firstAt = waiting.isEmpty() ? now : firstAt;
    lastAt = now;
    waiting.merge(run.setId(), new Tally(run.imported(), run.healed(), run.failed()), Tally::plus);
  }

  @Override
  public void see(AgentStatus status, Instant now) {
    importing = status.job().filter(job -> job.what().equals("importing")).isPresent();
    sets = new HashMap<>();
    status.sets().forEach(set -> sets.put(set.id(), set));
  }

  @Override
  public List<NoticeAction> due(Instant now) {
    if (waiting.isEmpty() || now.isBefore(importing ? firstAt.plus(AT_LATEST) : lastAt.plus(REST))) {
      return List.of();
    }
    if (!shown.keySet().containsAll(waiting.keySet())) {
      shown.clear();
      slot++;
    }
    waiting.forEach((id, tally) -> shown.merge(id, tally, Tally::plus));
    waiting.clear();
    return List.of(new NoticeAction.Show(notice(), true));
  }

  @Override
  public Optional<Instant> next() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(importing ? firstAt.plus(AT_LATEST) : lastAt.plus(REST));
  }

  private Notice notice() {
    Tally all = shown.values().stream().reduce(new Tally(0, 0, 0), (a, b) ->
        new Tally(a.imported + b.imported, a.healed + b.healed, a.failed + b.failed));
    StringBuilder text = new StringBuilder(NoticeWords.list("From the set ", "From the sets ", shown.keySet())).append('.');
    if (all.imported > 0 && all.healed > 0) {
      text.append(' ').append(learnt(all.healed)).append('.');
    }
    if (all.failed > 0) {
      text.append(' ').append(NoticeWords.number(all.failed)).append(" could not be read: the report names them.");
    }
    List<String> incomplete = shown.keySet().stream().filter(this::isIncomplete).toList();
    if (!incomplete.isEmpty()) {
      text.append(" Parts are still missing.");
    }
    return new Notice(
        Notice.Kind.SET_FINISHED,
        "finished " + slot,
        all.imported > 0 ? NoticeWords.photos(all.imported) + " imported" : learnt(all.healed),
        text.toString(),
        List.copyOf(shown.keySet()),
        List.of(),
        List.of(),
        Map.of("imported", all.imported, "healed", all.healed, "failed", all.failed));
  }

  private boolean isIncomplete(String id) {
    SetStatus set = sets.get(id);
    return set != null && !set.missingParts().isEmpty();
  }

  private static String learnt(long healed) {
    return NoticeWords.photos(healed) + " completed by a later part";
  }
}
