package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.Waiting;
import org.stillkeep.catalog.Outcome;
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
  private static final Duration MOST_STORE_WAIT = Duration.ofMinutes(5);
  /** A server fails so when it is away, or when somebody is logged out: all imports wait for that, and for nothing else. */
  private static final Set<StoreException.Reason> AWAY =
      Set.of(StoreException.Reason.UNAVAILABLE, StoreException.Reason.LOGIN_REQUIRED);

  private final AgentParts parts;
  private final StatusBoard board;
  private final ServerTurn server;
  private final InboxListings listings;
  private final BooleanSupplier mustStop;
  private final Runnable nowAndThen;
  /** Of imports that the store broke off, though it is there. */
  private final BackOff storeBackOff;
  private final SetProblems problems;
  private final SetStatuses statuses;
  private final RoomPlan room;
  private final RefusalMemory refusals;
  private boolean recallsRefusals = true;
  private final Map<String, Turn> turns = new HashMap<>();
  /** Archives in which other archives lie. */
  private Set<Path> holders = Set.of();
  private boolean anythingGrowing;
  /** Until when no import is begun, since the server has no room; when that is over, it is asked again. */
  private Optional<Long> fullUntilNanos = Optional.empty();

  /**
   * What became of a set when it was last looked at.
   *
   * @param archives which archives it had then
   * @param retryAtNanos when to try again although nothing has changed; empty when it is done
   * @param lackingRoomForBytes content that there was no room for; it is due as soon as there is
   * @param status what is shown of it
   */
  private record Turn(
      Set<String> archives, Optional<Long> retryAtNanos, long lackingRoomForBytes, SetStatus status) {

    Turn retriedAt(long nanos) {
      return new Turn(archives, Optional.of(nanos), lackingRoomForBytes, status);
    }
  }

  /**
   * @param lookout knows whose disks hang
   * @param mustStop asked on the worker, and on the threads that list
   * @param nowAndThen called every few seconds during an import, for what must not wait for its end
   */
  InboxTurn(
      AgentParts parts, StatusBoard board, ServerTurn server, Lookout lookout, BooleanSupplier mustStop, Runnable nowAndThen) {
    this.parts = parts;
    this.board = board;
    this.server = server;
    this.storeBackOff = new BackOff(MOST_STORE_WAIT, parts.nanoTime());
    this.problems = new SetProblems(board, parts.link().home());
    this.statuses = new SetStatuses(parts.catalog());
    this.room = new RoomPlan(parts, board, server);
    this.refusals = new RefusalMemory(parts.catalog().settings(), parts.clock());
    this.mustStop = mustStop;
    this.listings = new InboxListings(parts.inboxes(), parts.scanner(), lookout::answers, mustStop);
    this.nowAndThen = nowAndThen;
  }

  /** Whether something in the inboxes is still on its way, so that the next look should be soon. */
  boolean isAnythingGrowing() {
    return anythingGrowing;
  }

  /** Somebody wants to know: what failed is tried again at the next turn. */
  void retryNow() {
    fullUntilNanos = Optional.empty();
    recallsRefusals = false;
    storeBackOff.succeeded();
    turns.replaceAll((id, turn) -> turn.retryAtNanos().isPresent() ? turn.retriedAt(parts.nanoTime().getAsLong()) : turn);
  }

  /** The server was away: what it broke off may go on. */
  void serverIsBack() {
    storeBackOff.succeeded();
  }

  /** How long until an import that the store broke off is to be tried again; for ever when there is none. */
  long millisToRetry() {
    return server.isInStep() ? storeBackOff.millisLeft() : Long.MAX_VALUE;
  }

  /** @param silent inboxes whose disks do not answer, and which are left alone */
  void turn(Set<Path> silent) throws IOException {
    Optional<InboxListing> listing = listings.list(silent);
    if (listing.isPresent()) {
      follow(listing.get());
    }
  }

  private void follow(InboxListing listing) throws IOException {
    anythingGrowing =
        listing.waiting().stream().anyMatch(each -> each.reason() == WaitingArchive.Reason.GROWING);
    board.problems("inbox", listing.problems().stream().map(this::problem).toList());
    List<ArchiveSet> sets = ArchiveSet.group(listing.settled());
    holders = listing.settled().stream().flatMap(each -> each.holder().stream()).collect(Collectors.toSet());
    List<Waiting> waiting =
        listing.waiting().stream().map(each -> new Waiting(each.path().toString(), InboxWords.why(each.reason()))).toList();
    forgetAllBut(sets);
    if (recallsRefusals && parts.link().store().isRemote()) {
      sets.forEach(this::recallRefusal);
    }
    show(sets, waiting);
    room.tell(sets, this::waitingBytes);
    for (ArchiveSet set : inTurn(sets)) {
      if (mustStop.getAsBoolean()) {
        return;
      }
      if (isDue(set)) {
        if (!mayBegin()) {
          return;
        }
        importSet(set);
        show(sets, waiting);
      }
    }
  }

  private long waitingBytes(ArchiveSet set) {
    Turn turn = turns.get(set.id());
    return turn == null ? room.newBytes(set) : turn.lackingRoomForBytes();
  }

  /** What failed comes after all else, and what failed last at the end: no set may keep the others from their turn. */
  private List<ArchiveSet> inTurn(List<ArchiveSet> sets) {
    long now = parts.nanoTime().getAsLong();
    Comparator<ArchiveSet> byFailure =
        Comparator.comparingLong(
            set -> Optional.ofNullable(turns.get(set.id())).flatMap(Turn::retryAtNanos).map(at -> at - now).orElse(Long.MIN_VALUE));
    return sets.stream().sorted(byFailure).toList();
  }

  /** A set whose archives were taken away has no troubles any more; should it come back, it is looked at anew. */
  private void forgetAllBut(List<ArchiveSet> sets) {
    Set<String> gone = new HashSet<>(turns.keySet());
    sets.forEach(set -> gone.remove(set.id()));
    gone.forEach(
        id -> {
          board.problems(area(id), List.of());
          refusals.taken(id);
        });
    turns.keySet().removeAll(gone);
  }

  /** What an earlier run of the agent was refused waits on, unless somebody has taken care of it since. */
  private void recallRefusal(ArchiveSet set) {
    Turn last = turns.get(set.id());
    if (last != null && last.archives().equals(archives(set))) {
      return;
    }
    boolean open = parts.catalog().outcomes().sumsOfSet(set.id()).containsKey(Outcome.PENDING);
    refusals
        .recall(set.id(), archives(set))
        .filter(refusal -> open && !refusal.pause().isZero())
        .ifPresent(
            refusal -> refusedFor(set, new StoreException(StoreException.Reason.REFUSED, refusal.why()), refusal.pause()));
  }

  private static String area(String setId) {
    return "set " + setId;
  }

  private void show(List<ArchiveSet> sets, List<Waiting> waiting) {
    List<SetStatus> shown = new ArrayList<>();
    for (ArchiveSet set : sets) {
      Turn turn = turns.get(set.id());
      shown.add(turn == null ? statuses.unfinished(set) : turn.status());
    }
    board.inbox(shown, waiting);
  }

  private boolean isDue(ArchiveSet set) throws IOException {
    Turn last = turns.get(set.id());
    return last == null
        || !last.archives().equals(archives(set))
        || (last.lackingRoomForBytes() > 0 && hasRoomFor(last.lackingRoomForBytes()))
        || last.retryAtNanos().filter(at -> parts.nanoTime().getAsLong() - at >= 0).isPresent();
  }

  private boolean hasRoomFor(long contentBytes) throws IOException {
    try {
      return server.isInStep() && shortage(contentBytes).isEmpty();
    } catch (StoreException e) {
      log.info("the store does not tell its room", e);
      server.doubt();
      return false;
    }
  }

  /** Whether the store would take an import now. */
  private boolean mayBegin() {
    boolean held = fullUntilNanos.filter(until -> parts.nanoTime().getAsLong() - until < 0).isPresent();
    return !held && storeBackOff.isOver() && server.isReadyForImport();
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
    refusals.begin(set.id(), archives(set));
    try {
      ImportPlan plan = parts.importer().plan(set, mustStop);
      Optional<Room.Shortage> shortage = shortage(plan.bytesToSend());
      if (shortage.isPresent()) {
        turns.put(set.id(), new Turn(archives(set), Optional.empty(), plan.bytesToSend(), statuses.unfinished(set)));
        board.problems(area, List.of(problems.noRoom(set, shortage.get())));
        return;
      }
      ImportSummary summary = parts.importer().run(plan, new ImportProgress(set.id(), board, parts.nanoTime(), nowAndThen), mustStop);
      storeBackOff.succeeded();
      refusals.taken(set.id());
      log.info("set {}: {}", set.id(), summary);
      if (summary.changedAnything() || !summary.isClean()) {
        board.announce(new AgentEvent.SetImported(summary));
      }
      Optional<Long> again =
          summary.problems().isEmpty() ? Optional.empty() : Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS);
      remember(set, again, SetStatuses.done(set, summary, again.isEmpty() && summary.pending() == 0));
      board.problems(area, problems.ofRun(set, summary, holders));
    } catch (CancellationException pausedOrStopped) {
      throw pausedOrStopped;
    } catch (StoreException e) {
      refused(set, e);
    } catch (IOException | RuntimeException e) {
      // One odd set must not keep the others out.
      log.warn("set {} could not be imported", set.id(), e);
      remember(set, Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS), statuses.unfinished(set));
      board.problems(area, List.of(problems.failure(set, e)));
    } catch (OutOfMemoryError e) {
      // What filled the memory is out of reach by now; the other sets may be smaller.
      log.warn("set {} needs more memory", set.id(), e);
      remember(set, Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS), statuses.unfinished(set));
      board.problems(area, List.of(problems.noMemory(set, e)));
    } finally {
      refusals.end(set.id());
      board.importing(Optional.empty());
    }
  }

  private void refused(ArchiveSet set, StoreException e) {
    log.warn("set {} could not be imported", set.id(), e);
    if (e.reason() == StoreException.Reason.REFUSED && parts.link().store().isRemote()) {
      refusedFor(set, e, refusals.refused(set.id(), archives(set), String.valueOf(e.getMessage())).pause());
      return;
    }
    boolean mayPass = AWAY.contains(e.reason()) && parts.link().store().isRemote();
    if (mayPass) {
      storeBackOff.failed();
      server.doubt();
    } else if (e.reason() == StoreException.Reason.FULL && parts.link().store().isRemote()) {
      fullUntilNanos = Optional.of(parts.nanoTime().getAsLong() + RETRY_NANOS);
    }
    remember(set, Optional.of(parts.nanoTime().getAsLong() + (mayPass ? 0 : RETRY_NANOS)), statuses.unfinished(set));
    // That the server is away is said once, by who asks it.
    boolean quiet = mayPass && !storeBackOff.isFailingFor(ServerTurn.QUIET);
    Problem problem = mayPass ? problems.brokenOff(set, e) : problems.failure(set, e);
    board.problems(area(set.id()), quiet ? List.of() : List.of(problem));
  }

  private void remember(ArchiveSet set, Optional<Long> retryAtNanos, SetStatus status) {
    turns.put(set.id(), new Turn(archives(set), retryAtNanos, 0, status));
  }

  /** A server refuses something of a set. */
  private void refusedFor(ArchiveSet set, StoreException e, Duration wait) {
    remember(set, Optional.of(parts.nanoTime().getAsLong() + wait.toNanos()), statuses.unfinished(set));
    board.problems(area(set.id()), List.of(problems.refused(set, e, wait)));
  }

  private Problem problem(InboxProblem problem) {
    return board.seenNow(
        "inbox " + problem.path() + " " + problem.kind(),
        problem.path() + ": " + problem.detail(),
        InboxWords.remedy(problem.kind()),
        InboxWords.needsSomebody(problem.kind()));
  }
}
