package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.inbox.InboxWatcher;

/**
 * The agent: looks, imports, exports, and tells. The thread that calls {@link #run} becomes the worker; all other methods may
 * be called from any thread at any time.
 */
public final class Agent {

  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final Duration PAUSE_AFTER_CRASHES = Duration.ofHours(1);
  /** A look this soon after an archive was seen to grow finds it settled as early as may be. */
  private static final long GROWING_LOOK_MILLIS = 1_000;

  /** So soon after the plug is in, work goes on. */
  private static final long BATTERY_LOOK_MILLIS = 10_000;

  private final AgentParts parts;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final StatusBoard board;
  private final PauseSwitch pause;
  private final BatteryPause battery;
  private final FolderGuard guard;
  private final ServerTurn server;
  private final InboxTurn inbox;
  private final Rest rest;
  private final Heartbeat heartbeat;
  private final ExportTurn exports;
  private final Lookout lookout;
  private final RereadLane reread;
  private final NetworkVault networkVault;

  /** Set by any thread, so that work at hand stops at once. */
  private volatile boolean stopping;

  private volatile boolean overlapping;

  /** The thread that runs the agent; null before that. */
  private volatile Thread worker;
  private Runnable whenReady = () -> {};

  public Agent(AgentParts parts) {
    this.parts = parts;
    this.board = new StatusBoard(parts.clock());
    this.rest = new Rest(parts.link().library(), parts.nanoTime());
    board.observe(this::restAfter);
    this.pause = new PauseSwitch(parts.catalog().settings(), parts.clock());
    this.battery = new BatteryPause(parts.savesPower());
    this.heartbeat = new Heartbeat(parts.nanoTime());
    this.guard = new FolderGuard(parts.folders(), mayHang(parts), this::mayWrite, heartbeat::beatIfDue);
    this.server = new ServerTurn(parts, board, this::workerMustStop);
    this.reread = new RereadLane(parts, board, this::mustStop);
    this.networkVault = new NetworkVault(parts.link().home(), board);
    this.exports = new ExportTurn(parts, server, parts.exporters().stream().map(this::lane).toList());
    this.lookout = new Lookout(parts, FolderGuard.ANSWER, board, this::isPaused, exports::silent);
    this.inbox = new InboxTurn(parts, board, server, lookout, this::mustStopStoreCalls, this::duringImport);
  }

  private ExportLane lane(Exporter exporter) {
    ExportView view = new ExportView(exporter, board, parts.catalog().settings(), parts.clock());
    Path folder = exporter.options().folder();
    return new ExportLane(
        exporter, board, () -> mustStop() || !guard.isProven(folder), this::serverDoubted, parts.nanoTime(), view);
  }

  private void restAfter(AgentStatus status) {
    if (status.job().isPresent()) {
      rest.worked();
    }
  }

  private void serverDoubted() {
    server.doubt();
    wishes.add(new Wish.Hint());
  }

  /** All but the state folder, which lies on a disk of this computer. */
  private static Set<Path> mayHang(AgentParts parts) {
    Set<Path> folders = parts.exporters().stream().map(exporter -> exporter.options().folder()).collect(Collectors.toSet());
    folders.addAll(parts.inboxes());
    parts.vault().ifPresent(folders::add);
    return folders;
  }

  /** Sends a wish. Returns at once; work at hand that has to end for it ends within a second. */
  public void wish(Wish wish) {
    if (wish instanceof Wish.Pause asked) {
      pause.request();
      board.paused(true, asked.until());
      pause.noteRequest(asked.until());
    } else if (wish instanceof Wish.Stop) {
      stopping = true;
    } else if (wish instanceof Wish.Resume) {
      battery.overrule();
    } else if (wish instanceof Wish.ExportNow export) {
      exports.request(export.full());
    }
    wishes.add(wish);
  }

  /** Whether the pause that was wished for last is noted, so that it survives a restart. */
  public boolean keepsPause() {
    return pause.isKept();
  }

  /** What the agent is doing and what it needs, as of now. */
  public AgentStatus status() {
    return board.current();
  }

  /** Calls the observer with each status that shows something new, on the thread that made it; it must return quickly. */
  public void observe(Consumer<AgentStatus> observer) {
    board.observe(observer);
  }

