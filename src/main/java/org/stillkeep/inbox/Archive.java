package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Something full of entries that can be read without unpacking: a ZIP, a TGZ, an unpacked folder, a loose file.
 *
 * <p>The list of entries is fixed when the archive is opened. Several entries may bear the same path; all are kept.
 * Streams end with the archive. A reader must not be interrupted ({@link Thread#interrupt}), since that closes the archive's
 * file for all.
 */
public interface Archive extends EntryContents {

  /** Where it lay when it was opened. */
  Path path();

  /** What it is on disk. */
  ArchiveKind kind();

  /** Its identity under any file name. */
  ArchiveFingerprint fingerprint();

  /** The length of its file, or of all files in the folder. */
  long sizeBytes();

  /** When it was last written to: of a folder, any file in it. */
  FileTime modified();

  /** The number of entries, directories included. */
  int size();

  /**
   * The entry at an index from 0 to {@link #size} - 1. Of folders and loose files the content is read once to learn its
   * CRC, at the first call for that entry. Cheapest in ascending order.
   *
   * @throws IOException when the archive as a whole has changed or cannot be read any more
   */
  ArchiveEntry entry(int index) throws IOException;

  /** What is odd about the archive as a whole, in words for people. */
  List<String> problems();
}
