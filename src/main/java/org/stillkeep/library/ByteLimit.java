package org.stillkeep.library;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** How fast content may go by, for all together that tell it what does. For any number of threads. */
public final class ByteLimit {

  /** No limit. */
  public static final ByteLimit NONE = new ByteLimit(0);

  /**
   * What may be made up for: whoever encrypts what was read is behind the limit for a moment, and may be ahead of it for as long. What
   * was not used before that is lost, so that an hour of rest makes no burst.
   */
  private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** After so long at most, a stop is heard. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final LongConsumer parkNanos;

  /** When all that has gone by so far may have. Guarded by this. */
  private long paidUntilNanos;

  /** @param bytesPerSecond 0 for no limit */
  public ByteLimit(long bytesPerSecond) {
    this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param parkNanos waits for about so long, while {@code nanoTime} goes on
   */
  public ByteLimit(long bytesPerSecond, LongSupplier nanoTime, LongConsumer parkNanos) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(bytesPerSecond + " bytes a second");
    }
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.parkNanos = parkNanos;
    this.paidUntilNanos = nanoTime.getAsLong();
  }

  /**
   * Counts bytes that have gone by, and waits until they may have.
   *
   * @throws CancellationException when a stop is requested meanwhile
   */
  public void passed(long bytes, BooleanSupplier stopRequested) {
    if (bytesPerSecond == 0 || bytes <= 0) {
      return;
    }
    long until = pay(bytes);
    for (long left = until - nanoTime.getAsLong(); left > 0; left = until - nanoTime.getAsLong()) {
      if (stopRequested.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped");
      }
      parkNanos.accept(Math.min(left, SLICE_NANOS));
    }
  }

  private synchronized long pay(long bytes) {
    long earliest = nanoTime.getAsLong() - CREDIT_NANOS;
    long start = earliest - paidUntilNanos > 0 ? earliest : paidUntilNanos;
    paidUntilNanos = start + (long) (bytes * 1e9 / bytesPerSecond);
    return paidUntilNanos;
  }
}