  /** Calls the listener with each event, on the thread that made it; it must return quickly. */
  public void listen(Consumer<AgentEvent> listener) {
    board.listen(listener);
  }

  /**
   * Lets the worker give a sign of life this often, between the steps of its work and while it waits. It stays out when the
   * worker hangs, or when the thread of an export folder has died; a lane that merely waits for a disk that hangs is no reason,
   * since no restart would mend that. Called before {@link #run}.
   */
  public void heartbeat(Duration every, Runnable beat) {
    heartbeat.by(
        every,
        () -> {
          if (exports.areAlive()) {
            beat.run();
          }
        });
  }

  /** Calls this once the inboxes are watched. Called before {@link #run}. */
  public void whenReady(Runnable ready) {
    whenReady = ready;
  }

  /** Begins with a pause of an hour, unless it is paused already, and says why. Called before {@link #run}. */
  public void pauseAfterCrashes(int crashes) {
    if (!pause.isPaused()) {
      wish(new Wish.Pause(Optional.of(parts.clock().instant().plus(PAUSE_AFTER_CRASHES))));
    }
    String what = "Stillkeep has ended unexpectedly " + crashes + " times in a row, so it pauses";
    String remedy = "the log in the state folder says more; `stillkeep resume` goes on at once";
    board.problems("crashes", List.of(board.seenNow("crashes", what, remedy, true)));
  }

  /** Works until {@link Wish.Stop}. Called once. */
  public void run() throws InterruptedException {
    worker = Thread.currentThread();
    board.paused(pause.isPaused(), pause.until());
    exports.start();
    reread.start();
    lookout.start();
    networkVault.look();
    try (InboxWatcher watcher = InboxWatcher.start(parts.inboxes(), () -> wish(new Wish.Hint()))) {
      log.info("watching {}, not watched by events: {}", parts.inboxes(), watcher.unwatched());
      whenReady.run();
      while (!stopping) {
        turn();
        heedBattery();
        awaitWish();
      }
    } finally {
      reread.stop();
      lookout.stop();
      exports.end();
    }
  }

  /** One round: everything that is due, each part on its own, so that a failing one does not hold up the others. */
  private void turn() {
    if (pause.isOver()) {
      grant(new Wish.Resume());
    }
    heedBattery();
    if (stopping || isPaused()) {
      return;
    }
    try {
      if (foldersAreApart() && vaultAnswers()) {
        networkVault.look();
        askServer();
        inbox.turn(guard.away());
        // First, so that no status counts what was imported and calls an export in step that has yet to get it.
        exports.turn();
        countLibrary();
        reread.tell();
      }
      board.problems("agent", List.of());
    } catch (CancellationException pausedOrStopped) {
      log.debug("the entry at hand was abandoned");
    } catch (IOException | RuntimeException e) {
      log.error("the worker's turn failed", e);
      board.problems("agent", List.of(failure(e)));
    } catch (OutOfMemoryError e) {
      board.problems("agent", List.of(ThreadWords.problem(e, board)));
    }
  }

  private void askServer() {
    if (server.isDue()) {
      // It may be silent for minutes; what is known already need not wait for it.
      exports.turn();
      countLibrary();
    }
    if (server.turn()) {
      inbox.serverIsBack();
      exports.retryWithLibraryNow();
    }
  }

  private Problem failure(Exception e) {
    String remedy =
        e instanceof CatalogException catalog
            ? CatalogWords.remedy(catalog.reason())
            : "it is tried again by itself; the log in the state folder says more";
    return board.seenNow("agent", "something went wrong: " + e.getMessage(), remedy, true);
  }

  private boolean foldersAreApart() throws IOException {
    List<Overlap> overlaps = guard.look();
    exports.away(guard.silent(), guard.failing());
    overlapping = !overlaps.isEmpty();
    board.problems("folders", overlaps.stream().map(overlap -> OverlapWords.problem(overlap, board)).toList());
    board.problems("folders unproven", OverlapWords.unproven(guard.unproven(), board));
    return !overlapping;
  }

  private boolean vaultAnswers() {
    return parts.vault().filter(guard.away()::contains).isEmpty();
  }

  private boolean mayWrite(Folder folder) {
    return parts.exporters().stream()
        .filter(exporter -> exporter.options().folder().equals(folder.path()))
        .allMatch(exporter -> exporter.check().mayWrite());
  }

