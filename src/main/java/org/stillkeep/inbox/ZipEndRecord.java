package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.stillkeep.inbox.ArchiveException.State;

/** Reads one end record with its zip64 companion and holds every number in it against the file. */
final class ZipEndRecord {

  private static final int ZIP64_SIGNATURE = 0x06064b50;
  private static final int ZIP64_BYTES = 56;

  /** What the zip64 record's own length does not count: its signature and the length itself. */
  private static final int ZIP64_UNCOUNTED_BYTES = 12;

  /** The version (6.2) that a reader needs for an encrypted directory. */
  private static final int VERSION_OF_ENCRYPTED_DIRECTORY = 62;

  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final long FULL_2 = 0xffffL;
  private static final long FULL_4 = 0xffffffffL;

  private final SourceFile file;
  private final long at;

  private ZipEndRecord(SourceFile file, long at) {
    this.file = file;
    this.at = at;
  }

  /**
   * Reads the end record at a position.
   *
   * @throws ArchiveException DAMAGED, SPLIT, ENCRYPTED, or GROWING when it belongs to an archive inside of this one
   */
  static ZipEnd read(SourceFile file, long at) throws IOException {
    return new ZipEndRecord(file, at).read();
  }

  private ZipEnd read() throws IOException {
    ByteBuffer end = file.readFully(at, ZipEndFinder.END_BYTES);
    long entries = end.getShort(10) & FULL_2;
    long bytes = end.getInt(12) & FULL_4;
    long offset = end.getInt(16) & FULL_4;
    long directoryEnd = at;
    long zip64At = findZip64();
    if (zip64At >= 0) {
      ByteBuffer zip64 = file.readFully(zip64At, ZIP64_BYTES);
      checkZip64(zip64, zip64At);
      entries = agreed(entries, FULL_2, zip64.getLong(32));
      bytes = agreed(bytes, FULL_4, zip64.getLong(40));
      offset = agreed(offset, FULL_4, zip64.getLong(48));
      agreed(end.getShort(8) & FULL_2, FULL_2, zip64.getLong(24));
      checkDisks(agreed(end.getShort(4) & FULL_2, FULL_2, zip64.getInt(16) & FULL_4));
      checkDisks(agreed(end.getShort(6) & FULL_2, FULL_2, zip64.getInt(20) & FULL_4));
      checkSameCount(zip64.getLong(24), entries);
      directoryEnd = zip64At;
    } else {
      checkDisks(end.getShort(4));
      checkDisks(end.getShort(6));
      checkSameCount(end.getShort(8) & FULL_2, entries);
    }
    return located(directoryEnd, entries, bytes, offset);
  }

  /** Where the zip64 record begins, or -1 when there is no locator. */
  private long findZip64() throws IOException {
    long locatorAt = at - ZipEndFinder.LOCATOR_BYTES;
    if (locatorAt < 0) {
      return -1;
    }
    ByteBuffer locator = file.readFully(locatorAt, ZipEndFinder.LOCATOR_BYTES);
    if (locator.getInt(0) != ZipEndFinder.LOCATOR_SIGNATURE) {
      return -1;
    }
    if (locator.getInt(4) != 0 || (locator.getInt(16) & FULL_4) > 1) {
      throw split();
    }
    long declared = locator.getLong(8);
    // Something may lie before the archive; then the record is found from its other end.
    for (long position : new long[] {declared, locatorAt - ZIP64_BYTES}) {
      if (position >= 0
          && position <= locatorAt - ZIP64_BYTES
          && file.readFully(position, Integer.BYTES).getInt(0) == ZIP64_SIGNATURE) {
        return position;
      }
    }
    throw damaged("its zip64 end record is not where it should be");
  }

  private void checkZip64(ByteBuffer zip64, long zip64At) throws ArchiveException {
    if (zip64.getLong(4) != at - ZipEndFinder.LOCATOR_BYTES - zip64At - ZIP64_UNCOUNTED_BYTES) {
      throw damaged("its zip64 end record does not end where it should");
    }
    if ((zip64.getShort(14) & FULL_2) >= VERSION_OF_ENCRYPTED_DIRECTORY) {
      throw new ArchiveException(State.ENCRYPTED, file.path(), "its directory is protected by a password");
    }
  }

  private long agreed(long small, long full, long large) throws ArchiveException {
    if (large < 0 || (small != full && small != large)) {
      throw damaged("its two end records contradict each other");
    }
    return large;
  }

  private void checkDisks(long disk) throws ArchiveException {
    if (disk != 0) {
      throw split();
    }
  }

  private void checkSameCount(long onThisDisk, long entries) throws ArchiveException {
    if (onThisDisk != entries) {
      throw damaged("its end record names two numbers of entries");
    }
  }

  private ZipEnd located(long directoryEnd, long entries, long bytes, long offset) throws IOException {
    if (bytes > directoryEnd || offset > directoryEnd - bytes) {
      throw damaged("its directory does not end where it should");
    }
    long directoryAt = directoryEnd - bytes;
    long prefix = directoryAt - offset;
    if (prefix > 0 && beginsLikeAnArchive()) {
      throw new ArchiveException(
          State.GROWING, file.path(), "it ends behind an archive inside of it: still being copied, or broken off");
    }
    boolean directoryIsThere =
        entries == 0
            ? bytes == 0 && prefix == 0
            : bytes >= Integer.BYTES && file.readFully(directoryAt, Integer.BYTES).getInt(0) == CENTRAL_SIGNATURE;
    if (!directoryIsThere) {
      throw damaged("its directory is not where it should be");
    }
    long trailing = file.sizeBytes() - at - ZipEndFinder.END_BYTES - commentBytes();
    return new ZipEnd(directoryAt, bytes, entries, prefix, trailing);
  }

  private long commentBytes() throws IOException {
    return file.readFully(at + ZipEndFinder.END_BYTES - 2, 2).getShort(0) & FULL_2;
  }

  private boolean beginsLikeAnArchive() throws IOException {
    return file.readFully(0, Integer.BYTES).getInt(0) == LOCAL_SIGNATURE;
  }

  private ArchiveException split() {
    return new ArchiveException(State.SPLIT, file.path(), "it is one piece of an archive that was split");
  }

  private ArchiveException damaged(String message) {
    return new ArchiveException(State.DAMAGED, file.path(), message);
  }
}
