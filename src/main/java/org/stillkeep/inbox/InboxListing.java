package org.stillkeep.inbox;

import java.util.List;

/**
 * What lies in the inbox, at one look.
 *
 * @param settled can be imported
 * @param waiting may become archives
 * @param problems need a person
 */
public record InboxListing(
    List<SettledArchive> settled, List<WaitingArchive> waiting, List<InboxProblem> problems) {

  public InboxListing {
    settled = List.copyOf(settled);
    waiting = List.copyOf(waiting);
    problems = List.copyOf(problems);
  }
}
