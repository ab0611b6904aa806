package org.stillkeep.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.importer.ImportPlan.Add;
import org.stillkeep.importer.ImportPlan.Heal;
import org.stillkeep.importer.ImportPlan.Note;
import org.stillkeep.takeout.EntryRef;

/**
 * What is to be done for a set, by the numbers of its groups and entries: a million steps take some megabytes. Each step is
 * made when it is asked for. Mutable while {@link SetPlanner} fills it.
 */
final class Steps {

  /** Which part of a group a step is about. */
  enum Form {
    WHOLE,
    STILLS,
    MOVING_HALVES
  }

  /** A group of the set, or a part of it. */
  record Subject(int number, Form form) {

    Subject as(Form other) {
      return new Subject(number, other);
    }
  }

  private static final int FORM_BITS = 2;
  private static final int SUBJECT_BITS = 33;
  private static final Form[] FORMS = Form.values();

  private final AssetGroups groups;
  private final SetJournal journal;
  private final SetReading reading;
  private final LongList notedRows = new LongList();
  private final List<EntryOutcome> notedOutcomes = new ArrayList<>();
  private final LongList healed = new LongList();
  private final LongList healedAssets = new LongList();

  /** The row of the entry to be read first above, the subject below: in the order in which they lie on disk. */
  private final LongList added = new LongList();

  private final LongList orphaned = new LongList();
  private final Map<EntryOutcome, EntryOutcome> differentOutcomes = new HashMap<>();
  private long bytesToRead;
  private long bytesToSend;

  Steps(AssetGroups groups, SetJournal journal, SetReading reading) {
    this.groups = groups;
    this.journal = journal;
    this.reading = reading;
  }

  void note(EntryRef ref, EntryOutcome outcome) {
    notedRows.add(journal.entries().rowOf(ref));
    notedOutcomes.add(differentOutcomes.computeIfAbsent(outcome, each -> each));
  }

  void heal(Subject subject, long assetId) {
    healed.add(code(subject));
    healedAssets.add(assetId);
  }

  /** @param likelyThere whether the store will probably need no room for it */
  void add(Subject subject, AssetGroup group, boolean likelyThere) {
    long row = journal.entries().rowOf(group.items().get(0).media());
    added.add(row << SUBJECT_BITS | code(subject));
    bytesToRead += group.contentBytes(reading);
    bytesToSend += likelyThere ? 0 : group.contentBytes(reading);
  }

  void orphan(Subject subject) {
    orphaned.add(code(subject));
  }

  /** All steps are in. */
  Steps complete() {
    added.sort();
    return this;
  }

  /** The group, or the part of it, that a step is about. */
  AssetGroup group(Subject subject) {
    AssetGroup whole = groups.get(subject.number());
    return switch (subject.form()) {
      case WHOLE -> whole;
      case STILLS -> whole.stills();
      case MOVING_HALVES -> whole.movingHalves();
    };
  }

  List<Note> notes() {
    return new MadeList<>(
        notedRows.size(),
        i -> new Note(journal.key(journal.entries().ref((int) notedRows.get(i))), notedOutcomes.get(i)));
  }

  List<Heal> heals() {
    return new MadeList<>(healed.size(), i -> new Heal(group(subject(healed.get(i))), healedAssets.get(i)));
  }

  List<Add> adds() {
    return new MadeList<>(added.size(), i -> new Add(group(subject(added.get(i) & (1L << SUBJECT_BITS) - 1))));
  }

  /** Edited copies that do not know their originals yet. */
  List<AssetGroup> orphans() {
    return new MadeList<>(orphaned.size(), i -> group(subject(orphaned.get(i))));
  }

  /** Bytes of content that the steps of {@link #adds} read. */
  long bytesToRead() {
    return bytesToRead;
  }

  /** Those of them for which the store will need room, as far as one can guess. */
  long bytesToSend() {
    return bytesToSend;
  }

  @SuppressWarnings("EnumOrdinal") // never leaves this object
  private static long code(Subject subject) {
    return (long) subject.number() << FORM_BITS | subject.form().ordinal();
  }

  private static Subject subject(long code) {
    return new Subject((int) (code >>> FORM_BITS), FORMS[(int) code & (1 << FORM_BITS) - 1]);
  }
}
