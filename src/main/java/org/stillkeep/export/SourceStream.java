package org.stillkeep.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Content on its way out of the library. It ends regularly only if every byte was right; its failures are told apart from
 * those of the export folder; it goes no faster than it may; it stops when asked to; and what came to nothing is not counted.
 */
final class SourceStream extends InputStream {

  /** Opens the library's own stream. */
  interface Opening {
    InputStream open() throws IOException;
  }

  /** One for each thread that writes; a fresh one for each photo would be much of what such a thread allocates. */
  private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[256 * 1024]);

  private final InputStream content;
  private final ExportFiles files;
  private final ByteCount count;
  private long counted;
  private boolean arrived;

  SourceStream(Opening opening, ExportFiles files, ByteCount count) throws SourceException {
    this.files = files;
    this.count = count;
    try {
      this.content = opening.open();
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    files.stopIfRequested();
    int n;
    try {
      n = content.read(buffer, offset, length);
    } catch (IOException e) {
      throw new SourceException(e);
    }
    if (n > 0) {
      counted += n;
      count.wrote(n);
      files.passed(n);
    }
    return n;
  }

  /** Passes all of it on, through a buffer of the thread's own. Gives back how many bytes that were. */
  long pourInto(OutputStream target) throws IOException {
    byte[] buffer = BUFFER.get();
    long bytes = 0;
    for (int n = read(buffer); n >= 0; n = read(buffer)) {
      target.write(buffer, 0, n);
      bytes += n;
    }
    return bytes;
  }

  /** All of it is where it belongs; otherwise closing takes back what was counted. */
  void arrived() {
    arrived = true;
  }

  @Override
  public void close() throws IOException {
    if (!arrived) {
      count.takeBack(counted);
    }
    content.close();
  }
}
