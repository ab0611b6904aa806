package org.stillkeep.inbox;

import java.util.List;

/**
 * What lies at a path.
 *
 * @param archives the archive itself, then those that lie in it
 * @param refused those in it that cannot be read
 */
public record Identified(List<SettledArchive> archives, List<ArchiveException> refused) {

  public Identified {
    archives = List.copyOf(archives);
    refused = List.copyOf(refused);
  }
}
