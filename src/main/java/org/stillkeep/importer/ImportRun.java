package org.stillkeep.importer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.importer.ImportPlan.Heal;
import org.stillkeep.inbox.ArchiveKind;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Library;
import org.stillkeep.library.SealedContent;
import org.stillkeep.store.StoreException;
import org.stillkeep.takeout.ArchiveName;

/**
 * Carries out one plan: notes, then heals, then takes in what is new in the order in which it lies on disk. All of that is
 * done by one thread; only content on its way into the library is read by others, see {@link ReadAhead}.
 */
final class ImportRun implements Closeable, ReadAhead.Taker {

  /** So many edited copies learn of their originals at once. */
  private static final int MAX_LINKED = 200;

  private final Library library;
  private final Catalog catalog;
  private final ImportOptions options;
  private final ImportPlan plan;
  private final ImportListener listener;
  private final BooleanSupplier stopRequested;

  /** What threads ask that are not to ask {@link #stopRequested}. */
  private final AtomicBoolean abandoned = new AtomicBoolean();

  private final OpenArchives archives;
  private final TakeoutAlbums albums;
  private final Originals originals;
  private final DetailsOf details;
  private final Retraction retraction;
  private final Halves halves;
  private final OutcomeWriter outcomes;
  private final ContentReader reader;
  private final AssetBatch batch;
  private final HealBatch heals;
  private final UnchangedGroups unchanged;
  private final List<ImportSummary.Failure> failures = new ArrayList<>();
  private long alreadyThere;
  private long assetsDone;

  ImportRun(
      Library library,
      Catalog catalog,
      ImportOptions options,
      ByteLimit limit,
      ImportPlan plan,
      ImportListener listener,
      BooleanSupplier stopRequested) {
    this.library = library;
    this.catalog = catalog;
    this.options = options;
    this.plan = plan;
    this.listener = listener;
    this.stopRequested = stopRequested;
    SetJournal journal = plan.journal();
    Map<Long, String> fingerprints = new HashMap<>();
    journal.parts().forEach(part -> fingerprints.put(part.id(), part.fingerprint()));
    this.archives = new OpenArchives(journal.present(), fingerprints, limit, abandoned::get);
    this.albums = new TakeoutAlbums(library, catalog.albums(), journal, plan.reading().contents().albums());
    this.originals = new Originals(catalog, journal);
    this.details = new DetailsOf(plan.reading(), journal, new CaptureTimes(options.zone(), options.clock()), originals);
    this.retraction = new Retraction(catalog.outcomes(), journal);
    this.halves = new Halves(library, catalog);
    this.outcomes = new OutcomeWriter(catalog.outcomes(), journal);
    LikelyThere likelyThere = library.isRemote() ? LikelyThere.in(catalog) : LikelyThere.nothing();
    this.reader =
        new ContentReader(library, catalog, journal, archives, this::isThereWhole, likelyThere);
    this.batch = new AssetBatch(library, catalog, halves, options.clock(), outcomes, listener, this::failed);
    this.heals = new HealBatch(library, catalog, albums, halves, outcomes, listener);
    this.unchanged =
        new UnchangedGroups(catalog, options.trust(), journal, albums, catalog.checks().damaged(), heals::outline);
  }

  ImportSummary execute() throws IOException {
    listener.began(plan.assetsToRead(), plan.bytesToRead());
    catalog.inTransaction(() -> plan.notes().forEach(note -> catalog.outcomes().record(note.entry(), note.outcome())));
    Optional<StoreException> refusal;
    try {
      for (Heal heal : plan.heals()) {
        Stop.check(stopRequested);
        heal(heal);
      }
      heals.flush();
      refusal = readNew();
    } catch (CancellationException | IOException e) {
      keep(e);
      throw e;
    }
    batch.flush();
    heals.flush();
    linkOriginals();
    refusal = refusal.or(batch::firstRefusal);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    // An open file cannot be moved everywhere.
    archives.close();
    return summary(new ArchiveFates(library, catalog, options, plan.journal().present(), stopRequested).decide());
  }

  @Override
  public void close() throws IOException {
    archives.close();
  }

