package org.stillkeep.inbox;

/** What an archive is on disk. */
public enum ArchiveKind {
  ZIP,
  /** Recognised, but not read yet. */
  TGZ,
  /** An unpacked Takeout folder. */
  FOLDER,
  /** A loose media file: an archive with one entry. */
  FILE
}
