package org.stillkeep.agent;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the agent pauses since the computer runs on its battery. Ends by itself on mains; whoever wants it to go on before is heard
 * until then. Nothing of it survives a restart, nor does it touch a pause that somebody has asked for. Safe for all threads.
 */
final class BatteryPause {

  private static final Logger log = LoggerFactory.getLogger(BatteryPause.class);

  private final BooleanSupplier onBattery;
  private volatile boolean overruled;

  /** What was told last. The worker's. */
  private boolean told;

  /** @param onBattery whether the computer runs on its battery, and work is to wait for mains; asked often */
  BatteryPause(BooleanSupplier onBattery) {
    this.onBattery = onBattery;
  }

  /** Whether no work may be done now. */
  boolean holds() {
    if (!onBattery.getAsBoolean()) {
      overruled = false;
      return false;
    }
    return !overruled;
  }

  /** Somebody wants the work to go on all the same. */
  void overrule() {
    overruled = onBattery.getAsBoolean();
  }

  /** Tells when it begins or ends; for the worker. Returns whether it has just ended. */
  boolean hasEnded(StatusBoard board) {
    boolean now = holds();
    if (now == told) {
      return false;
    }
    told = now;
    board.onBattery(now);
    log.info(now ? "paused: the computer runs on its battery" : "the battery is no reason to pause any more");
    return !now;
  }

  /** Whether it was told that work waits. The worker's. */
  boolean isTold() {
    return told;
  }
}
