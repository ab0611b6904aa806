package org.stillkeep.inbox;

/** What an archive is on disk. */
public enum ArchiveKind {
  ZIP,
  /** A TAR packed by gzip. */
  TGZ,
  /** An unpacked Takeout folder. */
  FOLDER,
  /** A loose media file: an archive with one entry. */
  FILE;

  /** The file name by which it is known as a part; a folder bears that of the ZIP it was unpacked from. */
  public String partName(String fileName) {
    return this == FOLDER ? fileName + ".zip" : fileName;
  }
}
