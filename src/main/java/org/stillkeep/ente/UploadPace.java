package org.stillkeep.ente;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How fast everything together may leave. For any number of threads, which take turns. */
final class UploadPace {

  private static final int LARGEST_PIECE_BYTES = 16 << 10;
  private static final int SMALLEST_PIECE_BYTES = 512;

  /** Small enough pieces that a slow upload trickles instead of coming in bursts. */
  private static final int PIECES_PER_SECOND = 8;

  private final long bytesPerSecond;

  /** When what was let go so far will have left. Guarded by this. */
  private long freeAtNanos = System.nanoTime();

  /** @param bytesPerSecond 0 for no limit */
  UploadPace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Into what pieces to cut what is to be sent. */
  int pieceBytes() {
    if (bytesPerSecond == 0) {
      return LARGEST_PIECE_BYTES;
    }
    return (int) Math.max(SMALLEST_PIECE_BYTES, Math.min(LARGEST_PIECE_BYTES, bytesPerSecond / PIECES_PER_SECOND));
  }

  /**
   * Waits until so many bytes may leave.
   *
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  void await(int bytes, BooleanSupplier stopRequested) {
    if (bytesPerSecond > 0) {
      Patience.pause(Duration.ofNanos(takeTurn(bytes)), stopRequested);
    }
  }

  private synchronized long takeTurn(int bytes) {
    long now = System.nanoTime();
    // What was not used before is lost: a line that was idle for an hour makes no burst.
    long start = now - freeAtNanos > 0 ? now : freeAtNanos;
    freeAtNanos = start + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    return start - now;
  }
}
