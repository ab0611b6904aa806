package org.stillkeep.takeout;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of one product group within a set; numbering starts at 1 in each. How many there are above the highest number is unknown.
 *
 * @param stamp the group's own
 * @param group its number; empty in exports from before mid 2025, and for the list of contents of later ones
 * @param numbers of the archives that are there; at least one
 * @param loose numbers of files that were delivered on their own, because they did not fit into a part
 */
public record PartGroup(String stamp, OptionalInt group, NavigableSet<Integer> numbers, NavigableSet<Integer> loose) {

  /** {@code GH010015-023.MP4} takes the place of part 23. */
  private static final Pattern LOOSE = Pattern.compile(".+-(\\d{3,6})(\\.[^.]+)");

  /** A number above this is a coincidence or a prank; listing the gaps below it would fill the memory. */
  private static final int MAX_PART = 100_000;

  /**
   * The groups of one set, by their numbers.
   *
   * @param fileNames of its archives and of the files beside them, without their folders; a folder counts under the name of its ZIP
   */
  public static List<PartGroup> of(Collection<String> fileNames) {
    NavigableSet<Integer> loose = new TreeSet<>();
    fileNames.forEach(fileName -> looseNumber(fileName).ifPresent(loose::add));
    TreeMap<Integer, PartGroup> groups = new TreeMap<>();
    for (String fileName : fileNames) {
      ArchiveName name = ArchiveName.parse(fileName);
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
  public static OptionalInt looseNumber(String fileName) {
    Matcher matcher = LOOSE.matcher(fileName);
    return matcher.matches() && MediaType.ofExtension(matcher.group(2)) != MediaType.UNKNOWN
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The highest number of an archive that is there. */
  public int highest() {
    return numbers.last();
  }

  /** The numbers below the highest of which there is neither an archive nor a file of its own. */
  public NavigableSet<Integer> missing() {
    NavigableSet<Integer> missing = new TreeSet<>();
    for (int number = 1; number < highest(); number++) {
      if (!numbers.contains(number) && !loose.contains(number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** Whether a file with this number would fill a gap or come next. */
  public boolean hasRoomFor(int number) {
    return number > 0 && number <= highest() + 1 && !numbers.contains(number);
  }

  /** The file name of a part, as Google would have given it, without its extension. */
  public String nameOf(int number) {
    String middle = group.isPresent() ? "-" + group.getAsInt() : "";
    return String.format(Locale.ROOT, "takeout-%s%s-%03d", stamp, middle, number);
  }

  /** A part's number as {@link ArchiveName#label()} has it. */
  public String label(int number) {
    return ArchiveName.label(group, number);
  }
}
