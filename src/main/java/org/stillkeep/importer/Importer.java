package org.stillkeep.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.inbox.Archive;
import org.stillkeep.inbox.ArchiveException;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.inbox.Unreadable;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Library;
import org.stillkeep.takeout.EntryRef;

/**
 * Brings sets of archives into a library: {@link #plan}, then {@link #run}. Repeating either is harmless at any time. For one
 * thread.
 */
public final class Importer {

  private static final String LAST_IMPORT = "importer.last-import";

  private final Library library;
  private final Catalog catalog;
  private final ImportOptions options;
  private final ByteLimit limit;

  /** What cannot be read, as long as it is the same: to find that out of a TGZ again takes minutes. */
  private final Map<SettledArchive, ArchiveException> damaged = new HashMap<>();

  /** The library and its catalog stay the caller's to close. */
  public Importer(Library library, Catalog catalog, ImportOptions options) {
    this(library, catalog, options, ByteLimit.NONE);
  }

  /** @param limit how fast the entries of archives are read, together with all else that is told to it */
  public Importer(Library library, Catalog catalog, ImportOptions options, ByteLimit limit) {
    this.library = Objects.requireNonNull(library);
    this.catalog = Objects.requireNonNull(catalog);
    this.options = Objects.requireNonNull(options);
    this.limit = Objects.requireNonNull(limit);
  }

  /**
   * Lists archives of the set that are new, and decides for each entry of all its parts ever seen what is to be done. Reads
   * directories, small JSON texts, and the heads of media where names decide nothing; notes in the catalog what was listed.
   *
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public ImportPlan plan(ArchiveSet set, BooleanSupplier stopRequested) throws IOException {
    Planning planning = new Planning(set, stopRequested);
    try {
      return planning.plan();
    } finally {
      planning.close();
    }
  }

  /**
   * Carries out a plan. One broken entry is an outcome, not a failure; only the library and the catalog failing end a run.
   *
   * @throws java.util.concurrent.CancellationException when stopped: what was read by then is in the library, the entry at
   *     hand is abandoned
   */
  public ImportSummary run(ImportPlan plan, ImportListener listener, BooleanSupplier stopRequested) throws IOException {
    try (ImportRun run = new ImportRun(library, catalog, options, limit, plan, listener, stopRequested)) {
      ImportSummary summary = run.execute();
      if (summary.changedAnything()) {
        catalog.settings().put(LAST_IMPORT, options.clock().instant().toString());
      }
      InStep.confirm(catalog, plan, summary);
      return summary;
    }
  }

  /** When a run last added something to the library or improved it, in this process or an earlier one. */
  public Optional<Instant> lastImport() {
    return catalog.settings().get(LAST_IMPORT).map(Instant::parse);
  }

  /** One call of {@link #plan}, with the archives that it opens. */
  private final class Planning {

    private final ArchiveSet set;
    private final BooleanSupplier stopRequested;
    private final Map<Long, Path> present = new LinkedHashMap<>();
    private final Map<Long, String> fingerprints = new HashMap<>();
    private long bytesReadOfClosed;
    private final OpenArchives archives;
    private final List<ImportSummary.ArchiveProblem> problems = new ArrayList<>();

    Planning(ArchiveSet set, BooleanSupplier stopRequested) {
      this.set = set;
      this.stopRequested = stopRequested;
      this.archives = new OpenArchives(present, fingerprints, limit, stopRequested);
    }

    ImportPlan plan() throws IOException {
      InStep inStep = new InStep(catalog, set, options);
      if (inStep.holds()) {
        return plan(SetJournal.withoutEntries(catalog, set.id()), OptionalLong.empty());
      }
      for (SettledArchive part : set.parts()) {
        Stop.check(stopRequested);
        list(part);
      }
      SetJournal.join(catalog, set.id());
      long number = inStep.begin();
      return plan(SetJournal.read(catalog, set.id(), present), OptionalLong.of(number));
    }

