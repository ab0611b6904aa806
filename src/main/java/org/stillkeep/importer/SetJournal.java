package org.stillkeep.importer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredEntry;
import org.stillkeep.takeout.ArchiveName;
import org.stillkeep.takeout.EntryRef;

/**
 * All parts of a set that were ever seen, as the catalog remembers them, and where those lie that are there now.
 *
 * @param parts in the order in which they were first seen; a ref's archive counts these
 * @param entries the entries of each part
 * @param present where an archive lies, by its number in the catalog
 */
record SetJournal(List<StoredArchive> parts, List<List<StoredEntry>> entries, Map<Long, Path> present) {

  /** The stamps of one export's archives lie within about a minute. */
  private static final Duration ONE_EXPORT = Duration.ofMinutes(1);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  static SetJournal read(Catalog catalog, String setId, Map<Long, Path> present) {
    List<StoredArchive> parts = catalog.archives().ofSet(setId);
    List<List<StoredEntry>> entries = new ArrayList<>();
    parts.forEach(part -> entries.add(catalog.outcomes().entriesOf(part.id())));
    return new SetJournal(parts, entries, present);
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

  StoredEntry entry(EntryRef ref) {
    return entries.get(ref.archive()).get(ref.entry());
  }

  StoredArchive archive(EntryRef ref) {
    return parts.get(ref.archive());
  }

  boolean isPresent(EntryRef ref) {
    return present.containsKey(archive(ref).id());
  }

  List<List<ListedEntry>> listed() {
    return entries.stream().map(part -> part.stream().map(StoredEntry::listed).toList()).toList();
  }

  /** What the bytes of media said when they were looked into. */
  Map<EntryRef, EntryFacts> knownFacts() {
    Map<EntryRef, EntryFacts> known = new HashMap<>();
    for (int part = 0; part < entries.size(); part++) {
      for (StoredEntry entry : entries.get(part)) {
        EntryRef ref = new EntryRef(part, entry.key().position());
        entry.facts().ifPresent(facts -> known.put(ref, facts));
      }
    }
    return known;
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
