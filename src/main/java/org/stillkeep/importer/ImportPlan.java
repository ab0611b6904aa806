package org.stillkeep.importer;

import java.util.List;
import org.stillkeep.inbox.ArchiveSet;

/**
 * What {@link Importer#run} will do for one set. Made of what archives and catalog said at one moment; not to be kept.
 */
public final class ImportPlan {

  private final ArchiveSet set;

  ImportPlan(ArchiveSet set) {
    this.set = set;
  }

  /** The set, as it was given. */
  public ArchiveSet set() {
    return set;
  }

  /** Bytes of content that will be read and sealed; the store needs room for them. */
  public long bytesToRead() {
    return 0;
  }

  /** Media entries that will be read. */
  public long entriesToRead() {
    return 0;
  }

  /** Assets in the library that will get a sidecar, an album or a favourite's star. */
  public long assetsToHeal() {
    return 0;
  }

  /** Whether there is nothing to do: no entry to read, nothing to heal or to note, no archive to move. */
  public boolean isEmpty() {
    return true;
  }

  /** Archives that could not be read; the plan does without them. */
  public List<ImportSummary.ArchiveProblem> problems() {
    return List.of();
  }
}
