package org.stillkeep.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.ServerStatus;
import org.stillkeep.library.RefreshSummary;
import org.stillkeep.store.StoreException;

/**
 * Asks the server that the library lies on for news: at the start, by a timer, when somebody wants it, and again and again
 * while it is away. It alone judges how the server is; whoever meets it failing only says so by {@link #doubt}. For a vault
 * there is nothing to ask. Used by the worker only, but for that.
 */
final class ServerTurn {

  private static final Logger log = LoggerFactory.getLogger(ServerTurn.class);
  private static final String AREA = "server";

  /** Servers are restarted and laptops wake up: that is no problem of anybody's. */
  static final Duration QUIET = Duration.ofMinutes(10);

  /** An import that begins on news this old would not see what a phone has uploaded meanwhile. */
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  /** What is due and was not asked is hindered by something else, such as folders that overlap. */
  private static final long LEAST_WAIT_MILLIS = 1000;

  private static final long BETWEEN_HASHING_NANOS = Duration.ofSeconds(1).toNanos();

  private final LibraryLink link;
  private final boolean remote;
  private final StatusBoard board;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final BooleanSupplier mustStop;
  private final BackOff backOff;
  private ServerState state = ServerState.UNASKED;
  private Instant since;
  private long askedNanos;
  private long dueNanos;
  private long unhashed;
  private volatile boolean doubted;

  /** @param mustStop whether to break off, asked all the time while the server is */
  ServerTurn(AgentParts parts, StatusBoard board, BooleanSupplier mustStop) {
    this.link = parts.link();
    this.remote = link.store().isRemote();
    this.board = board;
    this.clock = parts.clock();
    this.nanoTime = parts.nanoTime();
    this.mustStop = mustStop;
    this.backOff = new BackOff(link.refreshEvery(), nanoTime);
    this.since = now();
    this.dueNanos = nanoTime.getAsLong();
    if (remote) {
      show("");
    }
  }

  /** Somebody has met the server failing: it is asked at the next turn. From any thread. */
  void doubt() {
    doubted = true;
  }

  /** Somebody wants to know: it is asked at the next turn. */
  void askSoon() {
    dueNanos = nanoTime.getAsLong();
  }

  /** Whether the next turn will ask it, which may take a while. */
  boolean isDue() {
    return remote && (isTime() || (doubted && state == ServerState.IN_STEP));
  }

