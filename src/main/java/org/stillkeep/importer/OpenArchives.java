package org.stillkeep.importer;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.inbox.ArchiveFingerprint;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.EntryContents;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.Unreadable;
import org.stillkeep.library.ByteLimit;

/**
 * The archives of a set while it is worked on, opened when first needed. One that has changed or vanished, or of which nothing
 * can be read any more, is not asked again; nor is an entry that its disk does not give out. They wait for another look. Safe for
 * use by several threads.
 */
final class OpenArchives implements Closeable {

  /** A set may have hundreds of archives, and some systems give a program 256 file handles for all that it does. */
  static final int MOST_OPEN = 64;

  /**
   * A bad spot of a disk may hold so many photos; a disk that is gone gives out none at all, and one that is dying takes its time
   * to say so of each.
   */
  private static final int MOST_UNREADABLE_IN_A_ROW = 20;

  private final Map<Long, Path> paths;
  private final Map<Long, String> fingerprints;
  private final ByteLimit limit;
  private final BooleanSupplier stopRequested;
  /** Those that were asked for longest ago first. */
  private final Map<Long, EntryContents> open = new LinkedHashMap<>(16, 0.75f, true);

  /** How many entries of an archive are being read; while there are any, it stays open. */
  private final Map<Long, Integer> reads = new HashMap<>();

  private final Map<Long, ImportSummary.ArchiveProblem> lost = new HashMap<>();

  /** Of archives of which other entries can be read. */
  private final Map<Long, Unreadables> unreadable = new HashMap<>();

  private long bytesReadOfClosed;

  /** Entries of an archive that its disk does not give out. */
  private static final class Unreadables {
    private final Set<Integer> positions = new HashSet<>();
    private final String first;
    private int inARow;

    Unreadables(String first) {
      this.first = first;
    }

    String inWords() {
      int others = positions.size() - 1;
      return others == 0 ? first : first + ", and " + others + " more of its files";
    }
  }

  /**
   * @param paths where archives lie, by their numbers in the catalog
   * @param fingerprints what they must be
   * @param limit how fast entries are read
   * @param stopRequested asked on long ways through an archive, and while the limit is waited for
   */
  OpenArchives(Map<Long, Path> paths, Map<Long, String> fingerprints, ByteLimit limit, BooleanSupplier stopRequested) {
    this.paths = paths;
    this.fingerprints = fingerprints;
    this.limit = limit;
    this.stopRequested = stopRequested;
  }

  /** Takes over an archive that is open already, if it has room for it; else it stays the caller's to close. */
  synchronized boolean adopt(long archiveId, EntryContents archive) {
    if (open.size() >= MOST_OPEN) {
      return false;
    }
    open.put(archiveId, archive);
    return true;
  }

  /** Whether an entry can be asked for. */
  synchronized boolean isThere(long archiveId, ListedEntry entry) {
    return isThere(archiveId) && !isUnreadable(archiveId, entry);
  }

  private boolean isThere(long archiveId) {
    return paths.containsKey(archiveId) && !lost.containsKey(archiveId);
  }

  private boolean isUnreadable(long archiveId, ListedEntry entry) {
    return unreadable.containsKey(archiveId) && unreadable.get(archiveId).positions.contains(entry.position());
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
   * @throws NotNowException here or while reading, when it cannot be read for now, alone or with its whole archive
   * @throws EntryException here or while reading, when only this entry is broken
   */
  InputStream open(long archiveId, ListedEntry entry) throws IOException {
    EntryContents archive = getForReading(archiveId, entry);
    try {
      return new Guarded(archiveId, entry, archive.open(entry.position()));
    } catch (IOException e) {
      IOException why = explained(archiveId, entry, e);
      ended(archiveId);
      throw why;
    }
  }

  private synchronized EntryContents getForReading(long archiveId, ListedEntry entry) throws NotNowException {
    if (isUnreadable(archiveId, entry)) {
      throw new NotNowException(entry, null);
    }
    EntryContents archive = get(archiveId).orElseThrow(() -> new NotNowException(entry, null));
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

  /** What went wrong with archives, as a whole or with what their disks did not give out of them. */
  synchronized List<ImportSummary.ArchiveProblem> problems() {
    List<ImportSummary.ArchiveProblem> problems = new ArrayList<>(lost.values());
    unreadable.forEach(
        (id, entries) -> {
          if (!lost.containsKey(id)) {
            problems.add(new ImportSummary.ArchiveProblem(paths.get(id), entries.inWords()));
          }
        });
    return problems;
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

  /**
   * A broken entry concerns itself. So does one that the disk does not give out, if others can be had without going past it; all
   * else that reading an archive may meet concerns the whole.
   */
  private synchronized IOException explained(long archiveId, ListedEntry entry, IOException e) {
    if (e instanceof EntryException broken && broken.reason() != EntryException.Reason.CHANGED) {
      return e;
    }
    if (!concernsOne(archiveId, e) || !isOneOfFew(archiveId, entry, e)) {
      lose(archiveId, e);
    }
    return new NotNowException(entry, e);
  }

  private boolean concernsOne(long archiveId, IOException e) {
    boolean whole = e instanceof EntryException || e instanceof ClosedChannelException;
    EntryContents archive = open.get(archiveId);
    return !whole && archive != null && archive.isCheapToReadAgain();
  }

  private boolean isOneOfFew(long archiveId, ListedEntry entry, IOException e) {
    String first = entry.fileName() + ": " + Unreadable.why(e);
    Unreadables ofArchive = unreadable.computeIfAbsent(archiveId, any -> new Unreadables(first));
    ofArchive.positions.add(entry.position());
    ofArchive.inARow++;
    return ofArchive.inARow < MOST_UNREADABLE_IN_A_ROW;
  }

  private synchronized void gaveBytes(long archiveId) {
    Optional.ofNullable(unreadable.get(archiveId)).ifPresent(entries -> entries.inARow = 0);
  }

  /** An entry cannot be read, and may be another time. Told apart from the store's failures, which end a run. */
  static final class NotNowException extends IOException {

    private static final long serialVersionUID = 1L;

    NotNowException(ListedEntry entry, IOException cause) {
      super(entry.fileName() + " cannot be read for now", cause);
    }
  }

  private final class Guarded extends FilterInputStream {

    private final long archiveId;
    private final ListedEntry entry;
    private boolean hasGivenBytes;
    private boolean closed;

    Guarded(long archiveId, ListedEntry entry, InputStream in) {
      super(in);
      this.archiveId = archiveId;
      this.entry = entry;
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
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = in.read(bytes, offset, length);
        if (!hasGivenBytes) {
          hasGivenBytes = true;
          gaveBytes(archiveId);
        }
        limit.passed(count, stopRequested);
        return count;
      } catch (IOException e) {
        throw explained(archiveId, entry, e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      try {
        return in.skip(count);
      } catch (IOException e) {
        throw explained(archiveId, entry, e);
      }
    }
  }
}
