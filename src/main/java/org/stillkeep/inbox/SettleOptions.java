package org.stillkeep.inbox;

import java.time.Duration;

/**
 * When a file in the inbox counts as complete.
 *
 * @param quiet how long size, time and identity must have stayed the same
 */
public record SettleOptions(Duration quiet) {

  /** Ten seconds: longer than the pauses that programs make between two writes. */
  public static final SettleOptions DEFAULT = new SettleOptions(Duration.ofSeconds(10));

  /** @throws IllegalArgumentException when the time is negative */
  public SettleOptions {
    if (quiet.isNegative()) {
      throw new IllegalArgumentException("a negative quiet time");
    }
  }
}
