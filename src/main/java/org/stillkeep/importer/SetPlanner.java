package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.importer.Steps.Form;
import org.stillkeep.importer.Steps.Subject;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.IgnoredEntry;
import org.stillkeep.takeout.TakeoutSidecar;

/** Decides for every entry of a set: add, already there, heal, or leave out. Reads the catalog and changes nothing. */
final class SetPlanner {

  /** What a JSON of Google Photos is called whose text is not known: it may be a sidecar that is damaged. */
  private static final String NO_TEXT = "JSON too long for a sidecar";

  private static final EntryOutcome THROWN_AWAY =
      EntryOutcome.of(Outcome.TRASHED_SKIPPED, "its still was thrown away in the library");

  private final Catalog catalog;
  private final ImportOptions options;
  private final SetReading reading;
  private final SetJournal journal;
  private final DetailsOf details;
  private final TakeoutAlbums albums;
  private final LikelyThere likelyThere;
  private final BooleanSupplier stopRequested;
  private final KnownContent knownContent;

  /** Assets whose content has to be stored again. */
  private final Set<Long> lost;

  private final Retraction retraction;
  private final UnchangedGroups unchanged;
  private final AssetGroups groups;
  private final Steps steps;

  SetPlanner(
      Catalog catalog,
      ImportOptions options,
      SetReading reading,
      SetJournal journal,
      DetailsOf details,
      TakeoutAlbums albums,
      LikelyThere likelyThere,
      BooleanSupplier stopRequested) {
    this.catalog = catalog;
    this.options = options;
    this.reading = reading;
    this.journal = journal;
    this.details = details;
    this.albums = albums;
    this.likelyThere = likelyThere;
    this.stopRequested = stopRequested;
    this.knownContent = new KnownContent(catalog, reading);
    List<StoredAsset> damaged = catalog.checks().damaged();
    this.lost = damaged.stream().map(StoredAsset::id).collect(Collectors.toSet());
    this.unchanged = new UnchangedGroups(catalog, options.trust(), journal, albums, damaged, new OutlinesAhead(catalog.assets())::get);
    this.retraction = new Retraction(catalog.outcomes(), journal);
    this.groups = AssetGroups.of(reading);
    this.steps = new Steps(groups, journal, reading);
  }

  Steps plan() throws IOException {
    for (int i = 0; i < groups.size(); i++) {
      Stop.check(stopRequested);
      plan(new Subject(i, Form.WHOLE));
    }
    reading.contents().ignored().forEach(this::ignored);
    reading.noFiles().forEach(ref -> note(ref, EntryOutcome.of(Outcome.IGNORED, "no file")));
    reading.contents().sidecars().forEach(this::json);
    return steps.complete();
  }

  private void plan(Subject subject) throws IOException {
    AssetGroup group = steps.group(subject);
    if (unchanged.isSure(group)) {
      return;
    }
    group.media().forEach(this::unreadable);
    Optional<StoredAsset> asset = assetOf(group);
    if (group.isEditedCopy() && asset.flatMap(found -> found.asset().details().editedOf()).isEmpty()) {
      steps.orphan(subject);
    }
    if (asset.isPresent() && group.isLive() && isSingle(asset.get())) {
      apart(subject, isThrownAwayStill(group, asset.get()));
    } else if (asset.isPresent() && lost.contains(asset.get().id()) && group.media().stream().anyMatch(this::isReadableNow)) {
      steps.add(subject, group, false);
    } else if (asset.isPresent()) {
      known(subject, group, asset.get());
    } else if (group.trashed() && !options.trashed()) {
      skip(group, Outcome.TRASHED_SKIPPED);
    } else if (group.locked() && !options.locked()) {
      skip(group, Outcome.LOCKED_SKIPPED);
    } else if (group.media().stream().anyMatch(this::isReadableNow)) {
      steps.add(subject, group, likelyThere.has(group, reading));
    }
  }

  /** The other half cannot be had, or is not wanted: each stands for itself until it can, or is. */
  private void apart(Subject subject, boolean stillThrownAway) throws IOException {
    plan(subject.as(Form.STILLS));
    if (stillThrownAway) {
      List<EntryRef> movingHalves = steps.group(subject.as(Form.MOVING_HALVES)).media();
      movingHalves.stream().filter(ref -> !isNoted(ref)).forEach(ref -> note(ref, THROWN_AWAY));
    } else {
      plan(subject.as(Form.MOVING_HALVES));
    }
  }

  /** The asset that has this content, by what earlier imports noted. */
  private Optional<StoredAsset> assetOf(AssetGroup group) {
    List<StoredAsset> noted = new ArrayList<>();
    for (EntryRef ref : group.media()) {
      OptionalLong id = journal.outcome(ref).assetId();
      if (id.isPresent()) {
        catalog.assets().byId(id.getAsLong()).map(this::standing).filter(asset -> fits(group, asset)).ifPresent(noted::add);
      }
    }
    Optional<StoredAsset> first = noted.stream().min(Comparator.comparing(StoredAsset::state));
    return first.isPresent() || options.trust() == Trust.CONTENT ? first : knownContent.find(group);
  }

