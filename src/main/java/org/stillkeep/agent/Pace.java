package org.stillkeep.agent;

import java.util.Locale;
import java.util.Optional;

/** How fast a job goes, and when it will end: bytes over time, smoothed. Not thread-safe. */
public final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;
  /** An estimate made from less than this would jump about. */
  private static final double LEAST_SECONDS = 2;
  /** Weight of the newest second; older ones fade. */
  private static final double SMOOTHING = 0.15;

  private final long startedNanos;
  private long lastNanos;
  private long lastBytes;
  private double bytesPerSecond;

  /** @param nowNanos when the job begins, by a clock that never jumps */
  public Pace(long nowNanos) {
    this.startedNanos = nowNanos;
    this.lastNanos = nowNanos;
  }

  /** Tells how far the job has come. */
  public void reached(long doneBytes, long nowNanos) {
    double seconds = (nowNanos - lastNanos) / NANOS_PER_SECOND;
    if (seconds < 1) {
      return;
    }
    double latest = (doneBytes - lastBytes) / seconds;
    bytesPerSecond = bytesPerSecond == 0 ? latest : bytesPerSecond + SMOOTHING * (latest - bytesPerSecond);
    lastNanos = nowNanos;
    lastBytes = doneBytes;
  }

  /** Seconds to the end, once that can be told. */
  public Optional<Long> remainingSeconds(long doneBytes, long totalBytes, long nowNanos) {
    boolean tooEarly = (nowNanos - startedNanos) / NANOS_PER_SECOND < LEAST_SECONDS;
    if (tooEarly || bytesPerSecond <= 0 || totalBytes <= 0) {
      return Optional.empty();
    }
    return Optional.of((long) Math.ceil(Math.max(0, totalBytes - doneBytes) / bytesPerSecond));
  }

  /** Bytes a second, lately; 0 while that cannot be told. */
  public double bytesPerSecond() {
    return bytesPerSecond;
  }

  /** A stretch of time as people say it, e.g. {@code 12 min}. */
  public static String inWords(long seconds) {
    if (seconds < 90) {
      return seconds + " s";
    }
    if (seconds < 90 * 60) {
      return (seconds + 30) / 60 + " min";
    }
    return String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
  }
}
