package org.stillkeep.media;

import java.time.LocalDateTime;
import java.util.Objects;
import org.stillkeep.asset.CaptureTime.Accuracy;

/**
 * A date found in the name of a file or folder.
 *
 * @param digits the date and time it says; noon when it says only a day, the first day when only a month
 * @param utc whether the digits are UTC (by the habit of the app that names files so) rather than a local clock
 * @param accuracy how much of the digits the name says
 */
public record NameDate(LocalDateTime digits, boolean utc, Accuracy accuracy) {

  public NameDate {
    Objects.requireNonNull(digits);
    Objects.requireNonNull(accuracy);
  }
}
