package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.StoreCopies;
import org.stillkeep.store.LibraryStore;

/** An open store with what goes with its kind. Closing it closes the store. */
interface OpenStore extends Closeable {

  /** The store. */
  LibraryStore store();

  /** The catalog is in step with the store: a good moment to remember how far both are. */
  void inStep();

  /**
   * Takes up a login that somebody has made since in another process; false when there is none, or none is needed.
   */
  boolean takeUpLogin() throws IOException;

  /** Checks the store by itself, without opening anything in it. */
  List<Finding> check(BooleanSupplier stopRequested) throws IOException;

  /** What its files that are kept twice are known to have suffered; safe for all threads. */
  Optional<StoreCopies.Damage> damage();

  /** Puts right what can be put right in the store by itself; the subjects of the findings of {@link #check} that this was about. */
  Set<String> mend(BooleanSupplier stopRequested) throws IOException;
}
