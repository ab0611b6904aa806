package org.stillkeep.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.stillkeep.takeout.PartGroup;

/**
 * The archives of one export job of one account. Sidecars are matched across a set, never across two.
 *
 * @param id the earliest stamp of its parts, with something behind it where two accounts have the same; or {@value #UNNAMED}
 * @param parts in order of group and part; files that Google delivered beside the archives come last
 * @param missingParts numbers below the highest one of their group of which there is no archive, over all groups; how many
 *     there are above is unknown
 */
public record ArchiveSet(String id, List<SettledArchive> parts, List<Integer> missingParts) {

  /** The id of the set of archives whose names say nothing. */
  public static final String UNNAMED = "unnamed";

  public ArchiveSet {
    Objects.requireNonNull(id);
    parts = List.copyOf(parts);
    missingParts = List.copyOf(missingParts);
  }

  /**
   * Puts archives into sets, in order of their ids. The same archive twice appears once. Archives whose names say nothing
   * make one set together; a file that Google delivered beside the archives goes where its number is missing, if that is
   * only one set.
   */
  public static List<ArchiveSet> group(List<SettledArchive> archives) {
    return SetGrouping.of(archives);
  }

  /** The file names of the missing parts, as Google would have given them. */
  public List<String> missingNames() {
    List<String> names = new ArrayList<>();
    for (PartGroup group : groups(parts)) {
      group.missing().forEach(number -> names.add(group.nameOf(number)));
    }
    return List.copyOf(names);
  }

  /**
   * One place in the sequence of parts.
   *
   * @param name the archive's name as Google gives it, without its extension; of an archive without a number, its own
   * @param label as {@link org.stillkeep.takeout.ArchiveName#label()}; or the archive's name
   * @param missing whether there is no archive for it
   */
  public record Place(String name, String label, boolean missing) {}

  /** All places up to the highest number of each group, in order, then the archives without a number. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    groups(parts).forEach(group -> places.addAll(places(group)));
    parts.stream()
        .filter(part -> part.name().part().isEmpty() && part.looseNumber().isEmpty())
        .forEach(part -> places.add(new Place(part.fileName(), part.fileName(), false)));
    return List.copyOf(places);
  }

  private static List<Place> places(PartGroup group) {
    Set<Integer> missing = group.missing();
    List<Place> places = new ArrayList<>();
    for (int number = 1; number <= group.highest(); number++) {
      places.add(new Place(group.nameOf(number), group.label(number), missing.contains(number)));
    }
    return places;
  }

  private static List<PartGroup> groups(List<SettledArchive> parts) {
    return PartGroup.of(parts.stream().map(part -> part.kind().partName(part.fileName())).toList());
  }

  static ArchiveSet of(String id, List<SettledArchive> parts) {
    TreeSet<Integer> missing = new TreeSet<>();
    groups(parts).forEach(group -> missing.addAll(group.missing()));
    return new ArchiveSet(id, parts, List.copyOf(missing));
  }

  /** Whether a file with this number would fill a gap or come next in one of the groups. */
  boolean hasRoomFor(OptionalInt number) {
    return number.isPresent() && groups(parts).stream().anyMatch(group -> group.hasRoomFor(number.getAsInt()));
  }
}
