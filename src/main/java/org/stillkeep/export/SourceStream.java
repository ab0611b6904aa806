package org.stillkeep.export;

import java.io.IOException;
import java.io.InputStream;

/**
 * Content on its way out of the library. It ends regularly only if every byte was right; its failures are told apart from
 * those of the export folder; it goes no faster than it may; it stops when asked to; and what came to nothing is not counted.
 */
final class SourceStream extends InputStream {

  /** Opens the library's own stream. */
  interface Opening {
    InputStream open() throws IOException;
  }

  private final InputStream content;
  private final ExportFiles files;
  private final Tally tally;
  private long counted;
  private boolean arrived;

  SourceStream(Opening opening, ExportFiles files, Tally tally) throws SourceException {
    this.files = files;
    this.tally = tally;
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
      tally.wrote(n);
      files.passed(n);
    }
    return n;
  }

  /** All of it is where it belongs; otherwise closing takes back what was counted. */
  void arrived() {
    arrived = true;
  }

  @Override
  public void close() throws IOException {
    if (!arrived) {
      tally.takeBack(counted);
    }
    content.close();
  }
}
