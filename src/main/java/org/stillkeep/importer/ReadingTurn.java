package org.stillkeep.importer;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to read archives that give their entries but in one order: several at once would each go all the way to
 * theirs. Made by one thread, in the order of the entries; each is waited for and ended by one other.
 */
final class ReadingTurn {

  private static final long TICK_MILLIS = 100;

  /** Opens when the one before has ended. */
  private final Optional<CountDownLatch> before;

  private final CountDownLatch over = new CountDownLatch(1);

  private ReadingTurn(Optional<CountDownLatch> before) {
    this.before = before;
  }

  /** Of what can be read at any time, and keeps nothing else waiting. */
  static ReadingTurn any() {
    return new ReadingTurn(Optional.empty());
  }

  /** The one after another one. */
  static ReadingTurn after(ReadingTurn previous) {
    return new ReadingTurn(Optional.of(previous.over));
  }

  /** Waits until it has come. */
  void await(BooleanSupplier stopRequested) {
    try {
      while (before.isPresent() && !before.get().await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        Stop.check(stopRequested);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Nothing more is read of those archives; ending it again changes nothing. */
  void end() {
    over.countDown();
  }
}
