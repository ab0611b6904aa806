package org.stillkeep.inbox;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.LongAdder;

/**
 * A file of the inbox, open for reading at any position by any thread. It is not ours: its owner may change, replace or
 * remove it while we read. Never mapped into memory, since a shortened file would then end the whole process.
 */
final class SourceFile implements Closeable {

  private final Path path;
  private final Path onDisk;
  private final FileChannel channel;
  private final FileFacts facts;
  private final LongAdder bytesRead;

  /** Where in the file on disk this one begins, and its length. */
  private final long start;

  private final long sizeBytes;

  private SourceFile(
      Path path, Path onDisk, FileChannel channel, FileFacts facts, LongAdder bytesRead, long start, long sizeBytes) {
    this.path = path;
    this.onDisk = onDisk;
    this.channel = channel;
    this.facts = facts;
    this.bytesRead = bytesRead;
    this.start = start;
    this.sizeBytes = sizeBytes;
  }

  /**
   * A file that is open already.
   *
   * @param facts what it was when it was opened
   * @param bytesRead is told of all bytes read
   */
  SourceFile(Path path, FileChannel channel, FileFacts facts, LongAdder bytesRead) {
    this(path, path, channel, facts, bytesRead, 0, facts.sizeBytes());
  }

  /**
   * Opens a regular file; no link is followed, and a pipe never blocks.
   *
   * @param bytesRead is told of all bytes read
   * @throws ArchiveException NOT_AN_ARCHIVE when it is no regular file
   */
  static SourceFile open(Path path, LongAdder bytesRead) throws IOException {
    BasicFileAttributes attributes = FileFacts.attributesOf(path);
    if (!attributes.isRegularFile()) {
      throw new ArchiveException(ArchiveException.State.NOT_AN_ARCHIVE, path, "not a regular file");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new SourceFile(path, channel, FileFacts.of(attributes), bytesRead);
  }

  /**
   * A stretch of this file as a file of its own. Closing it closes this one.
   *
   * @param as the path it goes by
   */
  SourceFile stretch(Path as, long position, long length) {
    return new SourceFile(as, onDisk, channel, facts, bytesRead, start + position, length);
  }

  Path path() {
    return path;
  }

  /** The file on disk, as it was when opened. */
  FileFacts facts() {
    return facts;
  }

  /** The length when it was opened. */
  long sizeBytes() {
    return sizeBytes;
  }

  /** Bytes read so far by all who share its counter. */
  long bytesRead() {
    return bytesRead.sum();
  }

  /**
   * Reads some bytes at a position; -1 at the end of the file.
   *
   * @throws FileSystemException with the path of the file, when its disk does not give the bytes out
   */
  int read(long position, ByteBuffer into) throws IOException {
    if (position >= sizeBytes) {
      return -1;
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + (sizeBytes - position)));
    try {
      int count = channel.read(into, start + position);
      bytesRead.add(Math.max(count, 0));
      return count;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // Of a file that is open, Java says only what happened, and not to which.
      IOException named = new FileSystemException(onDisk.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    } finally {
      into.limit(limit);
    }
  }

  /**
   * Reads so many bytes, in little-endian order.
   *
   * @throws EOFException when the file ends before
   */
  ByteBuffer readFully(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (read(position + buffer.position(), buffer) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return buffer.flip();
  }

  /**
   * Whether it is no longer the file that was opened: written to, cut, or replaced. One that was moved away or deleted is
   * unchanged as long as the system lets us read it.
   */
  boolean changed() throws IOException {
    if (channel.size() != facts.sizeBytes()) {
      return true;
    }
    try {
      return !FileFacts.of(FileFacts.attributesOf(onDisk)).equals(facts);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
