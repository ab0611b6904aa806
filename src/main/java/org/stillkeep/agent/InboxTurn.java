package org.stillkeep.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PartStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.Waiting;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.importer.ImportListener;
import org.stillkeep.importer.ImportPlan;
import org.stillkeep.importer.ImportSummary;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.InboxListing;
import org.stillkeep.inbox.InboxProblem;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.inbox.WaitingArchive;
import org.stillkeep.store.StoreException;

/**
 * One look into the inboxes and all that follows from it: sets that are new or have grown are imported, one after the other.
 * Used by the worker only.
 */
final class InboxTurn {

  private static final Logger log = LoggerFactory.getLogger(InboxTurn.class);

  /** How long a set that could not be imported is left alone, unless its archives change. */
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final AgentParts parts;
  private final StatusBoard board;
  private final BooleanSupplier mustStop;
  private final Runnable nowAndThen;
  private final Map<String, Turn> turns = new HashMap<>();
  private boolean anythingGrowing;

  /**
   * What became of a set when it was last looked at.
   *
   * @param archives which archives it had then
   * @param retryAtNanos when to try again although nothing has changed; empty when it is done
   * @param lackingRoomForBytes content that there was no room for; it is due as soon as there is
   * @param status what is shown of it
   */
  private record Turn(Set<String> archives, Optional<Long> retryAtNanos, long lackingRoomForBytes, SetStatus status) {}

  /** @param nowAndThen called every few seconds during an import, for what must not wait for its end */
  InboxTurn(AgentParts parts, StatusBoard board, BooleanSupplier mustStop, Runnable nowAndThen) {
    this.parts = parts;
    this.board = board;
    this.mustStop = mustStop;
    this.nowAndThen = nowAndThen;
  }

  /** Whether something in the inboxes is still on its way, so that the next look should be soon. */
  boolean isAnythingGrowing() {
    return anythingGrowing;
  }

  void turn() throws IOException {
    InboxListing listing = parts.scanner().scan(mustStop);
    anythingGrowing =
        listing.waiting().stream().anyMatch(each -> each.reason() == WaitingArchive.Reason.GROWING);
    board.problems("inbox", listing.problems().stream().map(this::problem).toList());
    List<ArchiveSet> sets = ArchiveSet.group(listing.settled());
    List<Waiting> waiting =
        listing.waiting().stream().map(each -> new Waiting(each.path().toString(), InboxWords.why(each.reason()))).toList();
    forgetAllBut(sets);
    show(sets, waiting);
    for (ArchiveSet set : sets) {
      if (mustStop.getAsBoolean()) {
        return;
      }
      if (isDue(set)) {
        importSet(set);
        show(sets, waiting);
      }
    }
  }

  /** A set whose archives were taken away has no troubles any more; should it come back, it is looked at anew. */
  private void forgetAllBut(List<ArchiveSet> sets) {
    Set<String> gone = new HashSet<>(turns.keySet());
    sets.forEach(set -> gone.remove(set.id()));
    gone.forEach(id -> board.problems(area(id), List.of()));
    turns.keySet().removeAll(gone);
  }

  private static String area(String setId) {
    return "set " + setId;
  }

  private void show(List<ArchiveSet> sets, List<Waiting> waiting) {
    List<SetStatus> statuses = new ArrayList<>();
    for (ArchiveSet set : sets) {
      Turn turn = turns.get(set.id());
      statuses.add(turn == null ? unfinished(set) : turn.status());
    }
    board.inbox(statuses, waiting);
  }

  private static SetStatus done(ArchiveSet set, ImportSummary summary, boolean done) {
    // A part that was imported and taken away since is not missing.
    Predicate<ArchiveSet.Place> neverSeen = place -> place.missing() && summary.missingParts().contains(place.label());
    List<String> missing = set.places().stream().filter(neverSeen).map(ArchiveSet.Place::name).toList();
    return new SetStatus(
        set.id(),
        set.parts().size(),
        missing,
        summary.entries(),
        summary.failed(),
        done,
        row(set, neverSeen),
        words(summary.outcomes()));
  }