  /** How long until it is to be asked; for ever when there is no server. */
  long millisToNext() {
    if (!remote) {
      return Long.MAX_VALUE;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, dueNanos - nanoTime.getAsLong())) + 1;
    return Math.max(LEAST_WAIT_MILLIS, Math.min(millis, backOff.millisLeft()));
  }

  /** Whether the library is where it can be read from and written to, as far as is known. */
  boolean isInStep() {
    return !remote || state == ServerState.IN_STEP;
  }

  /**
   * Asks, if it is time to.
   *
   * @return whether the server is back, or was not known to be there
   */
  boolean turn() {
    boolean wasInStep = isInStep();
    // First: a session that has ended must not be asked with when there is a new one.
    if (takesUpLogin() || isDue()) {
      ask();
    }
    return !wasInStep && isInStep();
  }

  /** Makes sure, before an import begins, that the server is there and that the catalog knows what others have added. */
  boolean isReadyForImport() {
    if (remote && state == ServerState.IN_STEP && nanoTime.getAsLong() - askedNanos >= FRESH_NANOS) {
      ask();
    }
    return isInStep();
  }

  private boolean isTime() {
    return dueNanos - nanoTime.getAsLong() <= 0 || (backOff.isFailing() && backOff.isOver());
  }

  private boolean takesUpLogin() {
    try {
      return remote && state == ServerState.LOGIN_NEEDED && link.relogin().takeUp();
    } catch (IOException e) {
      log.warn("a newer login could not be taken up", e);
      return false;
    }
  }

  private void ask() {
    doubted = false;
    // Said first: whatever goes wrong, the next try does not follow at once.
    dueNanos = nanoTime.getAsLong() + link.refreshEvery().toNanos();
    if (state == ServerState.UNASKED) {
      // One that is away takes its time to be known as that.
      show("it is being asked just now");
    }
    try {
      RefreshSummary summary = link.library().refresh(mustStop);
      askedNanos = nanoTime.getAsLong();
      log.debug("{}: {}", name(), summary);
      answered(ServerState.IN_STEP, "", leftOut(summary));
      goOnHashing(summary.unhashed());
    } catch (CancellationException pausedOrStopped) {
      askSoon();
      if (state == ServerState.UNASKED) {
        show("");
      }
      throw pausedOrStopped;
    } catch (IOException e) {
      failed(e);
    }
  }

  /** A refresh reads some of what old clients never hashed; the inbox and the export folders have their turn in between. */
  private void goOnHashing(long left) {
    if (left > 0 && left != unhashed) {
      dueNanos = nanoTime.getAsLong() + BETWEEN_HASHING_NANOS;
    }
    unhashed = left;
  }

  /** What is in the account and comes into no export folder: nobody would miss it before the account is gone. */
  private List<Problem> leftOut(RefreshSummary summary) {
    long unhashable = summary.unhashed() == unhashed ? summary.unhashed() : 0;
    long count = summary.unreadable() + unhashable;
    return count == 0
        ? List.of()
        : List.of(
            board.seenNow(
                "server/left-out",
                count + " in " + link.home().inWords() + " cannot be read, and so are not exported",
                "`stillkeep verify --read-data` names them; look at them in Ente's app",
                false));
  }

  private void failed(IOException failure) {
    log.info("{}: {}", name(), failure.toString());
    StoreException.Reason reason =
        failure instanceof StoreException store ? store.reason() : StoreException.Reason.UNAVAILABLE;
    switch (reason) {
      case UNAVAILABLE -> {
        backOff.failed();
        boolean longAgo = backOff.isFailingFor(QUIET);
        become(ServerState.AWAY, failure.getMessage(), longAgo ? List.of(away(failure)) : List.of());
      }
      case LOGIN_REQUIRED -> answered(ServerState.LOGIN_NEEDED, failure.getMessage(), List.of(loginNeeded()));
      default -> answered(ServerState.FAILING, failure.getMessage(), List.of(failing(failure, reason)));
    }
  }

  private void answered(ServerState newState, String why, List<Problem> problems) {
    backOff.succeeded();
    become(newState, why, problems);
  }

  private Problem away(IOException failure) {
    return board.seenNow(
        "server/away",
        name() + " does not answer: " + failure.getMessage(),
        StoreWords.remedy(link.home(), StoreException.Reason.UNAVAILABLE)
            + "; it is tried again by itself, and imports go on when it is back",
        false);
  }

  private Problem loginNeeded() {
    return board.seenNow(
        "server/login",
        link.home().inWords() + " asks for a new login",
        StoreWords.remedy(link.home(), StoreException.Reason.LOGIN_REQUIRED) + "; nothing is lost, and all goes on after that",
        true);
  }

  private Problem failing(IOException failure, StoreException.Reason reason) {
    return board.seenNow(
        "server/failing",
        "no news from " + link.home().inWords() + ": " + failure.getMessage(),
        StoreWords.remedy(link.home(), reason) + "; it is tried again by itself",
        true);
  }

  private void become(ServerState newState, String why, List<Problem> problems) {
    if (newState != state) {
      state = newState;
      since = now();
      log.info("{} is {}", name(), newState.word());
    }
    show(why);
    board.problems(AREA, problems);
  }

  private void show(String why) {
    board.server(Optional.of(new ServerStatus(name(), state, since, why)));
  }

  private String name() {
    return link.home() instanceof LibraryHome.EnteAccount account ? account.server() : link.home().inWords();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
