package org.stillkeep.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.RereadStatus;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.store.StoreException;

/**
 * Reads the library again at leisure, on a thread of its own: not while the agent is paused or does anything else, nor on battery.
 * What of the library, or of the files that its store keeps twice, is known to be damaged, by whoever found it, is a problem as long
 * as it is.
 */
final class RereadLane {

  private static final Logger log = LoggerFactory.getLogger(RereadLane.class);
  private static final String AREA = "content";
  private static final String COPIES_AREA = "copies";
  private static final int MOST_TOLD = 20;

  /** Starting has its own work. */
  private static final Duration AFTER_START = Duration.ofMinutes(2);

  private static final Duration WHILE_HINDERED = Duration.ofMinutes(1);
  private static final Duration WHEN_DONE = Duration.ofMinutes(30);
  private static final long STOP_MILLIS = 2_000;

  private final AgentParts parts;
  private final Catalog catalog;
  private final StatusBoard board;
  private final BooleanSupplier halted;
  private final Duration afterStart;
  private final Reread reread;
  private final Thread thread;

  /** Guarded by this object's lock for writing. */
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile long readAssets;

  /** @param halted true while no work may be done */
  RereadLane(AgentParts parts, StatusBoard board, BooleanSupplier halted) {
    this(parts, board, halted, AFTER_START);
  }

  RereadLane(AgentParts parts, StatusBoard board, BooleanSupplier halted, Duration afterStart) {
    this.afterStart = afterStart;
    this.parts = parts;
    this.catalog = parts.catalog();
    this.board = board;
    this.halted = halted;
    this.reread = new Reread(parts.link().library(), catalog, parts.reread(), parts.clock(), parts.nanoTime());
    this.thread = new Thread(this::serve, "stillkeep-reread");
    this.thread.setDaemon(true);
  }

  void start() {
    count();
    tell();
    if (parts.reread().days() > 0) {
      thread.start();
    }
  }

  /** Ends the lane and waits for it, but not for a disk that hangs. */
  void stop() throws InterruptedException {
    ended.countDown();
    thread.join(STOP_MILLIS);
  }

  /** Says of what is known to be damaged that it is. */
  void tell() {
    List<StoredAsset> damaged = catalog.checks().damaged();
    List<Problem> problems = new ArrayList<>(damaged.stream().limit(MOST_TOLD).map(this::problem).toList());
    reread.failure().ifPresent(failure -> problems.add(unread(failure)));
    board.problems(AREA, problems);
    board.problems(COPIES_AREA, parts.link().copies().damage().map(this::problem).map(List::of).orElse(List.of()));
    if (parts.reread().days() > 0) {
      board.reread(new RereadStatus(parts.reread().days(), readAssets, damaged.size()));
    }
  }

  /** Goes through the whole library, and so not each time that somebody looks. */
  private void count() {
    long since = parts.clock().instant().minus(Duration.ofDays(parts.reread().days())).toEpochMilli();
    readAssets = catalog.checks().countReadSince(since);
  }

  private void serve() {
    Duration wait = afterStart;
    while (await(wait)) {
      wait = round();
    }
  }

  /** Whether the wait ended by itself. */
  private boolean await(Duration wait) {
    try {
      return !ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Reads as long as it may; returns how long to wait then. */
  private Duration round() {
    try {
      boolean any = false;
      while (!isHindered() && reread.readNext(this::isHindered)) {
        any = true;
      }
      if (any) {
        count();
        tell();
      }
      return isHindered() ? WHILE_HINDERED : WHEN_DONE;
    } catch (CancellationException hindered) {
      return WHILE_HINDERED;
    } catch (StoreException e) {
      log.info("reading again waits for the library: {}", e.getMessage());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Memory and threads may be had again by the next round.
      log.warn("reading again failed", e);
    }
    return WHEN_DONE;
  }

  private boolean isHindered() {
    return ended.getCount() == 0 || halted.getAsBoolean() || board.current().job().isPresent() || parts.reread().onBattery().getAsBoolean();
  }

  private Problem unread(String failure) {
    return board.seenNow(
        AREA + "/unread",
        "not all of the library can be read: " + failure,
        "check its disk; stop Stillkeep and run `stillkeep verify --read-data`, which names all that cannot be read",
        true);
  }

  private Problem problem(StoreCopies.Damage damage) {
    return board.seenNow(COPIES_AREA, damage.what(), "stop Stillkeep and " + damage.remedy(), true);
  }

  private Problem problem(StoredAsset damaged) {
    return board.seenNow(
        AREA + "/" + damaged.id(),
        parts.link().library().health().nameOf(damaged) + " is damaged in the library",
        "stop Stillkeep and run `stillkeep verify --fix`; or drop its archive into the inbox again",
        true);
  }
}
