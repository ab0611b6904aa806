package org.stillkeep.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks the lanes of the export folders for what is due: after a change, while a folder is behind, and for the daily look at their
 * disks. Used by the worker only, but for {@link #request}, {@link #silent} and {@link #areAlive}.
 */
final class ExportTurn {

  private static final long LANE_STOP_MILLIS = 2_000;
  /** Planning a pass goes through the whole library: in the middle of an import that is worth it only now and then. */
  private static final long WHILE_IMPORTING_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final AgentParts parts;
  private final ServerTurn server;
  private final List<ExportLane> lanes;
  private long exportedChange = -1;
  private long fullPassDueNanos;
  private long retryDueNanos;
  private long askedNanos;

  ExportTurn(AgentParts parts, ServerTurn server, List<ExportLane> lanes) {
    this.parts = parts;
    this.server = server;
    this.lanes = List.copyOf(lanes);
  }

  void start() {
    lanes.forEach(ExportLane::start);
    fullPassDueNanos = parts.nanoTime().getAsLong();
    retryDueNanos = fullPassDueNanos;
  }

  /** Ends the lanes, but waits for no disk that hangs. */
  void end() throws InterruptedException {
    lanes.forEach(ExportLane::stop);
    long deadline = parts.nanoTime().getAsLong() + TimeUnit.MILLISECONDS.toNanos(LANE_STOP_MILLIS);
    for (ExportLane lane : lanes) {
      lane.awaitEnd(TimeUnit.NANOSECONDS.toMillis(deadline - parts.nanoTime().getAsLong()));
    }
  }

  /** Whether no lane's thread has died. */
  boolean areAlive() {
    return lanes.stream().allMatch(ExportLane::isAlive);
  }

  /** Asks for a pass of each folder: the lanes do this by themselves, so it need not wait until an import ends. */
  void request(boolean full) {
    lanes.forEach(lane -> lane.request(full));
  }

  /** Of these folders the disks do not answer, or answer that they fail. */
  void away(Set<Path> silent, Set<Path> failing) {
    lanes.stream().filter(lane -> silent.contains(lane.folder())).forEach(ExportLane::silent);
    lanes.stream().filter(lane -> failing.contains(lane.folder())).forEach(ExportLane::failing);
  }

  /** Of this folder the disk does not answer. */
  void silent(Path folder) {
    lanes.stream().filter(lane -> lane.folder().equals(folder)).forEach(ExportLane::silent);
  }

  /** Asks the lanes for what is due. */
  void turn() {
    long now = parts.nanoTime().getAsLong();
    askedNanos = now;
    long change = parts.catalog().lastChange();
    boolean full = now - fullPassDueNanos >= 0;
    boolean changed = change != exportedChange;
    if (full) {
      fullPassDueNanos = now + TimeUnit.DAYS.toNanos(1);
    }
    exportedChange = change;
    // What fails is tried again no more often than the inbox is listed, however often something happens there.
    boolean retry = now - retryDueNanos >= 0;
    if (retry) {
      retryDueNanos = now + parts.scanInterval().toNanos();
    }
    for (ExportLane lane : lanes) {
      if (full || changed || lane.isDue(server.isInStep(), retry)) {
        lane.request(full);
      }
    }
    Instant nextTry = parts.clock().instant().plusNanos(retryDueNanos - now);
    lanes.forEach(lane -> lane.nextTry(nextTry));
  }

  /** The same, now and then in the middle of an import. */
  void duringImport() {
    if (parts.nanoTime().getAsLong() - askedNanos >= WHILE_IMPORTING_NANOS) {
      turn();
    }
  }

  /** Whatever failed is tried again with the next turn. */
  void retryNow() {
    retryDueNanos = parts.nanoTime().getAsLong();
  }

  /** The library is back, or somebody wants to know: what failed, for its sake too, is tried again with the next turn. */
  void retryWithLibraryNow() {
    lanes.forEach(ExportLane::tryLibrary);
    retryNow();
  }

  /** When to look whether something is due; for ever when that makes no difference. */
  long millisToRetry() {
    long left = TimeUnit.NANOSECONDS.toMillis(retryDueNanos - parts.nanoTime().getAsLong());
    // What is due already waits for a turn that comes to it.
    long untilRetry = left < 0 ? Long.MAX_VALUE : left + 1;
    return lanes.stream()
        .mapToLong(lane -> Math.min(lane.millisToRetry(), lane.isBehind() ? untilRetry : Long.MAX_VALUE))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
