package org.stillkeep.export;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Library;
import org.stillkeep.store.StoreException;

/** Brings an export folder that is connected up to date, pass by pass, and remembers how far they came. For one thread at a time. */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Library library;
  private final Catalog catalog;
  private final ExportOptions options;
  private final Connection connection;
  private final String searchPath;
  private final ByteLimit limit;
  private final LongSupplier nanoTime;
  private final LongConsumer parkNanos;

  /** Assets whose content the library's store failed at when it was last asked. */
  private final Set<Long> notGivenOut = new HashSet<>();

  /** Assets that the folder's file system has no files for, until everything is looked at again. */
  private final Set<Long> tooLarge = new HashSet<>();

  Upkeep(
      Library library,
      Catalog catalog,
      ExportOptions options,
      Connection connection,
      String searchPath,
      ByteLimit limit,
      LongSupplier nanoTime,
      LongConsumer parkNanos) {
    this.library = library;
    this.catalog = catalog;
    this.options = options;
    this.connection = connection;
    this.searchPath = searchPath;
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.parkNanos = parkNanos;
  }

  /** See {@link Exporter#run}. */
  ExportSummary run(Marker marker, boolean full, ExportListener listener, BooleanSupplier stopRequested) throws IOException {
    PassMemory memory = new PassMemory(catalog.settings(), marker.exportId());
    Embedding embedding = Embedding.of(options, searchPath);
    String state = PassMemory.state(catalog.lastChange(), options, embedding);
    if (full) {
      tooLarge.clear();
    }
    if (!full && !memory.isUnfinished() && memory.isDone(state)) {
      return ExportSummary.NOTHING;
    }
    LedgerTable ledger = catalog.ledger(marker.exportId());
    RootWatch watch = new RootWatch(options.folder(), marker, connection, ledger, nanoTime);
    ExportFiles files = new ExportFiles(options.folder(), ledger, watch, new Stopping(stopRequested, limit, nanoTime, parkNanos));
    KeptCopy copy = new KeptCopy(options.folder(), marker, catalog, ledger);
    return new Turn(memory, embedding, state, ledger, watch, files, new Tally(listener), listener, copy).run(full);
  }

  /** One pass. */
  private final class Turn {

    private final PassMemory memory;
    private final Embedding embedding;
    private final String state;
    private final LedgerTable ledger;
    private final RootWatch watch;
    private final ExportFiles files;
    private final Tally tally;
    private final ExportListener listener;
    private final KeptCopy copy;

    Turn(
        PassMemory memory,
        Embedding embedding,
        String state,
        LedgerTable ledger,
        RootWatch watch,
        ExportFiles files,
        Tally tally,
        ExportListener listener,
        KeptCopy copy) {
      this.memory = memory;
      this.embedding = embedding;
      this.state = state;
      this.ledger = ledger;
      this.watch = watch;
      this.files = files;
      this.tally = tally;
      this.listener = listener;
      this.copy = copy;
    }

    ExportSummary run(boolean full) throws IOException {
      // The marker and the ledger's copy are written outside of what is noted as unfinished.
      DurableFiles.sweepTemporaries(options.folder());
      // A disk that went in the middle of a pass may have lost what it had taken, and a backup never had what came later.
      boolean mayBeDeletions = !isNewsInCopy() && !memory.isUnfinished();
      boolean lookAtAll = full || !mayBeDeletions;
      if (full || memory.mayHaveTemporaries()) {
        files.sweepTemporaries();
      }
      new FolderSteps(files, ledger, tally).finishRenames();
      OptionalLong edition = requireWholeLibrary(library.edition());
      boolean narrow = !lookAtAll && carryOutNews(edition);
      if (!narrow) {
        carryOutAll(lookAtAll, mayBeDeletions, edition);
      }
      return finish();
    }

    /** Does what the news since the last pass ask for. False when nothing was done, since all has to be looked at for that. */
    private boolean carryOutNews(OptionalLong edition) throws IOException {
      OptionalLong inStepUpTo = memory.doneUpTo(state);
      Optional<News> news = inStepUpTo.isPresent() ? News.since(inStepUpTo.getAsLong(), catalog, ledger) : Optional.empty();
      if (news.isEmpty()) {
        return false;
      }
      Wish wish = Wish.ofAssets(catalog, options, news.get().assetIds());
      NewsPlanner planner = new NewsPlanner(catalog, ledger, options, embedding, news.get(), wish);
      Optional<Plan> plan = planner.plan(files::stopIfRequested);
      requireWholeLibrary(edition);
      if (plan.isEmpty()) {
        return false;
      }
      tally.heldBack(plan.get().heldBack());
      if (!plan.get().isEmpty()) {
        listener.planned(plan.get().assets(), plan.get().bytes());
        memory.begin();
        copy.begin();
        carryOut(plan.get(), pass(wish));
        if (files.missedFolder()) {
          carryOutAll(true, true, edition);
        } else {
          copy.add(news.get().assetIds(), planner.folderKeys());
        }
      }
      return true;
    }

    private void carryOutAll(boolean lookAtAll, boolean mayBeDeletions, OptionalLong edition) throws IOException {
      Wish wish = Wish.of(catalog, options);
      files.stopIfRequested();
      Plan plan = plan(lookAtAll, mayBeDeletions, wish);
      requireWholeLibrary(edition);
      tally.heldBack(plan.heldBack());
      if (plan.isEmpty()) {
        return;
      }
      listener.planned(plan.assets(), plan.bytes());
      memory.begin();
      copy.begin();
      Pass pass = pass(wish);
      carryOut(plan, pass);
      if (files.missedFolder()) {
        // Somebody removed it meanwhile, and with it what was in it already.
        memory.begin();
        carryOut(plan(true, mayBeDeletions, wish), pass);
      }
      ExportSummary summary = tally.summary();
      if (summary.changedAnything() || summary.adopted() > 0) {
        copy.write();
      }
    }

    private Plan plan(boolean lookAtAll, boolean mayBeDeletions, Wish wish) throws IOException {
      return Planner.plan(catalog, ledger, options, embedding, lookAtAll, mayBeDeletions, files::stopIfRequested, wish);
    }

    private Pass pass(Wish wish) {
      return new Pass(library, catalog, ledger, options, wish, files, embedding, watch, tally, notGivenOut, tooLarge, nanoTime);
    }

    /** Whether all files have to be looked at for what the ledger's copy says, or may say: nothing needs one that its disk does not give out. */
    private boolean isNewsInCopy() throws IOException {
      try {
        return copy.take();
      } catch (IOException e) {
        connection.require();
        if (TargetTrouble.isAway(e)) {
          throw e;
        }
        LOG.warn("{}: the ledger's copy cannot be read: {}", options.folder(), e.toString());
        return true;
      }
    }

    /** A photo that has left one album and not come into the next yet is wished for in neither. */
    private OptionalLong requireWholeLibrary(OptionalLong edition) throws LibraryBusyException {
      if (edition.isEmpty() || !library.edition().equals(edition)) {
        throw new LibraryBusyException();
      }
      return edition;
    }

    private void carryOut(Plan plan, Pass pass) throws IOException {
      try {
        pass.run(plan);
        files.deleteLeftTemporaries();
        end();
      } catch (CancellationException | StoreException e) {
        end();
        throw e;
      } catch (ExportException e) {
        // Full or read-only, the folder is as the ledger says; gone, it may have lost what we think is there.
        if (e.reason() == ExportException.Reason.FULL || e.reason() == ExportException.Reason.READ_ONLY) {
          memory.endUntidily();
        }
        throw e;
      }
    }

    private void end() {
      if (files.hasLeftTemporaries()) {
        memory.endUntidily();
      } else {
        memory.end();
      }
    }

    private ExportSummary finish() {
      ExportSummary summary = tally.summary();
      if (!summary.isClean()) {
        memory.endUntidily();
      } else if (memory.mayHaveTemporaries()) {
        end();
      }
      if (summary.isClean() && summary.heldBack() == 0 && !files.hasLeftTemporaries()) {
        memory.done(state);
      }
      return summary;
    }
  }
}
