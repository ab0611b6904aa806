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
 * @param partsAhead how many uploads at the same time may fill a second part of 20 MiB while the first is on its way
 */
public record EnteOptions(BooleanSupplier stopRequested, long uploadBytesPerSecond, Patience patience, int partsAhead) {

  public EnteOptions {
    Objects.requireNonNull(stopRequested);
    Objects.requireNonNull(patience);
    if (uploadBytesPerSecond < 0) {
      throw new IllegalArgumentException("no speed: " + uploadBytesPerSecond);
    }
    if (partsAhead < 0) {
      throw new IllegalArgumentException("no number of parts: " + partsAhead);
    }
  }

  /** In as little memory as can be: no part ahead. */
  public EnteOptions(BooleanSupplier stopRequested, long uploadBytesPerSecond, Patience patience) {
    this(stopRequested, uploadBytesPerSecond, patience, 0);
  }

  /** The same with another number of parts ahead. */
  public EnteOptions withPartsAhead(int parts) {
    return new EnteOptions(stopRequested, uploadBytesPerSecond, patience, parts);
  }
}
