package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.stillkeep.inbox.ArchiveException.State;
import org.stillkeep.inbox.EntryException.Reason;

/**
 * A ZIP, read by its central directory alone. Differs from the JDK's reader in that one odd entry costs that entry and not
 * the archive, that size and CRC of every entry are enforced, and that an archive which contradicts itself as a whole is
 * refused.
 */
final class ZipArchive implements Archive {

  private static final int INFLATE_BUFFER_BYTES = 64 * 1024;
  private static final int MIN_BUFFER_BYTES = 512;

  private final SourceFile file;
  private final LongAdder bytesRead;
  private final long directoryAt;
  private final ZipDirectory directory;
  private final ArchiveFingerprint fingerprint;
  private final List<String> problems;

  /** Made when the first local name differs from the directory's; guarded by this. */
  private long[] sortedNameHashes;

  private ZipArchive(SourceFile file, LongAdder bytesRead, ZipEnd end, ZipDirectory directory) {
    this.file = file;
    this.bytesRead = bytesRead;
    this.directoryAt = end.directoryAt();
    this.directory = directory;
    this.fingerprint = directory.fingerprint();
    this.problems = problemsOf(end, directory);
  }

  /**
   * Reads the directory.
   *
   * @param file is closed with the archive, and when it cannot be opened
   * @throws ArchiveException when it cannot be read as a whole
   */
  static ZipArchive open(SourceFile file, LongAdder bytesRead) throws IOException {
    try {
      ZipEnd end = ZipEndFinder.find(file);
      ZipDirectory directory = ZipDirectoryReader.read(file, end);
      refuseUnwrittenBeginning(file, directory);
      return new ZipArchive(file, bytesRead, end, directory);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Download managers that load segments may write the end first. */
  private static void refuseUnwrittenBeginning(SourceFile file, ZipDirectory directory) throws IOException {
    for (int i = 0; i < directory.size(); i++) {
      if (directory.state(i) == EntryState.READABLE) {
        if (file.readFully(directory.header(i).localAt(), Integer.BYTES).getInt(0) == 0) {
          throw new ArchiveException(State.ZERO_FILLED, file.path(), "its end is there, but its beginning is still zeros");
        }
        return;
      }
    }
  }

  private static List<String> problemsOf(ZipEnd end, ZipDirectory directory) {
    List<String> problems = new ArrayList<>();
    if (end.entries() == 0) {
      problems.add("it holds no entries");
    }
    if (end.prefixBytes() > 0) {
      problems.add(end.prefixBytes() + " bytes lie before the archive");
    }
    if (end.trailingBytes() > 0) {
      problems.add(end.trailingBytes() + " bytes lie behind the archive");
    }
    addCount(problems, directory.count(EntryState.ENCRYPTED), "protected by a password");
    addCount(problems, directory.count(EntryState.UNSUPPORTED_METHOD), "packed in a way that cannot be read");
    addCount(problems, directory.count(EntryState.DAMAGED), "damaged");
    return List.copyOf(problems);
  }

  private static void addCount(List<String> problems, int count, String words) {
    if (count > 0) {
      problems.add(count == 1 ? "one entry is " + words : count + " entries are " + words);
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public ArchiveKind kind() {
    return ArchiveKind.ZIP;
  }

  @Override
  public ArchiveFingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public long sizeBytes() {
    return file.sizeBytes();
  }

  @Override
  public FileTime modified() {
    return file.facts().modified();
  }

  @Override
  public int size() {
    return directory.size();
  }

  /** Whether an entry is named like an archive; other entries need no look at their names for that. */
  boolean mayBeArchive(int index) {
    return directory.mayBeArchive(index);
  }

  @Override
  public ArchiveEntry entry(int index) throws IOException {
    return directory.entry(index);
  }

  @Override
  public InputStream open(int index) throws IOException {
    ZipHeader header = directory.header(index);
    EntrySource source = new EntrySource(file, index, header.path());
    refuseUnreadable(source, header);
    ZipLocalHeader local = localHeader(source, header);
    if (!Arrays.equals(header.name(), local.name()) && isListed(local.name())) {
      throw source.failure(Reason.CORRUPT, "its bytes belong to another entry", null);
    }
    SliceInputStream packed = new SliceInputStream(source, local.contentAt(), header.packedBytes());
    InputStream content = header.method() == ZipHeader.STORED ? packed : inflate(packed);
    return new VerifiedInputStream(source, content, header.sizeBytes(), header.crc32() & 0xffffffffL);
  }

  /**
   * A stored entry as a file of its own, which is closed instead of this archive.
   *
   * @throws ArchiveException PACKED_TWICE when it is packed, DAMAGED when it cannot be read
   */
  SourceFile stretch(int index, Path as) throws IOException {
    ZipHeader header = directory.header(index);
    if (header.method() != ZipHeader.STORED) {
      throw new ArchiveException(State.PACKED_TWICE, as, "it is packed once more by the archive it lies in");
    }
    if (header.state() != EntryState.READABLE || header.sizeBytes() != header.packedBytes()) {
      throw new ArchiveException(State.DAMAGED, as, "the archive it lies in is damaged there");
    }
    try {
      ZipLocalHeader local = localHeader(new EntrySource(file, index, header.path()), header);
      return file.stretch(as, local.contentAt(), header.sizeBytes());
    } catch (EntryException e) {
      ArchiveException damaged = new ArchiveException(State.DAMAGED, as, e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private ZipLocalHeader localHeader(EntrySource source, ZipHeader header) throws IOException {
    try {
      return ZipLocalHeader.read(source, header, directoryAt);
    } catch (EOFException e) {
      throw source.failure(Reason.CORRUPT, "the file ends before it", e);
    }
  }

  private void refuseUnreadable(EntrySource source, ZipHeader header) throws EntryException {
    switch (header.state()) {
      case READABLE, EMPTY -> {
        return;
      }
      case DIRECTORY, SYMLINK -> throw refused(source, Reason.NOT_A_FILE, "no file but a folder or link");
      case ENCRYPTED -> throw refused(source, Reason.ENCRYPTED, "protected by a password");
      case UNSUPPORTED_METHOD ->
          throw refused(source, Reason.UNSUPPORTED_METHOD, "packed by method " + header.method());
      case DAMAGED -> throw refused(source, Reason.CORRUPT, "the directory places it where it cannot be");
    }
  }

  private static EntryException refused(EntrySource source, Reason reason, String message) {
    return new EntryException(reason, source.index(), source.path(), message);
  }

  private synchronized boolean isListed(byte[] name) throws IOException {
    if (sortedNameHashes == null) {
      sortedNameHashes = directory.sortedNameHashes();
    }
    return Arrays.binarySearch(sortedNameHashes, ZipDirectory.hash(name, 0, name.length)) >= 0;
  }

  private static InputStream inflate(SliceInputStream packed) {
    int buffer = Math.min(INFLATE_BUFFER_BYTES, Math.max(MIN_BUFFER_BYTES, packed.available()));
    Inflater inflater = new Inflater(true);
    return new InflaterInputStream(packed, inflater, buffer) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  @Override
  public List<String> problems() {
    return problems;
  }

  @Override
  public boolean isCheapToReadAgain() {
    return true;
  }

  @Override
  public long bytesRead() {
    return bytesRead.sum();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
