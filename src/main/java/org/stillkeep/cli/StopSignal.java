package org.stillkeep.cli;

import java.util.function.BooleanSupplier;

/** Whether work is to stop, as said by whoever is in charge at the time: first who opens the library, then the agent. */
final class StopSignal implements BooleanSupplier {

  private volatile BooleanSupplier source;

  StopSignal(BooleanSupplier source) {
    this.source = source;
  }

  /** From now on another one is asked. */
  void askFromNowOn(BooleanSupplier other) {
    source = other;
  }

  @Override
  public boolean getAsBoolean() {
    return source.getAsBoolean();
  }
}
