package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.stillkeep.inbox.EntryException.Reason;

/**
 * Reads entries of a TGZ, which can only be read from its beginning to its end. Cursors that have gone some way are kept, so
 * that entries asked for in ascending order cost one way through the file, and two or three ascending sequences that alternate,
 * such as stills and their moving halves, cost one way each.
 */
final class TgzContents {

  private static final int MAX_CURSORS = 4;

  private final SourceFile file;
  private final BooleanSupplier stopRequested;

  /** Those that nobody reads from, the one used last in front; guarded by this. */
  private final Deque<TarCursor> idle = new ArrayDeque<>();

  private boolean closed;

  /** The first entry that cannot be reached, since the file is damaged before it; guarded by this. */
  private int unreachableFrom = Integer.MAX_VALUE;

  /** @param file stays the caller's to close */
  TgzContents(SourceFile file, BooleanSupplier stopRequested) {
    this.file = file;
    this.stopRequested = stopRequested;
  }

  /**
   * The content of an entry, as long as its header says; whoever knows its CRC has to check that.
   *
   * @throws EntryException unless it is a readable file; CHANGED when another archive was written over this one
   */
  EntryStream open(int index) throws IOException {
    TarCursor cursor = take(index);
    boolean found = false;
    try {
      // Whatever stands there by now, and however sound, is not what was listed.
      found = go(cursor, index) && !file.changed();
    } finally {
      if (!found) {
        cursor.close();
      }
    }
    TarArchiveEntry entry = cursor.entry();
    EntrySource source = new EntrySource(file, index, entry.getName());
    if (!found) {
      throw source.changed();
    }
    if (TarListing.stateOf(entry) != EntryState.READABLE) {
      giveBack(cursor);
      throw new EntryException(Reason.NOT_A_FILE, index, entry.getName(), "no file but a folder or link");
    }
    return new EntryStream(cursor, source, entry.getSize());
  }

  private boolean go(TarCursor cursor, int index) throws IOException {
    try {
      while (cursor.index() < index) {
        if (!cursor.advance()) {
          throw unreachable(cursor.index(), index, null);
        }
      }
      return true;
    } catch (EOFException | ZipException | ArchiveException e) {
      throw unreachable(cursor.index() + 1, index, e);
    }
  }

  /** To find that out anew for each of many entries would take days. */
  private synchronized EntryException unreachable(int from, int index, IOException cause) throws IOException {
    EntryException failure = new EntrySource(file, index, "").failure(Reason.CORRUPT, "the archive is damaged before it", cause);
    if (failure.reason() == Reason.CORRUPT) {
      unreachableFrom = Math.min(unreachableFrom, from);
    }
    return failure;
  }

  /** The cursor that has the shortest way to an entry. */
  private synchronized TarCursor take(int index) throws IOException {
    if (index >= unreachableFrom) {
      throw unreachable(unreachableFrom, index, null);
    }
    TarCursor best = null;
    for (TarCursor each : idle) {
      boolean before = each.index() < index || (each.index() == index && !each.hasBegun());
      if (before && (best == null || each.index() > best.index())) {
        best = each;
      }
    }
    if (best == null) {
      return new TarCursor(file, stopRequested);
    }
    idle.remove(best);
    return best;
  }

  private synchronized void giveBack(TarCursor cursor) {
    idle.addFirst(cursor);
    while (idle.size() > (closed ? 0 : MAX_CURSORS)) {
      idle.removeLast().close();
    }
  }

  /** Streams that are open end with the file. */
  synchronized void close() {
    closed = true;
    idle.forEach(TarCursor::close);
    idle.clear();
  }

  /** The content of one entry; its cursor is free again when it is closed. */
  final class EntryStream extends BlockStream {

    private final TarCursor cursor;
    private final EntrySource source;
    private final long sizeBytes;
    private boolean done;

    private EntryStream(TarCursor cursor, EntrySource source, long sizeBytes) {
      this.cursor = cursor;
      this.source = source;
      this.sizeBytes = sizeBytes;
    }

    EntrySource source() {
      return source;
    }

    /** As its header says. */
    long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (done) {
        throw new IOException("the stream is closed");
      }
      return cursor.read(b, off, len);
    }

    @Override
    public void close() {
      if (!done) {
        done = true;
        giveBack(cursor);
      }
    }
  }
}
