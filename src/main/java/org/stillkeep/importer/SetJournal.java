package org.stillkeep.importer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryKey;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredEntry;
import org.stillkeep.takeout.ArchiveName;
import org.stillkeep.takeout.EntryRef;

/**
 * All parts of a set that were ever seen, as the catalog remembers them, and where those lie that are there now. Keeps of an
 * entry's outcome what plans are made of; its texts stay in the catalog.
 */
final class SetJournal {

  /** The stamps of one export's archives lie within about a minute. */
  private static final Duration ONE_EXPORT = Duration.ofMinutes(1);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private static final int FIRST_CAPACITY = 64;

  private final Catalog catalog;
  private final List<StoredArchive> parts;
  private final Map<Long, Path> present;
  private final SetEntries entries = new SetEntries();

  /** Outcomes without their assets and sidecars, of which there are few different ones. */
  private EntryOutcome[] outcomes = new EntryOutcome[FIRST_CAPACITY];

  /** The assets that entries became or already were, 0 for none; empty as long as no entry has one. */
  private long[] assetIds = {};

  /** Entries that were looked for in vain, and may be had another time. */
  private final Set<EntryRef> notNow = new HashSet<>();

  private SetJournal(Catalog catalog, List<StoredArchive> parts, Map<Long, Path> present) {
    this.catalog = catalog;
    this.parts = parts;
    this.present = present;
  }

  /** @param present where archives lie, by their numbers in the catalog */
  static SetJournal read(Catalog catalog, String setId, Map<Long, Path> present) {
    SetJournal journal = new SetJournal(catalog, catalog.archives().ofSet(setId), present);
    Map<EntryOutcome, EntryOutcome> different = new HashMap<>();
    for (int part = 0; part < journal.parts.size(); part++) {
      int number = part;
      catalog.outcomes().forEachOf(journal.parts.get(part).id(), entry -> journal.add(number, entry, different));
    }
    return journal;
  }

  /** The same without entries, for a set of which nothing is to be done. */
  static SetJournal withoutEntries(Catalog catalog, String setId) {
    return new SetJournal(catalog, catalog.archives().ofSet(setId), Map.of());
  }

  private void add(int part, StoredEntry entry, Map<EntryOutcome, EntryOutcome> different) {
    int row = entries.size();
    if (row == outcomes.length) {
      outcomes = Arrays.copyOf(outcomes, row + (row >> 1));
    }
    entries.add(part, entry.listed());
    entry.facts().ifPresent(facts -> entries.answer(new EntryRef(part, entry.key().position()), facts));
    outcomes[row] = different.computeIfAbsent(entry.outcome().withoutAsset(), each -> each);
    entry.outcome().assetId().ifPresent(id -> putAsset(row, id));
  }

  private void putAsset(int row, long id) {
    if (row >= assetIds.length) {
      assetIds = Arrays.copyOf(assetIds, outcomes.length);
    }
    assetIds[row] = id;
  }

  /**
   * Joins what is known of the same export under another stamp to the set. A part that both have tells two accounts apart
   * that were exported in the same minute.
   */
  static void join(Catalog catalog, String setId) {
    Set<String> ours = places(catalog.archives().ofSet(setId));
    for (String known : catalog.archives().setIds()) {
      boolean apart = places(catalog.archives().ofSet(known)).stream().anyMatch(ours::contains);
      if (!known.equals(setId) && isSameExport(known, setId) && !apart) {
        catalog.archives().joinSets(known, setId);
      }
    }
  }

  private static Set<String> places(List<StoredArchive> archives) {
    Set<String> places = new HashSet<>();
    for (StoredArchive archive : archives) {
      ArchiveName name = ArchiveName.parse(archive.fileName());
      name.part().ifPresent(part -> places.add(name.group().orElse(0) + "/" + part));
    }
    return places;
  }

  /** In the order in which they were first seen; a ref's archive counts these. */
  List<StoredArchive> parts() {
    return parts;
  }

  /** Where an archive lies that is there now, by its number in the catalog. */
  Map<Long, Path> present() {
    return present;
  }

  /** The entries of all parts. */
  SetEntries entries() {
    return entries;
  }

  /** An entry's name in the catalog. */
  EntryKey key(EntryRef ref) {
    return new EntryKey(archive(ref).id(), ref.entry());
  }

  /** What became of an entry, without the sidecar that it names. */
  EntryOutcome outcome(EntryRef ref) {
    int row = entries.rowOf(ref);
    boolean none = row >= assetIds.length || assetIds[row] == 0;
    return none ? outcomes[row] : outcomes[row].withAsset(assetIds[row]);
  }

  /** The text of a JSON entry. */
  Optional<byte[]> text(EntryRef ref) {
    return catalog.outcomes().text(key(ref));
  }

  StoredArchive archive(EntryRef ref) {
    return parts.get(ref.archive());
  }

  /** Leaves entries alone for this time, as if their archives were not there. */
  void leaveAlone(Set<EntryRef> refs) {
    notNow.addAll(refs);
  }

  boolean isPresent(EntryRef ref) {
    return present.containsKey(archive(ref).id()) && !notNow.contains(ref);
  }

  private static boolean isSameExport(String one, String other) {
    Optional<LocalDateTime> first = stamp(one);
    Optional<LocalDateTime> second = stamp(other);
    return first.isPresent()
        && second.isPresent()
        && Duration.between(first.get(), second.get()).abs().compareTo(ONE_EXPORT) <= 0;
  }

  private static Optional<LocalDateTime> stamp(String setId) {
    try {
      return Optional.of(LocalDateTime.parse(setId, STAMP));
    } catch (DateTimeParseException e) {
      // The set of archives without names has no stamp.
      return Optional.empty();
    }
  }
}
