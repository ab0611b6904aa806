package org.stillkeep.agent;

import java.util.Locale;
import java.util.Optional;

/**
 * How fast a job goes, and when it will end. What an item costs by itself and what its bytes cost are told apart: a thousand small
 * files over a slow network say nothing about how long a video will take, nor does the video about them. Not thread-safe.
 */
public final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGABYTE = 1e6;
  /** An estimate made from less than this would jump about. */
  private static final double LEAST_SECONDS = 2;
  /** Weight of the newest second; older ones fade. */
  private static final double SMOOTHING = 0.15;

  /** Until it is known better: for an item, and for a megabyte. */
  private static final double ASSUMED_SECONDS = 0.02;

  /** How little that weighs, beside one item or one megabyte of this job. */
  private static final double ASSUMED_WEIGHT = 0.1;

  private final long startedNanos;
  private long lastNanos;
  private long lastItems;
  private long lastBytes;
  private double bytesPerSecond;

  /**
   * Sums for the line of best fit, seconds = a · items + b · megabytes, over all stretches of time, of which older ones fade: squares
   * and products of items, megabytes and seconds.
   */
  private double itemsItems;

  private double itemsMegabytes;
  private double megabytesMegabytes;
  private double itemsSeconds;
  private double megabytesSeconds;

  /** @param nowNanos when the job begins, by a clock that never jumps */
  public Pace(long nowNanos) {
    this.startedNanos = nowNanos;
    this.lastNanos = nowNanos;
  }

  /** Tells how far the job has come. */
  public void reached(long doneItems, long doneBytes, long nowNanos) {
    double seconds = (double) (nowNanos - lastNanos) / NANOS_PER_SECOND;
    // A stretch in which nothing was finished is part of the next one.
    if (seconds < 1 || (doneItems == lastItems && doneBytes == lastBytes)) {
      return;
    }
    double latest = (doneBytes - lastBytes) / seconds;
    bytesPerSecond = bytesPerSecond == 0 ? latest : bytesPerSecond + SMOOTHING * (latest - bytesPerSecond);
    learn((double) (doneItems - lastItems), (doneBytes - lastBytes) / MEGABYTE, seconds);
    lastNanos = nowNanos;
    lastItems = doneItems;
    lastBytes = doneBytes;
  }

  private void learn(double items, double megabytes, double seconds) {
    double fading = Math.pow(1 - SMOOTHING, seconds);
    itemsItems = itemsItems * fading + items * items;
    itemsMegabytes = itemsMegabytes * fading + items * megabytes;
    megabytesMegabytes = megabytesMegabytes * fading + megabytes * megabytes;
    itemsSeconds = itemsSeconds * fading + items * seconds;
    megabytesSeconds = megabytesSeconds * fading + megabytes * seconds;
  }

  /** Seconds to the end, once that can be told. */
  public Optional<Long> remainingSeconds(long itemsLeft, long bytesLeft, long nowNanos) {
    boolean tooEarly = (nowNanos - startedNanos) / NANOS_PER_SECOND < LEAST_SECONDS;
    boolean nothingLearnt = itemsItems == 0 && megabytesMegabytes == 0;
    if (tooEarly || nothingLearnt || (itemsLeft <= 0 && bytesLeft <= 0)) {
      return Optional.empty();
    }
    double nn = itemsItems + ASSUMED_WEIGHT;
    double mm = megabytesMegabytes + ASSUMED_WEIGHT;
    double nt = itemsSeconds + ASSUMED_WEIGHT * ASSUMED_SECONDS;
    double mt = megabytesSeconds + ASSUMED_WEIGHT * ASSUMED_SECONDS;
    double determinant = nn * mm - itemsMegabytes * itemsMegabytes;
    double secondsPerItem = (nt * mm - mt * itemsMegabytes) / determinant;
    double secondsPerMegabyte = (mt * nn - nt * itemsMegabytes) / determinant;
    if (secondsPerItem < 0) {
      secondsPerItem = 0;
      secondsPerMegabyte = mt / mm;
    } else if (secondsPerMegabyte < 0) {
      secondsPerItem = nt / nn;
      secondsPerMegabyte = 0;
    }
    double left = Math.max(0, itemsLeft) * secondsPerItem + Math.max(0, bytesLeft) / MEGABYTE * secondsPerMegabyte;
    return Optional.of((long) Math.ceil(left));
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