  /** Returns why the store did not take this or that, though it took others. */
  private Optional<StoreException> readNew() throws IOException {
    try (ReadAhead ahead = new ReadAhead(reader, plan.reading(), contentsAtOnce(), stopRequested, abandoned)) {
      return ahead.readAll(plan.adds(), this);
    }
  }

  /** Several at once that an archive gives one after the other would each begin anew at its start. */
  private int contentsAtOnce() {
    boolean inTurn = plan.journal().parts().stream().anyMatch(part -> part.kind().equals(ArchiveKind.TGZ.name()));
    return inTurn && !library.isRemote() ? 1 : options.contentsAtOnce();
  }

  /** What has been read is worth keeping: it is already durable, and only wants its rows. */
  private void keep(Exception reason) {
    try {
      batch.flush();
      heals.flush();
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private void heal(Heal heal) throws IOException {
    if (unchanged.gainsNothing(heal.group(), heal.assetId())) {
      heals.addUnchanged(heal.group(), heal.assetId());
      return;
    }
    StoredAsset stored = retraction.of(heal.group(), heals.latest(heal.assetId()));
    AssetDetails now = stored.asset().details();
    heal(heal.group(), stored, details.of(heal.group(), Healing.embedded(now), now.place()));
  }

  /** Gives an asset that is there what the group knows and it lacks, then notes it. */
  private void heal(AssetGroup group, StoredAsset stored, AssetDetails told) throws IOException {
    heals.add(group, stored, told, group.fileNames(plan.reading()), Outcome.ALREADY_THERE);
  }

  @Override
  public void take(ContentReader.Reading reading) throws IOException {
    reading.broken().forEach(this::failed);
    assetsDone++;
    if (reading.content().isPresent()) {
      add(reading.content().get());
    }
  }

  @Override
  public void refused(AssetGroup group, StoreException why) {
    if (why.reason() == StoreException.Reason.REFUSED) {
      outcomes.refused(group, why.getMessage());
    }
  }

  @Override
  public boolean mayHold(Set<ReadAhead.ContentKey> contents) {
    return batch.mayHold(contents);
  }

  @Override
  public void commit() throws IOException {
    batch.flush();
  }

  @Override
  public void progressed(Optional<AssetGroup> latest) {
    latest.ifPresent(this::reading);
    progressed();
  }

  private void add(Content found) throws IOException {
    AssetDetails told = details.of(found);
    if (batch.holds(found.hash())) {
      batch.flush();
    }
    if (found.sealed().isPresent() && !catalog.assets().knows(found.hash())) {
      batch.addNew(found, contentsOf(found), told, albums.of(found.group()));
      return;
    }
    Optional<StoredAsset> there = there(found.hash());
    if (there.isPresent() && (found.sealed().isEmpty() || standsAfter(found, there.get()))) {
      alreadyThere++;
      heal(found.group(), heals.latest(there.get().id()), told);
    } else if (found.sealed().isPresent()) {
      batch.add(found, contentsOf(found), inherited(found, told), albumsOf(found));
    }
    // Else it has left the library since it was looked for there: the next import reads it again.
  }

  private Set<ReadAhead.ContentKey> contentsOf(Content found) {
    return ReadAhead.ContentKey.of(found.group(), plan.reading());
  }

  /** What the owner threw away, whole or half, stays away. */
  private Optional<StoredAsset> there(ContentHash hash) {
    return library
        .find(hash)
        .or(() -> halves.wholeOf(hash))
        .or(() -> library.findTrashed(hash))
        .flatMap(asset -> catalog.assets().byId(asset.id()));
  }

  /** Asked by several threads. */
  private boolean isThereWhole(ContentHash hash) {
    return there(hash).filter(asset -> !(has(asset, hash) && catalog.checks().isDamaged(asset.id()))).isPresent();
  }

  private static boolean has(StoredAsset asset, ContentHash hash) {
    return asset.asset().hash().equals(hash);
  }

  /**
   * Puts content back that the library has lost, or discards it where it has not.
   *
   * @return false when the asset lost it, and cannot get it back: another one is to take its place
   */
  private boolean standsAfter(Content found, StoredAsset asset) throws IOException {
    SealedContent sealed = found.sealed().orElseThrow();
    boolean lost = has(asset, found.hash()) && library.health().isLost(asset);
    if (lost && library.health().restore(asset, sealed, stopRequested)) {
      heals.restored(asset.id());
      return true;
    }
    if (lost && asset.state() == AssetState.ACTIVE) {
      return false;
    }
    library.discard(sealed);
    return true;
  }

  /** A still that was there before its moving half hands on what its owner has made of it since. */
  private AssetDetails inherited(Content found, AssetDetails told) throws IOException {
    // One of them may be about to gain something.
    heals.flush();
    List<StoredAsset> before = Halves.givingWayTo(catalog, found.hash());
    if (before.isEmpty()) {
      return told;
    }
    AssetDetails now = before.get(0).asset().details();
    AssetDetails better = Healing.better(before.get(0), told, found.group().fileNames(plan.reading())).orElse(now);
    return better.withMovingHalf(told.liveVideoTitle());
  }

  /** A photo that was hidden before its moving half came stays where it is hidden. */
  private List<Album> albumsOf(Content found) throws IOException {
    Optional<StoredAsset> hidden =
        Halves.givingWayTo(catalog, found.hash()).stream().filter(half -> library.isHidden(half.id())).findFirst();
    return hidden.isEmpty() ? albums.of(found.group()) : catalog.albums().ownAlbumsOf(hidden.get().id());
  }

  /** Edited copies that came before their originals learn of them. */
  private void linkOriginals() throws IOException {
    Map<Long, AssetDetails> better = new LinkedHashMap<>();
    for (AssetGroup group : plan.orphans()) {
      OptionalLong assetId = catalog.outcomes().assetOf(plan.journal().key(group.items().get(0).media()));
      Optional<ContentHash> original = originals.of(group);
      if (assetId.isPresent() && original.isPresent()) {
        AssetDetails now = catalog.assets().byId(assetId.getAsLong()).orElseThrow().asset().details();
        if (now.editedOf().isEmpty()) {
          better.put(assetId.getAsLong(), now.withOriginal(original.get()));
        }
      }
      if (better.size() >= MAX_LINKED) {
        library.improve(better);
        better.clear();
      }
    }
    if (!better.isEmpty()) {
      library.improve(better);
    }
  }

  private void reading(AssetGroup group) {
    var media = group.items().get(0).media();
    listener.reading(plan.journal().archive(media).fileName(), plan.reading().entry(media).path());
  }

  private void progressed() {
    listener.progressed(assetsDone, reader.bytesDone());
  }

  private void failed(ContentReader.Broken broken) {
    StoredArchive archive = plan.journal().archive(broken.ref());
    String path = plan.reading().entry(broken.ref()).path();
    outcomes.failed(broken.ref(), broken.outcome(), broken.message());
    ImportSummary.Failure failure =
        new ImportSummary.Failure(archive.fileName(), path, broken.outcome(), broken.message());
    failures.add(failure);
    listener.failed(failure);
  }

  /** A part that is in the catalog is not missing, wherever its archive is by now. */
  private List<String> missingParts() {
    Set<String> seen = new HashSet<>();
    plan.journal().parts().forEach(part -> nameOf(part).label().ifPresent(seen::add));
    return plan.set().places().stream()
        .filter(place -> place.missing() && !seen.contains(place.label()))
        .map(ArchiveSet.Place::label)
        .toList();
  }

  private static ArchiveName nameOf(StoredArchive archive) {
    return ArchiveName.parse(ArchiveKind.valueOf(archive.kind()).partName(archive.fileName()));
  }

  private ImportSummary summary(List<ImportSummary.ArchiveFate> fates) {
    String setId = plan.set().id();
    Map<Path, ImportSummary.ArchiveProblem> problems = new LinkedHashMap<>();
    plan.problems().forEach(problem -> problems.put(problem.archive(), problem));
    archives.problems().forEach(problem -> problems.put(problem.archive(), problem));
    return new ImportSummary(
        setId,
        batch.added(),
        alreadyThere,
        heals.healed(),
        plan.bytesReadPlanning() + archives.bytesRead(),
        catalog.outcomes().entriesOfSet(setId),
        catalog.outcomes().sumsOfSet(setId),
        missingParts(),
        failures,
        List.copyOf(problems.values()),
        fates);
  }
}
