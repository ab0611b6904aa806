package org.stillkeep.library;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Lets so many threads read and seal at the same time, in the order in which they come: more would take processors, and the head of a
 * disk, from each other. Those whose object is whole and waits for the disk to have it for good do not count.
 */
final class SealingTurns {

  private static final long TICK_MILLIS = 100;

  /** Those who wait, the first first. A semaphore would send whoever looks up for a stop to the end of its queue. Guarded by this. */
  private final Deque<Object> waiting = new ArrayDeque<>();

  /** Guarded by this. */
  private int free;

  /** @param atOnce one at least */
  SealingTurns(int atOnce) {
    this.free = atOnce;
  }

  /** Held while a thread reads and seals; closed once. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @param stopRequested asked while others are kept from coming and going
   * @throws CancellationException when stopped
   */
  synchronized Turn take(BooleanSupplier stopRequested) {
    Object me = new Object();
    waiting.add(me);
    try {
      while (free == 0 || waiting.element() != me) {
        wait(TICK_MILLIS);
        Refresher.requireNotStopped(stopRequested);
      }
      free--;
      return this::end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      waiting.remove(me);
      // Another may be the first now, and a turn be free for it.
      notifyAll();
    }
  }

  private synchronized void end() {
    free++;
    notifyAll();
  }
}
