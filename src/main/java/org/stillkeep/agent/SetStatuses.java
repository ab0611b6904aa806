package org.stillkeep.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stillkeep.agent.AgentStatus.PartStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.importer.ImportSummary;
import org.stillkeep.inbox.ArchiveSet;

/** What is shown of a set in the inbox. Used by the worker only. */
final class SetStatuses {

  private final Catalog catalog;

  SetStatuses(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Of a set that a run has come to the end of. */
  static SetStatus done(ArchiveSet set, ImportSummary summary, boolean done) {
    // A part that was imported and taken away since is not missing.
    Predicate<ArchiveSet.Place> neverSeen = place -> place.missing() && summary.missingParts().contains(place.label());
    List<String> missing = set.places().stream().filter(neverSeen).map(ArchiveSet.Place::name).toList();
    return new SetStatus(
        set.id(),
        set.parts().size(),
        missing,
        summary.entries(),
        summary.failed(),
        done,
        row(set, neverSeen),
        words(summary.outcomes()));
  }

  /** Of a set that no run has come to the end of. */
  SetStatus unfinished(ArchiveSet set) {
    Map<Outcome, Long> outcomes = catalog.outcomes().sumsOfSet(set.id());
    long failed = outcomes.entrySet().stream().filter(sum -> sum.getKey().isFailure()).mapToLong(Map.Entry::getValue).sum();
    return new SetStatus(
        set.id(),
        set.parts().size(),
        set.missingNames(),
        outcomes.values().stream().mapToLong(Long::longValue).sum(),
        failed,
        false,
        row(set, ArchiveSet.Place::missing),
        words(outcomes));
  }

  private static List<PartStatus> row(ArchiveSet set, Predicate<ArchiveSet.Place> neverSeen) {
    return set.places().stream().map(place -> new PartStatus(place.label(), neverSeen.test(place))).toList();
  }

  private static Map<String, Long> words(Map<Outcome, Long> outcomes) {
    Map<String, Long> words = new LinkedHashMap<>();
    Stream.of(Outcome.values())
        .filter(outcomes::containsKey)
        .forEach(outcome -> words.put(outcome.word(), outcomes.get(outcome)));
    return words;
  }
}