    private ImportPlan plan(SetJournal journal, OptionalLong inStepNumber) throws IOException {
      EmbeddedFacts facts = new EmbeddedFacts(journal.entries(), ref -> archives.open(journal.archive(ref).id(), journal.entries().entry(ref)));
      SetReading reading = SetReading.of(journal.entries(), ref -> look(journal, facts, ref), stopRequested);
      journal.leaveAlone(facts.notNow());
      CaptureTimes times = new CaptureTimes(options.zone(), options.clock());
      TakeoutAlbums albums = new TakeoutAlbums(library, catalog.albums(), journal, reading.contents().albums());
      SetPlanner planner =
          new SetPlanner(
              catalog, options, reading, journal, new DetailsOf(reading, journal, times, new Originals(catalog, journal)), albums,
              library.isRemote() ? LikelyThere.in(catalog) : LikelyThere.nothing(), stopRequested);
      Steps steps = planner.plan();
      long bytesRead = bytesReadOfClosed + archives.bytesRead();
      problems.addAll(archives.problems());
      boolean toMove = new ArchiveFates(library, catalog, options, present, stopRequested).isAnyDue();
      // What is of tomorrow now may decide something then.
      OptionalLong number = times.hasMetFuture() ? OptionalLong.empty() : inStepNumber;
      return new ImportPlan(set, reading, journal, steps, problems, toMove, bytesRead, number);
    }

    /**
     * What was looked up once is kept: the archive may be gone when another part asks again, and a later Takeout asks the
     * same of the same bytes.
     */
    private Optional<EntryFacts> look(SetJournal journal, EmbeddedFacts facts, EntryRef ref)
        throws IOException {
      Optional<EntryFacts> found =
          options.trust() == Trust.DIRECTORY
              ? KnownContent.factsOf(catalog, journal.entries().entry(ref))
              : Optional.empty();
      if (found.isEmpty()) {
        found = facts.read(ref);
      }
      found.ifPresent(each -> catalog.outcomes().noteFacts(journal.key(ref), each));
      return found;
    }

    /** An archive that is known needs no look into it; a new one is listed and noted, whole or not at all. */
    private void list(SettledArchive part) {
      String fingerprint = part.fingerprint().hex();
      Optional<StoredArchive> known = catalog.archives().byFingerprint(fingerprint);
      try {
        long id = known.isPresent() ? seenAgain(known.get(), part) : listNew(part);
        present.putIfAbsent(id, part.path());
        fingerprints.put(id, fingerprint);
      } catch (IOException e) {
        problems.add(new ImportSummary.ArchiveProblem(part.path(), Unreadable.why(e)));
      }
    }

    /** A name that says nothing takes no finished archive out of the set that its old name put it in. */
    private long seenAgain(StoredArchive known, SettledArchive part) throws IOException {
      boolean finished = !catalog.outcomes().sumsOfArchive(known.id()).containsKey(Outcome.PENDING);
      boolean stays = finished && set.id().equals(ArchiveSet.UNNAMED);
      String setId = stays ? known.setId() : set.id();
      if (!known.fileName().equals(part.fileName()) || !known.setId().equals(setId)) {
        catalog.archives().seenAs(known.id(), part.fileName(), setId);
      }
      boolean damaged = catalog.outcomes().sumsOfArchive(known.id()).containsKey(Outcome.DAMAGED);
      if (damaged && known.fileMillis() != part.modified().toMillis()) {
        try (Archive again = openSame(part)) {
          ArchiveLister.list(again, batch -> catalog.archives().listAgain(known.id(), batch), stopRequested);
          catalog.archives().lookAgain(known.id(), part.modified().toMillis());
        }
      }
      return known.id();
    }

    private Archive openSame(SettledArchive part) throws IOException {
      if (damaged.containsKey(part)) {
        throw damaged.get(part);
      }
      Archive archive = open(part);
      if (!archive.fingerprint().equals(part.fingerprint())) {
        archive.close();
        throw new IOException("it has changed since it was last looked at");
      }
      return archive;
    }

    private Archive open(SettledArchive part) throws IOException {
      try {
        return Archives.open(part.path(), stopRequested);
      } catch (ArchiveException e) {
        if (e.state() == ArchiveException.State.DAMAGED) {
          damaged.put(part, e);
        }
        throw e;
      }
    }

    private long listNew(SettledArchive part) throws IOException {
      Archive archive = openSame(part);
      boolean kept = false;
      try {
        StoredArchive stored =
            new StoredArchive(
                0,
                part.fingerprint().hex(),
                set.id(),
                part.fileName(),
                part.name().part(),
                part.kind().name(),
                part.sizeBytes(),
                part.modified().toMillis(),
                false);
        long id = catalog.archives().begin(stored);
        ArchiveLister.list(archive, batch -> catalog.archives().addEntries(id, batch), stopRequested);
        catalog.archives().finish(id, set.id());
        kept = archives.adopt(id, archive);
        return id;
      } finally {
        if (!kept) {
          bytesReadOfClosed += archive.bytesRead();
          archive.close();
        }
      }
    }

    void close() throws IOException {
      archives.close();
    }
  }
}
