package org.stillkeep.inbox;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.stillkeep.takeout.ArchiveName;

/** Which archives belong together. To keep two accounts apart is worth more than to bring one export together. */
final class SetGrouping {

  /** The groups of one job bear stamps some seconds apart. */
  private static final long SAME_JOB_SECONDS = 60;

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private SetGrouping() {}

  static List<ArchiveSet> of(List<SettledArchive> archives) {
    Map<String, List<SettledArchive>> byStamp = new TreeMap<>();
    List<SettledArchive> nameless = new ArrayList<>();
    for (SettledArchive archive : distinct(archives)) {
      archive
          .name()
          .stamp()
          .ifPresentOrElse(
              stamp -> byStamp.computeIfAbsent(stamp, key -> new ArrayList<>()).add(archive),
              () -> nameless.add(archive));
    }
    List<ArchiveSet> twins = new ArrayList<>();
    byStamp.values().forEach(sameStamp -> twins.addAll(SameStamp.apart(sameStamp)));
    byStamp.values().removeIf(List::isEmpty);
    List<ArchiveSet> sets = new ArrayList<>(withNameless(jobs(byStamp), nameless));
    sets.addAll(twins);
    return sets.stream().sorted(Comparator.comparing(ArchiveSet::id)).toList();
  }

  /**
   * One of each. Of copies the youngest, since people download again what was damaged, and the damage does not show in what
   * a ZIP says of itself; of copies made at one time the one with the plainest name.
   */
  private static Collection<SettledArchive> distinct(List<SettledArchive> archives) {
    Map<ArchiveFingerprint, SettledArchive> distinct = new HashMap<>();
    Comparator<SettledArchive> best =
        Comparator.comparing((SettledArchive archive) -> archive.name().stamp().isEmpty())
            .thenComparing(SettledArchive::modified, Comparator.reverseOrder())
            .thenComparing(archive -> archive.name().browserCopy())
            .thenComparing(archive -> archive.path().toString());
    archives.stream().sorted(best).forEach(archive -> distinct.putIfAbsent(archive.fingerprint(), archive));
    return distinct.values();
  }

  /** Stamps in ascending order make jobs; the same part twice under two stamps tells two jobs apart. */
  private static List<List<SettledArchive>> jobs(Map<String, List<SettledArchive>> byStamp) {
    List<List<SettledArchive>> jobs = new ArrayList<>();
    OptionalLong jobStart = OptionalLong.empty();
    Set<String> places = new HashSet<>();
    for (Map.Entry<String, List<SettledArchive>> stamped : byStamp.entrySet()) {
      OptionalLong start = seconds(stamped.getKey());
      boolean near =
          jobStart.isPresent()
              && start.isPresent()
              && start.getAsLong() - jobStart.getAsLong() <= SAME_JOB_SECONDS
              && stamped.getValue().stream().noneMatch(archive -> places.contains(place(archive)));
      if (!near) {
        jobs.add(new ArrayList<>());
        places.clear();
        jobStart = start;
      }
      jobs.get(jobs.size() - 1).addAll(stamped.getValue());
      stamped.getValue().forEach(archive -> places.add(place(archive)));
    }
    return jobs;
  }

  /** Which part of which group it is. */
  static String place(SettledArchive archive) {
    ArchiveName name = archive.name();
    return name.group().orElse(0) + "/" + name.part().orElse(0);
  }

  private static OptionalLong seconds(String stamp) {
    try {
      return OptionalLong.of(LocalDateTime.parse(stamp, STAMP).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeParseException noDate) {
      return OptionalLong.empty();
    }
  }

  private static List<ArchiveSet> withNameless(List<List<SettledArchive>> jobs, List<SettledArchive> nameless) {
    List<ArchiveSet> known = jobs.stream().map(SetGrouping::set).toList();
    List<SettledArchive> unnamed = new ArrayList<>();
    for (SettledArchive archive : nameless) {
      hostOf(archive, known, jobs).orElse(unnamed).add(archive);
    }
    List<ArchiveSet> sets = new ArrayList<>(jobs.stream().map(SetGrouping::set).toList());
    if (!unnamed.isEmpty()) {
      sets.add(ArchiveSet.of(ArchiveSet.UNNAMED, unnamed.stream().sorted(SettledArchive.order()).toList()));
    }
    return List.copyOf(sets);
  }

  /** A number far above the parts that have come belongs to the only export there is, or to nobody knows which. */
  private static Optional<List<SettledArchive>> hostOf(
      SettledArchive loose, List<ArchiveSet> known, List<List<SettledArchive>> jobs) {
    OptionalInt number = loose.looseNumber();
    List<List<SettledArchive>> hosts = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).hasRoomFor(number) || (known.size() == 1 && number.isPresent())) {
        hosts.add(jobs.get(i));
      }
    }
    return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
  }

  private static ArchiveSet set(List<SettledArchive> job) {
    List<SettledArchive> parts = job.stream().sorted(SettledArchive.order()).toList();
    String id =
        job.stream().flatMap(archive -> archive.name().stamp().stream()).min(Comparator.naturalOrder()).orElseThrow();
    return ArchiveSet.of(id, parts);
  }
}