  /** What is known of a set that no run has come to the end of. */
  private SetStatus unfinished(ArchiveSet set) {
    Map<Outcome, Long> outcomes = parts.catalog().outcomes().sumsOfSet(set.id());
    long failed = outcomes.entrySet().stream().filter(sum -> sum.getKey().isFailure()).mapToLong(Map.Entry::getValue).sum();
    return new SetStatus(
        set.id(),
        set.parts().size(),
        set.missingNames(),
        outcomes.values().stream().mapToLong(Long::longValue).sum(),
        failed,
        false,
        row(set, ArchiveSet.Place::missing),
        words(outcomes));
  }

  private static List<PartStatus> row(ArchiveSet set, Predicate<ArchiveSet.Place> neverSeen) {
    return set.places().stream().map(place -> new PartStatus(place.label(), neverSeen.test(place))).toList();
  }

  private static Map<String, Long> words(Map<Outcome, Long> outcomes) {
    Map<String, Long> words = new LinkedHashMap<>();
    Stream.of(Outcome.values())
        .filter(outcomes::containsKey)
        .forEach(outcome -> words.put(outcome.word(), outcomes.get(outcome)));
    return words;
  }

  private boolean isDue(ArchiveSet set) throws IOException {
    Turn last = turns.get(set.id());
    return last == null
        || !last.archives().equals(archives(set))
        || (last.lackingRoomForBytes() > 0
            && shortage(last.lackingRoomForBytes()).isEmpty())
        || last.retryAtNanos().filter(at -> parts.nanoTime().getAsLong() - at >= 0).isPresent();
  }

  private Optional<Room.Shortage> shortage(long contentBytes) throws IOException {
    return Room.shortage(contentBytes, parts.link().home(), parts.link().store().freeBytes());
  }

  private static Set<String> archives(ArchiveSet set) {
    Set<String> archives = new HashSet<>();
    for (SettledArchive part : set.parts()) {
      archives.add(part.fingerprint().hex() + " " + " " + part.path());
    }
    return archives;
  }