  /** A half that was retired is its whole by now, also where a crash kept that from being noted. */
  private StoredAsset standing(StoredAsset asset) {
    return asset.state() == AssetState.ACTIVE ? asset : Halves.activeWholeOf(catalog, asset.asset().hash()).orElse(asset);
  }

  /** A live photo is not known as long as only one of its halves is, and the other can be had and is wanted. */
  private boolean fits(AssetGroup group, StoredAsset asset) {
    return !group.isLive()
        || !isSingle(asset)
        || isThrownAwayStill(group, asset)
        || group.media().stream().noneMatch(ref -> !isNoted(ref) && isReadableNow(ref));
  }

  private static boolean isSingle(StoredAsset asset) {
    return asset.asset().kind() != AssetKind.LIVE_PHOTO;
  }

  /** Who throws the still away means the photo; who throws a clip of two seconds away has not seen its still. */
  private boolean isThrownAwayStill(AssetGroup group, StoredAsset asset) {
    OptionalLong id = OptionalLong.of(asset.id());
    return asset.state() != AssetState.ACTIVE
        && group.items().stream().anyMatch(item -> journal.outcome(item.media()).assetId().equals(id));
  }

  private void known(Subject subject, AssetGroup group, StoredAsset asset) throws IOException {
    boolean noted = Stream.concat(group.media().stream(), group.sidecars().stream()).allMatch(this::isNoted);
    // What it gains is found out again when it gets it: asked here only where nothing else is to be done.
    if (!noted || (asset.state() == AssetState.ACTIVE && gains(group, asset))) {
      steps.heal(subject, asset.id());
    }
  }

  private boolean isNoted(EntryRef ref) {
    EntryOutcome outcome = journal.outcome(ref);
    return outcome.assetId().isPresent() || outcome.outcome().isFailure();
  }

  private boolean gains(AssetGroup group, StoredAsset asset) throws IOException {
    return gainsDetails(group, asset)
        || albums.isMissing(group, asset.id())
        || !Halves.givingWayTo(catalog, asset.asset()).isEmpty();
  }

  private boolean gainsDetails(AssetGroup group, StoredAsset asset) throws IOException {
    StoredAsset believed = retraction.of(group, asset);
    AssetDetails now = believed.asset().details();
    AssetDetails told = details.of(group, Healing.embedded(now), now.place());
    return Healing.better(believed, told, group.fileNames(reading)).isPresent();
  }

  private void skip(AssetGroup group, Outcome outcome) {
    group.media().forEach(ref -> note(ref, EntryOutcome.of(outcome, "")));
  }

  private boolean isReadable(EntryRef ref) {
    return journal.entries().state(ref) == EntryState.READABLE;
  }

  private boolean isReadableNow(EntryRef ref) {
    Outcome outcome = journal.outcome(ref).outcome();
    return isReadable(ref) && !outcome.isFailure() && journal.isPresent(ref);
  }

  /** Notes of an entry that cannot be read what its archive says of it. */
  private void unreadable(EntryRef ref) {
    if (isNoted(ref)) {
      return;
    }
    Outcome outcome =
        switch (journal.entries().state(ref)) {
          case EMPTY -> Outcome.EMPTY;
          case ENCRYPTED -> Outcome.ENCRYPTED;
          case UNSUPPORTED_METHOD -> Outcome.UNSUPPORTED;
          case DAMAGED -> Outcome.DAMAGED;
          case READABLE, DIRECTORY, SYMLINK -> Outcome.PENDING;
        };
    if (outcome != Outcome.PENDING) {
      String why = outcome == Outcome.EMPTY ? "the file has no bytes" : "the archive lists it so";
      note(ref, EntryOutcome.of(outcome, why));
    }
  }

  private void ignored(IgnoredEntry entry) {
    boolean lostText = entry.reason().equals(NO_TEXT) && !isReadable(entry.ref());
    if (lostText) {
      unreadable(entry.ref());
      return;
    }
    note(entry.ref(), EntryOutcome.of(Outcome.IGNORED, entry.reason()));
  }

  /** A sidecar waits until its asset has its facts; that is noted then. */
  private void json(TakeoutSidecar sidecar) {
    switch (sidecar.role()) {
      case "item", "unused" -> {
        if (journal.outcome(sidecar.ref()).assetId().isEmpty()) {
          note(sidecar.ref(), EntryOutcome.of(Outcome.SIDECAR_WAITING, ""));
        }
      }
      case "album" -> note(sidecar.ref(), EntryOutcome.of(Outcome.ALBUM_DATA, ""));
      default -> note(sidecar.ref(), EntryOutcome.of(Outcome.OTHER_DATA, sidecar.role()));
    }
  }

  private void note(EntryRef ref, EntryOutcome outcome) {
    if (!journal.outcome(ref).equals(outcome)) {
      steps.note(ref, outcome);
    }
  }
}
