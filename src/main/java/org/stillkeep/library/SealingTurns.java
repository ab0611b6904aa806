package org.stillkeep.library;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets so many threads read and seal at the same time, in the order in which they come: more would take processors, and the head of a
 * disk, from each other. Those whose object is whole and waits for the disk to have it for good do not count.
 */
final class SealingTurns {

  private static final long TICK_MILLIS = 100;

  private final Semaphore free;

  /** @param atOnce one at least */
  SealingTurns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /** Held while a thread reads and seals. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @throws CancellationException when stopped
   */
  Turn take(BooleanSupplier stopRequested) {
    try {
      while (!free.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        Refresher.requireNotStopped(stopRequested);
      }
      return free::release;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
