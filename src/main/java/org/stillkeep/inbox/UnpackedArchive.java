package org.stillkeep.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.stillkeep.inbox.EntryException.Reason;

/** A folder into which someone unpacked a Takeout, or a single loose file. */
final class UnpackedArchive implements Archive {

  private static final long UNKNOWN = -1;
  private static final long UNREADABLE = -2;

  private final Path path;
  private final ArchiveKind kind;
  private final FolderListing listing;
  private final LongAdder bytesRead = new LongAdder();

  /** CRCs of the files read so far; guarded by this. */
  private final long[] crcs;

  private UnpackedArchive(Path path, ArchiveKind kind, FolderListing listing) {
    this.path = path;
    this.kind = kind;
    this.listing = listing;
    this.crcs = new long[listing.files().size()];
    Arrays.fill(crcs, UNKNOWN);
  }

  static UnpackedArchive ofFolder(Path folder) throws IOException {
    return new UnpackedArchive(folder, ArchiveKind.FOLDER, FolderListing.of(folder));
  }

  static UnpackedArchive ofFile(Path file) throws IOException {
    return new UnpackedArchive(file, ArchiveKind.FILE, FolderListing.ofFile(file));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public ArchiveKind kind() {
    return kind;
  }

  @Override
  public ArchiveFingerprint fingerprint() {
    return listing.fingerprint();
  }

  @Override
  public long sizeBytes() {
    return listing.sizeBytes();
  }

  @Override
  public FileTime modified() {
    return listing.modified();
  }

  @Override
  public int size() {
    return listing.files().size();
  }

  @Override
  public ArchiveEntry entry(int index) {
    LooseFile file = listing.files().get(index);
    if (file.link()) {
      return entry(index, file, 0, EntryState.SYMLINK);
    }
    long crc = crc(index);
    return crc == UNREADABLE ? entry(index, file, 0, EntryState.DAMAGED) : entry(index, file, crc, EntryState.READABLE);
  }

  private static ArchiveEntry entry(int index, LooseFile file, long crc, EntryState state) {
    return new ArchiveEntry(index, file.path(), file.facts().sizeBytes(), crc, Optional.of(file.modified()), state);
  }

  /** The file behind an entry. */
  LooseFile file(int index) {
    return listing.files().get(index);
  }

  /** The listing cannot fail, so a file that cannot be read is said to be damaged; opening it tells why. */
  private synchronized long crc(int index) {
    if (crcs[index] == UNKNOWN) {
      try {
        crcs[index] = listing.files().get(index).readCrc32(index, bytesRead);
      } catch (IOException e) {
        crcs[index] = UNREADABLE;
      }
    }
    return crcs[index];
  }

  @Override
  public InputStream open(int index) throws IOException {
    LooseFile file = listing.files().get(index);
    if (file.link()) {
      throw new EntryException(Reason.NOT_A_FILE, index, file.path(), "no file but a link");
    }
    long crc = crc(index);
    return file.open(index, crc == UNREADABLE ? file.readCrc32(index, bytesRead) : crc, bytesRead);
  }

  @Override
  public List<String> problems() {
    return listing.problems();
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
  public void close() {
    // Every stream has its own file, and closes it.
  }
}
