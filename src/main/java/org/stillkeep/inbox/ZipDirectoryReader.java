package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.stillkeep.inbox.ArchiveException.State;

/** Reads a central directory front to back through one buffer, and refuses archives that lie about their whole. */
final class ZipDirectoryReader {

  /** Holds the longest possible header: 46 bytes and three fields of 64 KiB. */
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Ten times the largest library we know of; keeps a hostile directory from filling the memory. */
  static final int MAX_ENTRIES = 4_000_000;

  /** Ten times what so many honest entries need. */
  private static final long MAX_DIRECTORY_BYTES = 2L << 30;

  private static final long MAX_NAME_BYTES = 256L << 20;

  /** Photos do not compress; nothing honest is larger than this unpacked, unless it is small (Z7). */
  private static final long MAX_RATIO = 64;

  /** What deflate reaches on zeros. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  private static final long SMALL_BYTES = 4L << 30;

  private final SourceFile file;
  private final ZipEnd end;
  private final ByteBuffer buffer;
  private long nextReadAt;
  private long declaredBytes;
  private long nameBytes;

  private ZipDirectoryReader(SourceFile file, ZipEnd end) {
    this.file = file;
    this.end = end;
    this.nextReadAt = end.directoryAt();
    int bufferBytes = (int) Math.min(BUFFER_BYTES, end.directoryBytes());
    this.buffer = ByteBuffer.allocate(bufferBytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  /** @throws ArchiveException DAMAGED or SPLIT */
  static ZipDirectory read(SourceFile file, ZipEnd end) throws IOException {
    if (end.entries() > end.directoryBytes() / ZipHeader.FIXED_BYTES) {
      throw damaged(file, "its end record counts more entries than its directory can hold");
    }
    if (end.entries() > MAX_ENTRIES) {
      throw damaged(file, "it lists more than " + MAX_ENTRIES + " entries");
    }
    if (end.directoryBytes() > MAX_DIRECTORY_BYTES) {
      throw damaged(file, "its directory is larger than " + (MAX_DIRECTORY_BYTES >> 30) + " GiB");
    }
    return new ZipDirectoryReader(file, end).read();
  }

  private ZipDirectory read() throws IOException {
    ZipDirectory directory = new ZipDirectory(file, end);
    long[] starts = new long[directory.size()];
    long[] ends = new long[directory.size()];
    int placed = 0;
    for (int i = 0; i < directory.size(); i++) {
      int length = fillHeader();
      ByteBuffer bytes = buffer.slice(buffer.position(), length).order(buffer.order());
      ZipHeader header = checked(ZipHeader.read(bytes));
      directory.put(i, header, nextReadAt - buffer.remaining(), bytes);
      buffer.position(buffer.position() + length);
      if (header.state() != EntryState.DAMAGED) {
        starts[placed] = header.localAt();
        ends[placed++] = header.endAt();
      }
    }
    if (nextReadAt - buffer.remaining() != end.directoryAt() + end.directoryBytes()) {
      throw damaged(file, "its directory holds more entries than its end record counts");
    }
    refuseOverlaps(starts, ends, placed);
    refuseBombs();
    return directory;
  }

  /** Brings the next header into the buffer as a whole, and returns its length. */
  private int fillHeader() throws IOException {
    fill(ZipHeader.FIXED_BYTES);
    int at = buffer.position();
    if (buffer.getInt(at) != ZipHeader.SIGNATURE) {
      throw damaged(file, "its directory holds fewer entries than its end record counts");
    }
    int length =
        ZipHeader.FIXED_BYTES
            + (buffer.getShort(at + 28) & 0xffff)
            + (buffer.getShort(at + 30) & 0xffff)
            + (buffer.getShort(at + 32) & 0xffff);
    fill(length);
    return length;
  }

  private void fill(int wanted) throws IOException {
    if (buffer.remaining() >= wanted) {
      return;
    }
    buffer.compact();
    long left = end.directoryAt() + end.directoryBytes() - nextReadAt;
    buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
    while (buffer.hasRemaining()) {
      int count = file.read(nextReadAt, buffer);
      if (count < 0) {
        throw new EOFException("the file became shorter");
      }
      nextReadAt += count;
    }
    buffer.flip();
    if (buffer.remaining() < wanted) {
      throw damaged(file, "its directory ends inside an entry");
    }
  }

  private ZipHeader checked(ZipHeader read) throws ArchiveException {
    if (read.disk() != 0) {
      throw new ArchiveException(State.SPLIT, file.path(), "it is one piece of an archive that was split");
    }
    nameBytes += read.name().length + read.unicodePath().map(String::length).orElse(0);
    if (nameBytes > MAX_NAME_BYTES) {
      throw damaged(file, "its names alone are larger than " + (MAX_NAME_BYTES >> 20) + " MiB");
    }
    boolean inside = read.localAt() >= 0 && read.packedBytes() >= 0 && fits(read);
    ZipHeader header = inside ? read.movedBy(end.prefixBytes()) : read.withState(EntryState.DAMAGED);
    if (header.state() == EntryState.READABLE) {
      // More than deflate can do is a lie that the reader of that entry finds out.
      declaredBytes += Math.min(header.sizeBytes(), (header.packedBytes() + 1) * MAX_DEFLATE_RATIO);
    }
    return header;
  }

  private boolean fits(ZipHeader header) {
    long room = end.directoryAt() - end.prefixBytes() - header.localAt();
    return header.packedBytes() <= room - ZipLocalHeader.FIXED_BYTES - header.name().length;
  }

  /**
   * Stretches are disjoint exactly when, sorted, each one ends before the next begins; starts and ends may be sorted apart.
   * Entries that share bytes are how 40 KB become terabytes (Fifield, "A better zip bomb", 2019).
   */
  private void refuseOverlaps(long[] starts, long[] ends, int count) throws ArchiveException {
    Arrays.sort(starts, 0, count);
    Arrays.sort(ends, 0, count);
    for (int i = 1; i < count; i++) {
      if (ends[i - 1] > starts[i]) {
        throw damaged(file, "several of its entries share the same bytes, as only a ZIP bomb's do");
      }
    }
  }

  private void refuseBombs() throws ArchiveException {
    if (declaredBytes > SMALL_BYTES && declaredBytes / MAX_RATIO > file.sizeBytes()) {
      throw damaged(file, "it claims to unpack to more than " + MAX_RATIO + " times its size");
    }
  }

  private static ArchiveException damaged(SourceFile file, String message) {
    return new ArchiveException(State.DAMAGED, file.path(), message);
  }
}
