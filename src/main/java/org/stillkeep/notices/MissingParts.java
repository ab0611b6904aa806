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
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.notices.NoticeMemory.Gap;

/**
 * Parts that have not come an hour after the last one did: once for each set and gap. While something in the inbox is still on
 * its way, a part may well be among it: a large download takes hours. One that broke off must not hide it for ever.
 */
final class MissingParts implements NoticeRule {

  static final Duration QUIET = Duration.ofHours(1);

  private static final Duration QUIET_WHILE_MORE_COMES = Duration.ofDays(1);

  private static final String SLOT = "missing";

  /** Sets that have left the inbox are remembered up to this number, since they may come back. */
  private static final int MAX_REMEMBERED = 200;

  private final NoticeMemory memory;
  private final TreeMap<String, SetStatus> incomplete = new TreeMap<>();
  private final TreeSet<String> shown = new TreeSet<>();

  private boolean moreComes;

  MissingParts(NoticeMemory memory) {
    this.memory = memory;
  }

  @Override
  public void see(AgentStatus status, Instant now) {
    incomplete.clear();
    moreComes = !status.waiting().isEmpty();
    for (SetStatus set : status.sets()) {
      Gap seen = Gap.of(set, now);
      if (!set.missingParts().isEmpty()) {
        incomplete.put(set.id(), set);
        memory.gaps().putIfAbsent(set.id(), seen);
      }
      // One without a gap stays known: the first look after a start may find no more than its first part.
      memory.gaps().computeIfPresent(set.id(), (id, old) -> old.isAsIn(seen, now) ? old : old.then(seen));
    }
    if (memory.gaps().size() > MAX_REMEMBERED) {
      memory.gaps().keySet().retainAll(incomplete.keySet());
    }
  }

  @Override
  public List<NoticeAction> due(Instant now) {
    List<NoticeAction> actions = new ArrayList<>();
    List<SetStatus> late = incomplete.values().stream().filter(set -> isDue(set, now)).toList();
    if (!late.isEmpty()) {
      late.forEach(set -> memory.gaps().computeIfPresent(set.id(), (id, gap) -> gap.told()));
      shown.clear();
      late.forEach(set -> shown.add(set.id()));
      actions.add(new NoticeAction.Show(notice(late), true));
    } else if (!shown.isEmpty() && shown.stream().noneMatch(incomplete::containsKey)) {
      shown.clear();
      actions.add(new NoticeAction.Withdraw(SLOT));
    }
    return actions;
  }

  @Override
  public Optional<Instant> next() {
    return incomplete.keySet().stream()
        .map(id -> memory.gaps().get(id))
        .filter(gap -> !gap.isTold())
        .map(this::dueAt)
        .min(Instant::compareTo);
  }

  private boolean isDue(SetStatus set, Instant now) {
    Gap gap = memory.gaps().get(set.id());
    return !gap.isTold() && !now.isBefore(dueAt(gap));
  }

  private Instant dueAt(Gap gap) {
    return gap.since().plus(moreComes ? QUIET_WHILE_MORE_COMES : QUIET);
  }

  private static Notice notice(List<SetStatus> late) {
    SetStatus first = late.get(0);
    long parts = late.stream().mapToLong(set -> set.missingParts().size()).sum();
    List<String> ids = late.stream().map(SetStatus::id).toList();
    return new Notice(
        Notice.Kind.PART_MISSING,
        SLOT,
        parts == 1 ? "A part of a Takeout has not come" : NoticeWords.number(parts) + " parts of a Takeout have not come",
        (late.size() == 1
                ? NoticeWords.list("Part ", "Parts ", first.missingParts()) + " of the set " + first.id()
                : NoticeWords.list("Of the set ", "Of the sets ", ids))
            + ". What came is imported; download what is missing and drop it into the inbox.",
        ids,
        List.of(),
        List.of(),
        Map.of("parts", parts));
  }
}
