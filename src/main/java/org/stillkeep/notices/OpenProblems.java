package org.stillkeep.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Problem;

/**
 * Problems that need somebody: new ones, once they have lasted a little, together with those that were there before. A
 * problem that heals takes itself out of its notice.
 */
final class OpenProblems implements NoticeRule {

  static final Duration LASTING = Duration.ofSeconds(30);

  /** A problem that heals and comes back within this time is the same one; so is one that a restart finds again. */
  private static final Duration SAME = Duration.ofMinutes(10);

  private static final String SLOT = "problems";

  private final NoticeMemory memory;
  private final Map<String, Instant> lastSeen = new HashMap<>();
  private final Map<String, Instant> firstSeen = new HashMap<>();
  private List<MarkedProblem> open = List.of();
  private Set<String> shown = Set.of();

  OpenProblems(NoticeMemory memory, Instant now) {
    this.memory = memory;
    memory.problems().forEach(mark -> lastSeen.put(mark, now));
  }

  @Override
  public void see(AgentStatus status, Instant now) {
    open = status.problems().stream().filter(Problem::needsYou).map(each -> MarkedProblem.of(each, status)).toList();
    Set<String> marks = marks();
    firstSeen.keySet().retainAll(marks);
    marks.forEach(mark -> firstSeen.putIfAbsent(mark, now));
    marks.forEach(mark -> lastSeen.put(mark, now));
  }

  @Override
  public List<NoticeAction> due(Instant now) {
    Set<String> marks = marks();
    lastSeen.keySet().removeIf(mark -> !marks.contains(mark) && !now.isBefore(lastSeen.get(mark).plus(SAME)));
    memory.problems().retainAll(lastSeen.keySet());
    boolean anyNew = marks.stream().anyMatch(mark -> !memory.problems().contains(mark) && hasLasted(mark, now));
    if (anyNew) {
      memory.problems().addAll(marks);
      shown = marks;
      return List.of(new NoticeAction.Show(notice(open), true));
    }
    return takeBackHealed(marks);
  }

  @Override
  public Optional<Instant> next() {
    return firstSeen.entrySet().stream()
        .filter(each -> !memory.problems().contains(each.getKey()))
        .map(each -> each.getValue().plus(LASTING))
        .min(Instant::compareTo);
  }

  private List<NoticeAction> takeBackHealed(Set<String> marks) {
    Set<String> left = new HashSet<>(shown);
    left.retainAll(marks);
    if (left.equals(shown)) {
      return List.of();
    }
    shown = left;
    if (left.isEmpty()) {
      return List.of(new NoticeAction.Withdraw(SLOT));
    }
    return List.of(new NoticeAction.Show(notice(open.stream().filter(each -> left.contains(each.mark())).toList()), false));
  }

  private boolean hasLasted(String mark, Instant now) {
    return !now.isBefore(firstSeen.get(mark).plus(LASTING));
  }

  private Set<String> marks() {
    Set<String> marks = new HashSet<>();
    open.forEach(each -> marks.add(each.mark()));
    return marks;
  }

  private static Notice notice(List<MarkedProblem> problems) {
    MarkedProblem first = problems.get(0);
    int others = problems.size() - 1;
    return new Notice(
        Notice.Kind.NEEDS_YOU,
        SLOT,
        others == 0 ? "Stillkeep needs you" : "Stillkeep needs you: " + problems.size() + " problems",
        first.subject() + ": " + first.remedy() + (others == 0 ? "" : ". `stillkeep status` tells the others."),
        problems.stream().flatMap(each -> each.set().stream()).distinct().toList(),
        problems.stream().flatMap(each -> each.export().stream()).distinct().toList(),
        problems.stream().map(MarkedProblem::mark).toList(),
        Map.of("problems", (long) problems.size()));
  }
}
