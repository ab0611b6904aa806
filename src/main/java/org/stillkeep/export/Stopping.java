package org.stillkeep.export;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.stillkeep.library.ByteLimit;

/**
 * Holds a pass to its speed, and ends it soon after somebody asked for that, while it waits, too.
 *
 * @param requested whether somebody did; asked by several threads
 * @param limit how fast content may go by
 * @param nanoTime as {@link System#nanoTime}
 * @param parkNanos waits for about so long
 */
record Stopping(BooleanSupplier requested, ByteLimit limit, LongSupplier nanoTime, LongConsumer parkNanos) {

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The same, which ends it for another reason, too. */
  Stopping or(BooleanSupplier reason) {
    return new Stopping(() -> requested.getAsBoolean() || reason.getAsBoolean(), limit, nanoTime, parkNanos);
  }

  /** Throws CancellationException when the pass shall end. */
  void stopIfRequested() {
    if (requested.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
  }

  /** Counts bytes that have gone by, and waits until they may have, unless the pass shall end. */
  void passed(int bytes) {
    limit.passed(bytes, requested);
  }

  /** Waits, unless the pass shall end. */
  void pause(long millis) {
    long until = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (until - nanoTime.getAsLong() > 0) {
      stopIfRequested();
      parkNanos.accept(SLICE_NANOS);
    }
  }
}