  /** Called now and then during a long import: what must not wait for its end. */
  private void duringImport() {
    if (guard.mustProveAgain()) {
      // Ends the import at hand; the next turn finds out whether the new mounts matter.
      overlapping = true;
      wishes.add(new Wish.Hint());
    }
    server.turn();
    exports.duringImport();
  }

  private void countLibrary() {
    long assets = parts.catalog().assets().count(AssetState.ACTIVE);
    board.library(assets, parts.catalog().albums().countOwned(), parts.importer().lastImport());
  }

  private void awaitWish() throws InterruptedException {
    for (Wish wish = firstWish(); wish != null; wish = wishes.poll()) {
      grant(wish);
    }
  }

  /** The next wish; null when none came until it is time for a look anyway. */
  private Wish firstWish() throws InterruptedException {
    long deadline = parts.nanoTime().getAsLong() + TimeUnit.MILLISECONDS.toNanos(nextLookMillis());
    Wish wish = null;
    long left = deadline - parts.nanoTime().getAsLong();
    while (wish == null && left > 0) {
      heartbeat.beatIfDue();
      rest.ifDue();
      // Rounded up, lest the last part of a millisecond be waited for in a hot loop.
      long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
      wish = wishes.poll(rest.orSooner(heartbeat.atMostMillis(millis)), TimeUnit.MILLISECONDS);
      left = deadline - parts.nanoTime().getAsLong();
    }
    return wish;
  }

  private long nextLookMillis() {
    long scanMillis = parts.scanInterval().toMillis();
    if (pause.isPaused()) {
      return pause.until().map(this::millisUntil).map(end -> Math.min(scanMillis, end)).orElse(scanMillis);
    }
    if (battery.isTold()) {
      return Math.min(scanMillis, BATTERY_LOOK_MILLIS);
    }
    if (overlapping) {
      return scanMillis;
    }
    long ofOthers = Math.min(server.millisToNext(), Math.min(inbox.millisToRetry(), exports.millisToRetry()));
    long millis = Math.min(scanMillis, ofOthers);
    return inbox.isAnythingGrowing() ? Math.min(millis, GROWING_LOOK_MILLIS) : millis;
  }

  private long millisUntil(Instant end) {
    return Math.max(1, parts.clock().instant().until(end, ChronoUnit.MILLIS));
  }

  private void grant(Wish wish) {
    try {
      carryOut(wish);
      board.problems("pause", List.of());
    } catch (CatalogException e) {
      log.error("{} could not be noted", wish, e);
      board.problems("pause", List.of(unnoted(wish, e)));
    }
  }

  private Problem unnoted(Wish wish, CatalogException e) {
    String what = wish instanceof Wish.Pause ? "the pause holds, but not over a restart: " : "a restart would be paused again: ";
    return board.seenNow("pause", what + e.getMessage(), CatalogWords.remedy(e.reason()), true);
  }

  private void carryOut(Wish wish) {
    if (wish instanceof Wish.Pause asked) {
      board.paused(true, asked.until());
      pause.pause(asked.until());
      log.info("paused");
    } else if (wish instanceof Wish.Resume) {
      board.paused(false, Optional.empty());
      board.problems("crashes", List.of());
      goOn();
      pause.resume();
      log.info("resumed");
    } else if (wish instanceof Wish.LookAgain) {
      server.askSoon();
      inbox.retryNow();
      exports.retryWithLibraryNow();
    }
  }

  /**
   * Whether calls to the store should be given up: told to a store that waits for a network, which asks it every fraction of a
   * second while it does, on whichever thread. The worker gives its sign of life meanwhile. Nothing goes over the network
   * while the agent is paused.
   */
  public boolean mustStopStoreCalls() {
    return Thread.currentThread() == worker ? workerMustStop() : mustStop();
  }

  private boolean workerMustStop() {
    heartbeat.beatIfDue();
    return mustStop();
  }

  private void heedBattery() {
    if (battery.hasEnded(board)) {
      goOn();
    }
  }

  /** What waited for its time need not any longer. */
  private void goOn() {
    exports.retryNow();
    server.askSoon();
  }

  private boolean isPaused() {
    return pause.isPaused() || battery.holds();
  }

  private boolean mustStop() {
    return stopping || overlapping || isPaused();
  }
}
