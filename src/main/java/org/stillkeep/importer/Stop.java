package org.stillkeep.importer;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Asks whether to go on. */
final class Stop {

  private Stop() {}

  /** @throws CancellationException when a stop was requested */
  static void check(BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
  }
}
