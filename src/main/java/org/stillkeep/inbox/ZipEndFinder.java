package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.inbox.ArchiveException.State;

/**
 * Finds the end of a ZIP (PKWARE APPNOTE 4.3.14 to 4.3.16), reading no more than the last 128 KiB.
 *
 * <pre>
 * [zip64 end record   PK 06 06 …]  [zip64 locator PK 06 07, 20 bytes]   only in large archives
 * end record          PK 05 06 disk:2 directoryDisk:2 countHere:2 count:2 directorySize:4 directoryOffset:4 commentLength:2
 * comment
 * </pre>
 *
 * <p>The signature may also stand in the comment, in a file name, or in an archive inside of this one. The right end record
 * is the only one whose comment reaches exactly the end of the file and before which a directory ends. Two of them would
 * let two programs see two different archives in one file: refused.
 */
final class ZipEndFinder {

  static final int END_SIGNATURE = 0x06054b50;
  static final int END_BYTES = 22;
  static final int LOCATOR_SIGNATURE = 0x07064b50;
  static final int LOCATOR_BYTES = 20;

  private static final int MAX_COMMENT_BYTES = 0xffff;

  /** Room for the longest comment, and as much for garbage behind the archive. */
  private static final int TAIL_BYTES = 2 * (END_BYTES + MAX_COMMENT_BYTES);

  private final SourceFile file;
  private final ByteBuffer tail;
  private final long tailAt;

  private ZipEndFinder(SourceFile file) throws IOException {
    this.file = file;
    int length = (int) Math.min(file.sizeBytes(), TAIL_BYTES);
    this.tailAt = file.sizeBytes() - length;
    this.tail = file.readFully(tailAt, length);
  }

  /** @throws ArchiveException GROWING when there is no end, and as {@link ZipEndRecord} tells when it is a bad one */
  static ZipEnd find(SourceFile file) throws IOException {
    ZipEndFinder finder = new ZipEndFinder(file);
    List<Integer> exact = finder.candidates(true);
    return exact.isEmpty() ? finder.beforeGarbage() : finder.choose(exact);
  }

  /** Offsets in the tail, last first. */
  private List<Integer> candidates(boolean reachingTheEnd) {
    List<Integer> found = new ArrayList<>();
    for (int i = tail.limit() - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        int behind = tail.limit() - i - END_BYTES - (tail.getShort(i + END_BYTES - 2) & 0xffff);
        if (reachingTheEnd ? behind == 0 : behind > 0) {
          found.add(i);
        }
      }
    }
    return found;
  }

  private ZipEnd choose(List<Integer> offsets) throws IOException {
    List<ZipEnd> ends = new ArrayList<>();
    ArchiveException refused = null;
    for (int offset : offsets) {
      try {
        ends.add(ZipEndRecord.read(file, tailAt + offset));
      } catch (ArchiveException e) {
        refused = e;
      }
    }
    if (ends.size() > 1) {
      throw new ArchiveException(State.DAMAGED, file.path(), "it has two end records, each with a directory of its own");
    }
    if (ends.isEmpty()) {
      throw refused;
    }
    return ends.get(0);
  }

  /**
   * Garbage behind the archive is tolerated only when nothing lies before it: a download that broke off behind a ZIP
   * inside of the archive looks just like an archive between two heaps of garbage.
   */
  private ZipEnd beforeGarbage() throws IOException {
    ArchiveException noEnd =
        new ArchiveException(
            State.GROWING, file.path(), "it has no end: still being copied, or a download that broke off");
    for (int offset : candidates(false)) {
      try {
        ZipEnd end = ZipEndRecord.read(file, tailAt + offset);
        if (end.prefixBytes() == 0 && end.entries() > 0) {
          return end;
        }
      } catch (ArchiveException e) {
        noEnd.addSuppressed(e);
      }
    }
    throw noEnd;
  }
}
