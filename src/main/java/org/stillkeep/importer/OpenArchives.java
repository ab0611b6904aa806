package org.stillkeep.importer;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.inbox.ArchiveFingerprint;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.EntryContents;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.Unreadable;

/**
 * The archives of a set while it is worked on, opened when first needed. One that has changed, vanished or fails when read is
 * not asked again; its entries wait for another look at it. Safe for use by several threads.
 */
final class OpenArchives implements Closeable {

  /** A set may have hundreds of archives, and some systems give a program 256 file handles for all that it does. */
  static final int MOST_OPEN = 64;

  private final Map<Long, Path> paths;
  private final Map<Long, String> fingerprints;
  private final BooleanSupplier stopRequested;
  /** Those that were asked for longest ago first. */
  private final Map<Long, EntryContents> open = new LinkedHashMap<>(16, 0.75f, true);

  /** How many entries of an archive are being read; while there are any, it stays open. */
  private final Map<Long, Integer> reads = new HashMap<>();

  private final Map<Long, ImportSummary.ArchiveProblem> lost = new HashMap<>();
  private long bytesReadOfClosed;

  /**
   * @param paths where archives lie, by their numbers in the catalog
   * @param fingerprints what they must be
   * @param stopRequested asked on long ways through an archive
   */
  OpenArchives(Map<Long, Path> paths, Map<Long, String> fingerprints, BooleanSupplier stopRequested) {
    this.paths = paths;
    this.fingerprints = fingerprints;
    this.stopRequested = stopRequested;
  }

  /** Whether entries of an archive can be asked for. */
  synchronized boolean isThere(long archiveId) {
    return paths.containsKey(archiveId) && !lost.containsKey(archiveId);
  }

  /** Whether an entry can be read twice at about twice the cost of reading it once. */
  synchronized boolean isCheapToReadAgain(long archiveId) {
    return get(archiveId).filter(EntryContents::isCheapToReadAgain).isPresent();
  }

  /** The archive; empty when it is not there (any more). */
  synchronized Optional<EntryContents> get(long archiveId) {
    if (!isThere(archiveId)) {
      return Optional.empty();
    }
    try {
      EntryContents archive = open.get(archiveId);
      if (archive == null) {
        ArchiveFingerprint listed = new ArchiveFingerprint(fingerprints.get(archiveId));
        archive = Archives.reopen(paths.get(archiveId), listed, stopRequested);
        open.put(archiveId, archive);
        closeOneTooMany(archiveId);
      }
      return Optional.of(archive);
    } catch (IOException e) {
      lose(archiveId, e);
      return Optional.empty();
    }
  }

  /**
   * Opens an entry.
   *
   * @throws LostArchiveException here or while reading, when the archive as a whole can no longer be read
   * @throws EntryException here or while reading, when only this entry is broken
   */
  InputStream open(long archiveId, int position) throws IOException {
    EntryContents archive = getForReading(archiveId);
    try {
      return new Guarded(archiveId, archive.open(position));
    } catch (IOException e) {
      ended(archiveId);
      throw explained(archiveId, e);
    }
  }

  private synchronized EntryContents getForReading(long archiveId) throws LostArchiveException {
    EntryContents archive = get(archiveId).orElseThrow(() -> new LostArchiveException(archiveId, null));
    reads.merge(archiveId, 1, Integer::sum);
    return archive;
  }

  private synchronized void ended(long archiveId) {
    reads.computeIfPresent(archiveId, (id, count) -> count == 1 ? null : count - 1);
  }

  private void closeOneTooMany(long kept) {
    if (open.size() <= MOST_OPEN) {
      return;
    }
    Optional<Long> idle = open.keySet().stream().filter(id -> id != kept && !reads.containsKey(id)).findFirst();
    if (idle.isPresent()) {
      EntryContents closing = open.remove(idle.get());
      bytesReadOfClosed += closing.bytesRead();
      try {
        closing.close();
      } catch (IOException e) {
        lose(idle.get(), e);
      }
    }
  }

  /** What went wrong with whole archives. */
  synchronized List<ImportSummary.ArchiveProblem> problems() {
    return List.copyOf(lost.values());
  }

  /** Bytes read from disk through all of them. */
  synchronized long bytesRead() {
    return bytesReadOfClosed + open.values().stream().mapToLong(EntryContents::bytesRead).sum();
  }

  /** Closes all that are open; one that is asked for again is opened anew. */
  @Override
  public synchronized void close() throws IOException {
    bytesReadOfClosed = bytesRead();
    List<EntryContents> closing = List.copyOf(open.values());
    open.clear();
    for (EntryContents archive : closing) {
      archive.close();
    }
  }

  private synchronized void lose(long archiveId, IOException cause) {
    lost.putIfAbsent(archiveId, new ImportSummary.ArchiveProblem(paths.get(archiveId), Unreadable.why(cause)));
  }

  /** A broken entry concerns itself; everything else that reading an archive may meet concerns the whole. */
  private IOException explained(long archiveId, IOException e) {
    if (e instanceof EntryException entry && entry.reason() != EntryException.Reason.CHANGED) {
      return e;
    }
    lose(archiveId, e);
    return new LostArchiveException(archiveId, e);
  }

  /** An archive can no longer be read. Told apart from the store's failures, which end a run. */
  static final class LostArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    LostArchiveException(long archiveId, IOException cause) {
      super("archive " + archiveId + " can no longer be read", cause);
    }
  }

  private final class Guarded extends FilterInputStream {

    private final long archiveId;
    private boolean closed;

    Guarded(long archiveId, InputStream in) {
      super(in);
      this.archiveId = archiveId;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        ended(archiveId);
      }
      in.close();
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw explained(archiveId, e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        throw explained(archiveId, e);
      }
    }
  }
}
