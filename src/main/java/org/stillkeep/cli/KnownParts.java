package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.takeout.ArchiveName;

/**
 * The parts of a set that were ever seen, by their names. How many there are above the highest number is unknown.
 *
 * @param groups one for each product group, each numbered from 1
 */
record KnownParts(List<Group> groups) {

  /**
   * One product group.
   *
   * @param stamp the one in its names
   * @param number empty in exports from before mid 2025
   * @param present numbers that were seen, also of files that Google delivered on their own
   * @param missing numbers below the highest one that were not
   */
  record Group(String stamp, OptionalInt number, NavigableSet<Integer> present, List<Integer> missing) {

    /** The file name of a part, as Google would have given it, without its extension. */
    String nameOf(int part) {
      String middle = number.isPresent() ? "-" + number.getAsInt() : "";
      return String.format(Locale.ROOT, "takeout-%s%s-%03d", stamp, middle, part);
    }
  }

  /** {@code GH010015-023.MP4} takes the place of part 23. */
  private static final Pattern LOOSE = Pattern.compile(".+-(\\d{3,6})\\.[^.]+");

  /** A number above this is a coincidence or a prank. */
  private static final int MAX_PART = 100_000;

  static KnownParts of(List<StoredArchive> archives) {
    NavigableSet<Integer> loose = new TreeSet<>();
    TreeMap<Integer, ArchiveName> names = new TreeMap<>();
    TreeMap<Integer, NavigableSet<Integer>> numbers = new TreeMap<>();
    for (StoredArchive archive : archives) {
      ArchiveName name = ArchiveName.parse(archive.fileName());
      Matcher matcher = LOOSE.matcher(archive.fileName());
      if (name.stamp().isPresent() && name.part().orElse(0) > 0 && name.part().getAsInt() <= MAX_PART) {
        names.putIfAbsent(name.group().orElse(0), name);
        numbers.computeIfAbsent(name.group().orElse(0), first -> new TreeSet<>()).add(name.part().getAsInt());
      } else if (archive.kind().equals("FILE") && matcher.matches()) {
        loose.add(Integer.parseInt(matcher.group(1)));
      }
    }
    List<Group> groups = new ArrayList<>();
    numbers.forEach((group, present) -> groups.add(group(names.get(group), present, loose)));
    return new KnownParts(groups);
  }

  private static Group group(ArchiveName name, NavigableSet<Integer> numbers, NavigableSet<Integer> loose) {
    NavigableSet<Integer> present = new TreeSet<>(numbers);
    present.addAll(loose.headSet(numbers.last()));
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number < numbers.last(); number++) {
      if (!present.contains(number)) {
        missing.add(number);
      }
    }
    return new Group(name.stamp().orElseThrow(), name.group(), present, missing);
  }

  /** The missing parts by name. */
  List<String> missingNames() {
    return groups.stream().flatMap(group -> group.missing().stream().map(group::nameOf)).toList();
  }
}
