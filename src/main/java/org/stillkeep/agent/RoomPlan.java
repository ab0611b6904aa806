package org.stillkeep.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.store.StoreException;

/**
 * Says before the first import whether all sets that wait will fit, together. By the sizes of their archives, which are nearly those of
 * the photos in them: to read them all first might take hours. Used by the worker only.
 */
final class RoomPlan {

  private static final Logger log = LoggerFactory.getLogger(RoomPlan.class);

  private final AgentParts parts;
  private final StatusBoard board;
  private final ServerTurn server;

  RoomPlan(AgentParts parts, StatusBoard board, ServerTurn server) {
    this.parts = parts;
    this.board = board;
    this.server = server;
  }

  /**
   * Tells what is lacking, or that nothing is any more.
   *
   * @param waitingBytes what a set may yet add to the library
   */
  void tell(List<ArchiveSet> sets, ToLongFunction<ArchiveSet> waitingBytes) throws IOException {
    List<Long> waiting = sets.stream().map(waitingBytes::applyAsLong).filter(bytes -> bytes > 0).toList();
    // A single one is judged by what is in it, when its turn comes.
    Optional<Room.Shortage> shortage =
        waiting.size() < 2 ? Optional.empty() : shortage(waiting.stream().mapToLong(Long::longValue).sum());
    board.problems("room", shortage.map(lack -> problem(waiting.size(), lack)).stream().toList());
  }

  /** The archives of a set that no import has begun with; the others are on their way in, or there. */
  long newBytes(ArchiveSet set) {
    return set.parts().stream()
        .filter(part -> parts.catalog().archives().byFingerprint(part.fingerprint().hex()).isEmpty())
        .mapToLong(SettledArchive::sizeBytes)
        .sum();
  }

  private Optional<Room.Shortage> shortage(long bytes) throws IOException {
    try {
      return server.isInStep()
          ? Room.shortage(bytes, parts.link().home(), parts.link().store().freeBytes())
          : Optional.empty();
    } catch (StoreException e) {
      log.info("the store does not tell its room", e);
      return Optional.empty();
    }
  }

  private AgentStatus.Problem problem(int sets, Room.Shortage shortage) {
    return board.seenNow(
        "room",
        "not all of the " + sets + " sets that wait will fit: about " + shortage.inWords(),
        "what fits is imported, one set after the other; " + shortage.remedy(),
        false);
  }
}
