package org.stillkeep.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.takeout.ArchiveName;

/**
 * The parts of one product group within a set; numbering starts at 1 in each.
 *
 * @param stamp the group's own
 * @param group its number; empty in exports from before mid 2025, and for the list of contents of later ones
 * @param numbers of the archives that are there
 * @param loose numbers of files that were delivered on their own, because they did not fit into a part
 */
record PartGroup(String stamp, OptionalInt group, NavigableSet<Integer> numbers, NavigableSet<Integer> loose) {

  /** {@code GH010015-023.MP4} takes the place of part 23. */
  private static final Pattern LOOSE = Pattern.compile(".+-(\\d{3,6})\\.[^.]+");

  /** A number above this is a coincidence or a prank; listing the gaps below it would fill the memory. */
  private static final int MAX_PART = 100_000;

  static List<PartGroup> of(List<SettledArchive> parts) {
    NavigableSet<Integer> loose = new TreeSet<>();
    parts.forEach(part -> looseNumber(part).ifPresent(loose::add));
    TreeMap<Integer, PartGroup> groups = new TreeMap<>();
    for (SettledArchive part : parts) {
      ArchiveName name = part.name();
      if (name.stamp().isPresent() && name.part().orElse(0) > 0 && name.part().getAsInt() <= MAX_PART) {
        groups
            .computeIfAbsent(
                name.group().orElse(0), number -> new PartGroup(name.stamp().get(), name.group(), new TreeSet<>(), loose))
            .numbers
            .add(name.part().getAsInt());
      }
    }
    return List.copyOf(groups.values());
  }

  /** The place in the sequence that a file delivered on its own takes; only pictures and videos take one. */
  static OptionalInt looseNumber(SettledArchive archive) {
    String name = archive.fileName();
    Matcher matcher = LOOSE.matcher(name);
    return archive.kind() == ArchiveKind.FILE && InboxNames.isMedia(name) && matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Order within a set: by group, then part, then name; loose files last. */
  static Comparator<SettledArchive> order() {
    return Comparator.comparing((SettledArchive archive) -> archive.name().part().isEmpty())
        .thenComparing(archive -> archive.name().group().orElse(0))
        .thenComparing(archive -> archive.name().part().orElse(0))
        .thenComparing(SettledArchive::fileName)
        .thenComparing(archive -> archive.path().toString());
  }

  Collection<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number < numbers.last(); number++) {
      if (!numbers.contains(number) && !loose.contains(number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  List<ArchiveSet.Place> places() {
    Set<Integer> missing = new HashSet<>(missing());
    List<ArchiveSet.Place> places = new ArrayList<>();
    for (int number = 1; number <= numbers.last(); number++) {
      places.add(new ArchiveSet.Place(nameOf(number), ArchiveName.label(group, number), missing.contains(number)));
    }
    return places;
  }

  boolean hasRoomFor(int number) {
    return number > 0 && number <= numbers.last() + 1 && !numbers.contains(number);
  }

  /** The archive's name without its extension. */
  String nameOf(int number) {
    String middle = group.isPresent() ? "-" + group.getAsInt() : "";
    return String.format(Locale.ROOT, "takeout-%s%s-%03d", stamp, middle, number);
  }
}
