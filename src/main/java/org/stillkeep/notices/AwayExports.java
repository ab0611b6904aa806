package org.stillkeep.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillkeep.agent.AgentStatus;

/** Export folders that are not connected for a day: once for each absence. */
final class AwayExports implements NoticeRule {

  static final Duration LONG = Duration.ofDays(1);

  private static final String SLOT = "away";

  private final NoticeMemory memory;
  private final TreeMap<String, Instant> away = new TreeMap<>();
  private final TreeSet<String> shown = new TreeSet<>();

  AwayExports(NoticeMemory memory) {
    this.memory = memory;
  }

  @Override
  public void see(AgentStatus status, Instant now) {
    away.clear();
    status.exports().forEach(export -> export.awaySince().ifPresent(since -> away.put(export.path(), since)));
  }

  @Override
  public List<NoticeAction> due(Instant now) {
    List<NoticeAction> actions = new ArrayList<>();
    List<String> late = away.keySet().stream().filter(path -> !isTold(path) && !now.isBefore(dueAt(path))).toList();
    if (!late.isEmpty()) {
      late.forEach(path -> memory.absences().put(path, away.get(path)));
      shown.addAll(late);
      shown.retainAll(away.keySet());
      actions.add(new NoticeAction.Show(notice(), true));
    } else if (!shown.isEmpty() && shown.stream().noneMatch(away::containsKey)) {
      shown.clear();
      actions.add(new NoticeAction.Withdraw(SLOT));
    }
    return actions;
  }

  @Override
  public Optional<Instant> next() {
    return away.keySet().stream().filter(path -> !isTold(path)).map(this::dueAt).min(Instant::compareTo);
  }

  /** An absence is known by its beginning, which outlives a restart. */
  private boolean isTold(String path) {
    return away.get(path).equals(memory.absences().get(path));
  }

  private Instant dueAt(String path) {
    return away.get(path).plus(LONG);
  }

  private Notice notice() {
    return new Notice(
        Notice.Kind.EXPORT_AWAY,
        SLOT,
        shown.size() == 1 ? "An export folder is not connected" : shown.size() + " export folders are not connected",
        NoticeWords.list("For more than a day: ", "For more than a day: ", shown)
            + ". Nothing is lost; it is brought up to date when it is back.",
        List.of(),
        List.copyOf(shown),
        List.of(),
        Map.of("exports", (long) shown.size()));
  }
}
