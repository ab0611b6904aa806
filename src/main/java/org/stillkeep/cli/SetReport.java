package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.catalog.Accounts;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Concern;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.inbox.ArchiveKind;
import org.stillkeep.takeout.PartGroup;

/**
 * What became of one set, in figures.
 *
 * @param id its name
 * @param archives every archive of it that was ever listed
 * @param parts which parts those are, and which are missing, for each product group
 * @param entries how many entries they have
 * @param outcomes how many entries have which outcome; the sum is {@code entries}
 * @param healed entries whose asset a later part improved
 * @param rules photos and videos by the rule that found their sidecar; empty text for none
 * @param confidences photos and videos with a sidecar, by how sure that is
 * @param timeSources photos and videos by where their capture time is from
 * @param ignored ignored entries by reason
 * @param pending entries that wait to be read, by archive
 * @param concerns what wants attention, where there is any of it
 */
record SetReport(
    String id,
    List<StoredArchive> archives,
    List<PartGroup> parts,
    long entries,
    Map<Outcome, Long> outcomes,
    long healed,
    Map<String, Long> rules,
    Map<String, Long> confidences,
    Map<String, Long> timeSources,
    Map<String, Long> ignored,
    Map<String, Long> pending,
    Map<Concern, Long> concerns) {

  /** @throws IllegalStateException when an entry is in no bucket, or in two */
  SetReport {
    long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
    if (sum != entries) {
      throw new IllegalStateException("set " + id + ": " + entries + " entries, but " + sum + " outcomes");
    }
  }

  /** The reports of all sets, by their names. */
  static List<SetReport> all(Catalog catalog) {
    List<SetReport> sets = new ArrayList<>();
    // One moment for all figures, though an agent may be importing.
    catalog.inSnapshot(() -> catalog.archives().setIds().forEach(id -> sets.add(of(catalog, id))));
    return sets;
  }

  /** The report of one set; empty when nothing is known of it. */
  static Optional<SetReport> one(Catalog catalog, String id) {
    List<SetReport> found = new ArrayList<>();
    catalog.inSnapshot(() -> catalog.archives().setIds().stream().filter(id::equals).forEach(each -> found.add(of(catalog, each))));
    return found.stream().findFirst();
  }

  private static SetReport of(Catalog catalog, String id) {
    Accounts accounts = catalog.accounts();
    List<StoredArchive> archives = catalog.archives().ofSet(id);
    Map<Concern, Long> concerns = new EnumMap<>(Concern.class);
    for (Concern concern : Concern.values()) {
      long count = accounts.count(id, concern);
      if (count > 0) {
        concerns.put(concern, count);
      }
    }
    return new SetReport(
        id,
        archives,
        parts(archives),
        catalog.outcomes().entriesOfSet(id),
        catalog.outcomes().sumsOfSet(id),
        catalog.outcomes().healedOfSet(id),
        accounts.rules(id),
        accounts.confidences(id),
        accounts.timeSources(id),
        accounts.ignored(id),
        accounts.pending(id),
        concerns);
  }

  private static List<PartGroup> parts(List<StoredArchive> archives) {
    return PartGroup.of(archives.stream().map(each -> ArchiveKind.valueOf(each.kind()).partName(each.fileName())).toList());
  }

  /** The missing parts by name. */
  List<String> missingNames() {
    return parts.stream().flatMap(group -> group.missing().stream().map(group::nameOf)).toList();
  }

  /** The sums over several sets, in the order of the outcomes. */
  static Map<Outcome, Long> totals(List<SetReport> sets) {
    Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    sets.forEach(set -> set.outcomes.forEach((outcome, count) -> totals.merge(outcome, count, Long::sum)));
    return totals;
  }
}
