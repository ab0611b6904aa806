package org.stillkeep.export;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Ends a pass soon after somebody asked for it, while it waits, too.
 *
 * @param requested whether somebody did
 * @param nanoTime as {@link System#nanoTime}
 * @param parkNanos waits for about so long
 */
record Stopping(BooleanSupplier requested, LongSupplier nanoTime, LongConsumer parkNanos) {

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Throws CancellationException when the pass shall end. */
  void stopIfRequested() {
    if (requested.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
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
