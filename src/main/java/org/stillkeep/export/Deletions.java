package org.stillkeep.export;

/** What becomes of files of ours that somebody deletes in the export. */
public enum Deletions {
  /** They are written again at the next look at everything. */
  RESTORE,
  /**
   * They stay deleted, until a repair is asked for; unless there are so many at once that it looks like an accident ({@link
   * TrashGuard}).
   */
  RESPECT
}
