package org.stillkeep.inbox;

import java.util.List;
import java.util.Objects;

/**
 * The archives of one export job of one account. Sidecars are matched across a set, never across two.
 *
 * @param id the earliest stamp of its parts, or {@value #UNNAMED}
 * @param parts in order of group and part
 * @param missingParts numbers below the highest one seen of which there is no archive; the total is unknown
 */
public record ArchiveSet(String id, List<SettledArchive> parts, List<Integer> missingParts) {

  /** The id of the set of archives whose names say nothing. */
  public static final String UNNAMED = "unnamed";

  public ArchiveSet {
    Objects.requireNonNull(id);
    parts = List.copyOf(parts);
    missingParts = List.copyOf(missingParts);
  }

  /** Puts archives into sets, in order of their ids. The same archive twice appears once. */
  public static List<ArchiveSet> group(List<SettledArchive> archives) {
    if (archives.isEmpty()) {
      return List.of();
    }
    throw new UnsupportedOperationException(archives.toString());
  }
}
