package org.stillkeep.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Something full of entries that can be read without unpacking: a ZIP, an unpacked folder, a loose file.
 *
 * <p>The list of entries is fixed when the archive is opened. Several entries may bear the same path; all are kept. May be
 * used by several threads, and any number of streams may be open at once; they end with the archive. A reader must not be
 * interrupted ({@link Thread#interrupt}), since that closes the archive's file for all.
 */
public interface Archive extends Closeable {

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
   * CRC, at the first call for that entry.
   */
  ArchiveEntry entry(int index);

  /**
   * The content of an entry. The stream gives out exactly the declared bytes: it hands out the last of them only after
   * size and CRC have been found right, and fails with an {@link EntryException} otherwise.
   *
   * @throws EntryException unless the entry is readable
   */
  InputStream open(int index) throws IOException;

  /** What is odd about the archive as a whole, in words for people. */
  List<String> problems();

  /** Bytes read from disk so far, over all streams and the directory. */
  long bytesRead();
}
