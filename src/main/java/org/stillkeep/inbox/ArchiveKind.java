package org.stillkeep.inbox;

/** What an archive is on disk. */
public enum ArchiveKind {
  ZIP,
  /** A TAR packed by gzip. */
  TGZ,
  /** An unpacked Takeout folder. */
  FOLDER,
  /** A loose media file: an archive with one entry. */
  FILE
}
