package org.stillkeep.importer;

import java.util.List;
import java.util.OptionalLong;
import org.stillkeep.catalog.EntryKey;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.inbox.ArchiveSet;

/**
 * What {@link Importer#run} will do for one set. Made of what archives and catalog said at one moment; not to be kept.
 */
public final class ImportPlan {

  /** An outcome that is certain without touching the library. */
  record Note(EntryKey entry, EntryOutcome outcome) {}

  /** An asset that is there and may gain a sidecar, an album or a favourite's star. */
  record Heal(AssetGroup group, long assetId) {}

  /** An asset whose content is to be read. */
  record Add(AssetGroup group) {}

  private final ArchiveSet set;
  private final SetReading reading;
  private final SetJournal journal;
  private final Steps steps;
  private final List<ImportSummary.ArchiveProblem> problems;
  private final boolean archivesToMove;
  private final long bytesReadPlanning;
  private final OptionalLong inStepNumber;

  ImportPlan(
      ArchiveSet set,
      SetReading reading,
      SetJournal journal,
      Steps steps,
      List<ImportSummary.ArchiveProblem> problems,
      boolean archivesToMove,
      long bytesReadPlanning,
      OptionalLong inStepNumber) {
    this.set = set;
    this.reading = reading;
    this.journal = journal;
    this.steps = steps;
    this.problems = List.copyOf(problems);
    this.archivesToMove = archivesToMove;
    this.bytesReadPlanning = bytesReadPlanning;
    this.inStepNumber = inStepNumber;
  }

  /** The set, as it was given. */
  public ArchiveSet set() {
    return set;
  }

  /** Bytes of content that will be read. */
  public long bytesToRead() {
    return steps.bytesToRead();
  }

  /**
   * Bytes of content for which the store needs room: all of it, but for a library behind a network what other clients have
   * probably put there.
   */
  public long bytesToSend() {
    return steps.bytesToSend();
  }

  /** Assets whose content will be read. */
  public long assetsToRead() {
    return adds().size();
  }

  /** Assets in the library that will get a sidecar, an album or a favourite's star. */
  public long assetsToHeal() {
    return heals().size();
  }

  /** Whether there is nothing to do: no entry to read, nothing to heal or to note, no archive to move. */
  public boolean isEmpty() {
    return notes().isEmpty() && heals().isEmpty() && adds().isEmpty() && !archivesToMove;
  }

  /** Archives that could not be read; the plan does without them. */
  public List<ImportSummary.ArchiveProblem> problems() {
    return problems;
  }

  SetReading reading() {
    return reading;
  }

  SetJournal journal() {
    return journal;
  }

  List<Note> notes() {
    return steps.notes();
  }

  List<Heal> heals() {
    return steps.heals();
  }

  List<Add> adds() {
    return steps.adds();
  }

  /** Edited copies that did not know their originals when the plan was made. */
  List<AssetGroup> orphans() {
    return steps.orphans();
  }

  long bytesReadPlanning() {
    return bytesReadPlanning;
  }

  /** The number under which its set is in step, should it turn out that there was nothing to do; empty when that cannot be known. */
  OptionalLong inStepNumber() {
    return inStepNumber;
  }
}
