package org.stillkeep.importer;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.stillkeep.catalog.EntryKey;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.OutcomeTable;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutItem;

/** Writes down what became of the entries of a group, once it is true. Called within a transaction. */
final class OutcomeWriter {

  private final OutcomeTable table;
  private final SetJournal journal;
  private final Set<EntryRef> failed = new HashSet<>();

  OutcomeWriter(OutcomeTable table, SetJournal journal) {
    this.table = table;
    this.journal = journal;
  }

  /** The group's first item became an asset; the others are copies of it. */
  void imported(AssetGroup group, long assetId) {
    media(group, assetId, Outcome.IMPORTED, "");
    sidecars(group, assetId);
  }

  /**
   * The group's content is an asset that was there.
   *
   * @param outcome for the first entry that has none yet
   * @param gain what the asset has gained, in words for people; empty text when nothing
   */
  void known(AssetGroup group, long assetId, Outcome outcome, String gain) {
    if (!gain.isEmpty()) {
      table.healed(assetId, gain);
    }
    media(group, assetId, outcome, gain);
    sidecars(group, assetId);
  }

  /** An entry could not be read. One whose content is an asset already stays what it became. */
  void failed(EntryRef ref, Outcome outcome, String message) {
    failed.add(ref);
    if (!isDecided(ref)) {
      table.record(journal.key(ref), EntryOutcome.of(outcome, message));
    }
  }

  /** The library did not take the group's content, and may another time: what has no outcome yet has none still, and says why. */
  void refused(AssetGroup group, String why) {
    for (EntryRef ref : group.media()) {
      if (!isDecided(ref) && journal.outcome(ref).outcome() == Outcome.PENDING && !failed.contains(ref)) {
        table.record(journal.key(ref), EntryOutcome.of(Outcome.PENDING, "the library did not take it: " + why));
      }
    }
  }

  private void media(AssetGroup group, long assetId, Outcome first, String gain) {
    Outcome next = isHeld(group) ? Outcome.COPY : first;
    for (TakeoutItem item : group.items()) {
      record(item.media(), item, next, assetId, gain);
      item.liveVideo().ifPresent(video -> record(video, item, Outcome.LIVE_HALF, assetId, gain));
      next = Outcome.COPY;
    }
  }

  /** Whether another entry of the group has become the asset before. */
  private boolean isHeld(AssetGroup group) {
    return group.items().stream()
        .map(item -> journal.outcome(item.media()).outcome())
        .anyMatch(outcome -> outcome == Outcome.IMPORTED || outcome == Outcome.ALREADY_THERE);
  }

  /** What an entry became stays what it became; only what is newly known about it is added. */
  private void record(EntryRef ref, TakeoutItem item, Outcome outcome, long assetId, String gain) {
    EntryOutcome before = journal.outcome(ref);
    boolean decided = isDecided(ref);
    boolean readable = journal.entries().state(ref) == EntryState.READABLE;
    if (!decided && (before.outcome().isFailure() || failed.contains(ref) || !readable)) {
      return; // a broken copy stays broken, though another copy was whole
    }
    table.record(
        journal.key(ref),
        new EntryOutcome(
            decided ? before.outcome() : outcome,
            decided ? (gain.isEmpty() ? before.reason() : gain) : "",
            item.rule(),
            Optional.of(item.confidence().name().toLowerCase(Locale.ROOT)),
            OptionalLong.of(assetId),
            item.sidecar().map(sidecar -> journal.key(sidecar)),
            item.ambiguousBetween().stream().map(each -> journal.key(each)).toList(),
            decided && (!gain.isEmpty() || before.healed())));
  }

  private boolean isDecided(EntryRef ref) {
    return journal.outcome(ref).assetId().isPresent();
  }

  private void sidecars(AssetGroup group, long assetId) {
    for (EntryRef ref : group.sidecars()) {
      EntryKey key = journal.key(ref);
      table.record(key, EntryOutcome.ofAsset(Outcome.SIDECAR_USED, assetId));
    }
  }
}
