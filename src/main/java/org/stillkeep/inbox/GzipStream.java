package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952), one member after the other. Unlike the JDK's it tells a file that ends early ({@link
 * EOFException}) from one that contradicts itself ({@link ZipException}), never guesses whether another member follows, and
 * counts what lies behind the last.
 *
 * <pre>
 * each member  1f 8b 08 flags:1 time:4 flags:1 system:1 [extra: length:2 data] [name 0] [comment 0] [crc of header:2]
 *              deflated content, crc of content:4, length of content modulo 2^32:4
 * </pre>
 */
final class GzipStream extends BlockStream {

  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int MAX_TEXT_BYTES = 64 * 1024;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;

  private final SourceFile file;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int limit;
  private long readAt;
  private long memberBytes;
  private boolean inMember;
  private boolean ended;
  private IOException diskFailure;

  /** @param file stays the caller's to close */
  GzipStream(SourceFile file) {
    this.file = file;
  }

  /** Bytes behind the last member; known once the end has been read. */
  long trailingBytes() {
    return file.sizeBytes() - readAt + limit - position;
  }

  /** Whether this is how the disk failed: that says nothing about what lies on it. */
  boolean isOfDisk(Exception e) {
    return e == diskFailure;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    while (len > 0 && !ended) {
      if (!inMember && !beginMember()) {
        break;
      }
      int count = inflate(b, off, len);
      if (count > 0) {
        crc.update(b, off, count);
        memberBytes += count;
        return count;
      }
      endMember();
    }
    return len == 0 ? 0 : -1;
  }

  /** 0 at the end of the member. */
  private int inflate(byte[] b, int off, int len) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(b, off, len);
        if (count > 0 || inflater.finished()) {
          position = limit - inflater.getRemaining();
          return count;
        }
        if (inflater.needsDictionary()) {
          throw new ZipException("it asks for a dictionary");
        }
        position = limit;
        fill();
        inflater.setInput(buffer, position, limit - position);
      }
    } catch (DataFormatException e) {
      ZipException corrupt = new ZipException("the packed bytes make no sense");
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  /** Whether there is another member. */
  private boolean beginMember() throws IOException {
    boolean first = readAt == 0;
    if (!first && !isMagicNext()) {
      ended = true;
      return false;
    }
    if (next() != 0x1f || next() != 0x8b || next() != 8) {
      throw new ZipException("it does not begin like a gzip file");
    }
    int flags = next();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw new ZipException("its header has flags that do not exist");
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    skip((flags & FLAG_HEADER_CRC) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    crc.reset();
    memberBytes = 0;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    inMember = false;
    int expectedCrc = nextInt();
    int expectedBytes = nextInt();
    if (expectedCrc != (int) crc.getValue() || expectedBytes != (int) memberBytes) {
      throw new ZipException("its content does not match its checksum");
    }
  }

  private boolean isMagicNext() throws IOException {
    if (limit - position < 2) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
      int count = readInto(limit);
      limit += Math.max(count, 0);
    }
    return limit - position >= 2 && (buffer[position] & 0xff) == 0x1f && (buffer[position + 1] & 0xff) == 0x8b;
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int count = 0;
    while (next() != 0) {
      if (++count > MAX_TEXT_BYTES) {
        throw new ZipException("its header has a name without an end");
      }
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  private void fill() throws IOException {
    int count = readInto(0);
    if (count < 0) {
      throw new EOFException("it ends early");
    }
    position = 0;
    limit = count;
  }

  private int readInto(int at) throws IOException {
    try {
      int count = file.read(readAt, ByteBuffer.wrap(buffer, at, buffer.length - at));
      readAt += Math.max(count, 0);
      return count;
    } catch (IOException e) {
      diskFailure = e;
      throw e;
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
