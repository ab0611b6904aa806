package org.stillkeep.agent;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How the content of the library is read again, to find out in time what a disk has lost.
 *
 * @param days all of it once in so many days; 0 for never
 * @param bytesPerSecond no faster than this
 * @param onBattery whether the computer is known to run on its battery: then nothing is read
 * @param giveWay lets this process give way to others; run before anything is read, on the thread that reads
 */
public record RereadOptions(int days, long bytesPerSecond, BooleanSupplier onBattery, Runnable giveWay) {

  /** Never. */
  public static final RereadOptions OFF = new RereadOptions(0, 1, () -> false, () -> {});

  public RereadOptions {
    if (days < 0 || bytesPerSecond < 1) {
      throw new IllegalArgumentException(days + " days, " + bytesPerSecond + " bytes a second");
    }
    Objects.requireNonNull(onBattery);
    Objects.requireNonNull(giveWay);
  }
}