  private void importSet(ArchiveSet set) throws IOException {
    String area = area(set.id());
    try {
      ImportPlan plan = parts.importer().plan(set, mustStop);
      Optional<Room.Shortage> shortage = shortage(plan.bytesToRead());
      if (shortage.isPresent()) {
        turns.put(set.id(), new Turn(archives(set), Optional.empty(), plan.bytesToRead(), unfinished(set)));
        board.problems(area, List.of(noRoom(set, shortage.get())));
        return;
      }
      ImportSummary summary = parts.importer().run(plan, new Progress(set), mustStop);
      log.info("set {}: {}", set.id(), summary);
      if (summary.changedAnything() || !summary.isClean()) {
        board.announce(new AgentEvent.SetImported(summary));
      }
      Optional<Long> again =
          summary.problems().isEmpty() ? Optional.empty() : Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS);
      remember(set, again, done(set, summary, again.isEmpty() && summary.pending() == 0));
      board.problems(area, failures(set, summary));
    } catch (CancellationException pausedOrStopped) {
      throw pausedOrStopped;
    } catch (IOException | RuntimeException e) {
      // One odd set must not keep the others out.
      log.warn("set {} could not be imported", set.id(), e);
      remember(set, Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS), unfinished(set));
      board.problems(area, List.of(failure(set, e)));
    } catch (OutOfMemoryError e) {
      // What filled the memory is out of reach by now; the other sets may be smaller.
      log.warn("set {} needs more memory", set.id(), e);
      remember(set, Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS), unfinished(set));
      board.problems(area, List.of(noMemory(set)));
    } finally {
      board.importing(Optional.empty());
    }
  }

  private Problem noMemory(ArchiveSet set) {
    long heapMib = Runtime.getRuntime().maxMemory() >> 20;
    return board.seenNow(
        "set " + set.id() + "/failed",
        "not enough memory to import the set " + set.id() + ": Stillkeep may use " + heapMib + " MiB",
        "start it with STILLKEEP_JAVA_OPTS=-Xmx" + 2 * heapMib + "m; nothing is lost, and what was imported stays",
        true);
  }

  private void remember(ArchiveSet set, Optional<Long> retryAtNanos, SetStatus status) {
    turns.put(set.id(), new Turn(archives(set), retryAtNanos, 0, status));
  }

  private Problem noRoom(ArchiveSet set, Room.Shortage shortage) {
    return board.seenNow(
        "set " + set.id() + "/room",
        "no room for the set " + set.id() + ": " + shortage.inWords(),
        shortage.remedy() + "; it is tried again by itself",
        true);
  }

  private String remedy(Exception failure) {
    if (failure instanceof CatalogException catalog) {
      return CatalogWords.remedy(catalog.reason());
    }
    StoreException.Reason reason =
        failure instanceof StoreException store ? store.reason() : StoreException.Reason.UNAVAILABLE;
    return StoreWords.remedy(parts.link().home(), reason);
  }

  private Problem failure(ArchiveSet set, Exception e) {
    return board.seenNow(
        "set " + set.id() + "/failed",
        "the set " + set.id() + " could not be imported: " + e.getMessage(),
        remedy(e) + "; what was imported stays, and it is tried again by itself every quarter of an hour",
        true);
  }

  private List<Problem> failures(ArchiveSet set, ImportSummary summary) {
    List<Problem> problems = new ArrayList<>();
    if (!summary.failures().isEmpty()) {
      ImportSummary.Failure first = summary.failures().get(0);
      problems.add(
          board.seenNow(
              "set " + set.id() + "/entries",
              summary.failures().size()
                  + " of the set "
                  + set.id()
                  + " could not be read, "
                  + first.path()
                  + " in "
                  + first.archive()
                  + " first: "
                  + first.message(),
              "`stillkeep report` names them all; download those archives again and drop them in",
              true));
    }
    if (summary.pending() > 0 && summary.problems().isEmpty()) {
      problems.add(
          board.seenNow(
              "set " + set.id() + "/pending",
              summary.pending() + " entries of the set " + set.id() + " are not imported: their archive went away too early",
              "`stillkeep report --json` tells which archive; drop it in again",
              true));
    }
    for (ImportSummary.ArchiveProblem problem : summary.problems()) {
      problems.add(
          board.seenNow(
              "set " + set.id() + "/" + problem.archive(),
              problem.archive() + ": " + problem.message(),
              "it is looked at again by itself",
              false));
    }
    return problems;
  }

  private Problem problem(InboxProblem problem) {
    return board.seenNow(
        "inbox " + problem.path() + " " + problem.kind(),
        problem.path() + ": " + problem.detail(),
        InboxWords.remedy(problem.kind()),
        InboxWords.needsSomebody(problem.kind()));
  }

  /** Draws the import on the board, a few times a second. */
  private final class Progress implements ImportListener {

    private static final long DRAW_EVERY_NANOS = 250_000_000;
    private static final long TELL_EVERY_NANOS = 2_000_000_000L;

    private final ArchiveSet set;
    private final Pace pace = new Pace(parts.nanoTime().getAsLong());
    private long totalItems;
    private long totalBytes;
    private long drawnAt;
    private long toldAt = parts.nanoTime().getAsLong();
    private String current = "";

    Progress(ArchiveSet set) {
      this.set = set;
    }

    @Override
    public void began(long entries, long bytes) {
      totalItems = entries;
      totalBytes = bytes;
    }

    @Override
    public void reading(String archive, String path) {
      current = path;
    }

    @Override
    public void progressed(long itemsDone, long bytesDone) {
      long now = parts.nanoTime().getAsLong();
      pace.reached(bytesDone, now);
      if (now - drawnAt >= DRAW_EVERY_NANOS) {
        drawnAt = now;
        board.importing(
            Optional.of(
                new Job(
                    "importing",
                    set.id(),
                    current,
                    bytesDone,
                    totalBytes,
                    itemsDone,
                    totalItems,
                    pace.remainingSeconds(bytesDone, totalBytes, now))));
      }
      if (now - toldAt >= TELL_EVERY_NANOS) {
        toldAt = now;
        nowAndThen.run();
      }
    }
  }
}
