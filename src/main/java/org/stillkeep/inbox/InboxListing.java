package org.stillkeep.inbox;

import java.util.Comparator;
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

  /** What several say together; what is settled in the order of its paths. */
  public static InboxListing of(List<InboxListing> listings) {
    return new InboxListing(
        listings.stream()
            .flatMap(each -> each.settled().stream())
            .sorted(Comparator.comparing(archive -> archive.path().toString()))
            .toList(),
        listings.stream().flatMap(each -> each.waiting().stream()).toList(),
        listings.stream().flatMap(each -> each.problems().stream()).toList());
  }
}
