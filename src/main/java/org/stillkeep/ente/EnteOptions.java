package org.stillkeep.ente;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How the server is spoken to.
 *
 * @param stopRequested asked several times a second by any thread while a call runs or waits; once it says yes, calls end with
 *     {@link java.util.concurrent.CancellationException}
 * @param uploadBytesPerSecond of all uploads together; 0 for no limit
 * @param patience how long to wait between tries
 */
public record EnteOptions(BooleanSupplier stopRequested, long uploadBytesPerSecond, Patience patience) {

  public EnteOptions {
    Objects.requireNonNull(stopRequested);
    Objects.requireNonNull(patience);
    if (uploadBytesPerSecond < 0) {
      throw new IllegalArgumentException("no speed: " + uploadBytesPerSecond);
    }
  }
}
