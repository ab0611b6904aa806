package org.stillkeep.inbox;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** How long work is abandoned. */
final class Stop {

  private Stop() {}

  static void check(BooleanSupplier requested) {
    if (requested.getAsBoolean()) {
      throw new CancellationException();
    }
  }
}
