package org.stillkeep.media;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A stream read by asking ahead: a format's walker asks for one slice at a time, always at or after the place that was
 * reached, and is called back when it has passed. All that is kept is the one slice.
 *
 * <p>Bounds hold whatever a file claims: a slice has at most 1 MiB, a file gets 10,000 slices and 8 MiB in all. Beyond
 * them the walk ends, as it does when the file ends or the walker asks for nothing more.
 */
final class StreamSlices {

  private static final int MAX_SLICE_BYTES = 1 << 20;
  private static final int MAX_SLICES = 10_000;
  private static final long MAX_TOTAL_BYTES = 8L << 20;

  private long position;
  private long wantedOffset;
  private int wantedBytes;
  private Consumer<byte[]> wantedBy;
  private byte[] slice = new byte[0];
  private int filled;
  private int slicesGiven;
  private long bytesGiven;

  /**
   * Asks for the next slice. It is given with fewer bytes only when the file ends inside it. Asking for what has already
   * passed, or for nothing, ends the walk.
   */
  void want(long offset, long bytes, Consumer<byte[]> then) {
    boolean refused =
        offset < position || bytes <= 0 || slicesGiven >= MAX_SLICES || bytesGiven >= MAX_TOTAL_BYTES;
    wantedBy = refused ? null : then;
    wantedOffset = offset;
    wantedBytes = (int) Math.min(bytes, MAX_SLICE_BYTES);
    filled = 0;
  }

  /** Whether nothing more is asked for. */
  boolean satisfied() {
    return wantedBy == null;
  }

  void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (wantedBy != null && at < end) {
      long ahead = wantedOffset - position;
      int step = (int) Math.min(ahead > 0 ? ahead : wantedBytes - filled, end - at);
      if (ahead <= 0) {
        keep(bytes, at, step);
      }
      at += step;
      position += step;
      if (wantedBy != null && filled == wantedBytes && position >= wantedOffset + wantedBytes) {
        give();
      }
    }
    position += end - at;
  }

  /** Ends the stream: a slice that was begun is given as far as it came. */
  void finish() {
    if (wantedBy != null && filled > 0) {
      give();
    }
    wantedBy = null;
  }

  private void keep(byte[] bytes, int at, int count) {
    if (slice.length < filled + count) {
      slice = Arrays.copyOf(slice, Math.min(wantedBytes, Math.max(2 * slice.length, filled + count)));
    }
    System.arraycopy(bytes, at, slice, filled, count);
    filled += count;
  }

  private void give() {
    Consumer<byte[]> taker = wantedBy;
    byte[] given = Arrays.copyOf(slice, filled);
    slicesGiven++;
    bytesGiven += filled;
    wantedBy = null;
    filled = 0;
    taker.accept(given);
  }
}
