package org.stillkeep.agent;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stillkeep.agent.AgentStatus.Problem;

/**
 * What went wrong and has not healed. Each belongs to an area (one inbox scan, one export folder, one set …); an area's
 * problems are replaced as a whole each time it is looked at, so that what heals disappears by itself. Not thread-safe.
 */
final class Problems {

  private final Clock clock;
  private final Map<String, List<Problem>> byArea = new LinkedHashMap<>();

  Problems(Clock clock) {
    this.clock = clock;
  }

  /** A problem that is seen now. */
  Problem seenNow(String id, String what, String remedy, boolean needsYou) {
    return new Problem(id, what, remedy, needsYou, clock.instant());
  }

  /** Replaces what is wrong in an area; those that were there before keep the time at which they were first seen. */
  void replace(String area, List<Problem> now) {
    List<Problem> before = byArea.getOrDefault(area, List.of());
    List<Problem> merged = new ArrayList<>();
    for (Problem problem : now) {
      merged.add(
          before.stream()
              .filter(old -> old.id().equals(problem.id()))
              .findFirst()
              .map(old -> new Problem(old.id(), problem.what(), problem.remedy(), problem.needsYou(), old.since()))
              .orElse(problem));
    }
    if (merged.isEmpty()) {
      byArea.remove(area);
    } else {
      byArea.put(area, merged);
    }
  }

  /** All of them, those that need somebody first, then the oldest. */
  List<Problem> all() {
    List<Problem> all = new ArrayList<>();
    byArea.values().forEach(all::addAll);
    all.sort(Comparator.comparing((Problem problem) -> !problem.needsYou()).thenComparing(Problem::since));
    return all;
  }
}
