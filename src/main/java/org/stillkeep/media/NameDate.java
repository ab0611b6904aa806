package org.stillkeep.media;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * A date found in the name of a file or folder.
 *
 * @param digits the date and time it says; noon when it says only a day
 * @param utc whether the digits are UTC (by the habit of the app that names files so) rather than a local clock
 * @param dayOnly whether the name says a day without a time
 */
public record NameDate(LocalDateTime digits, boolean utc, boolean dayOnly) {

  public NameDate {
    Objects.requireNonNull(digits);
  }
}
