package org.stillkeep.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes all that is read from it to a second place. For one thread. */
final class CopiedInputStream extends FilterInputStream {

  private final OutputStream copy;

  CopiedInputStream(InputStream source, OutputStream copy) {
    super(source);
    this.copy = copy;
  }

  /** The second place failed, and not the one that is read from. */
  static final class CopyException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient IOException failure;

    CopyException(IOException failure) {
      super(failure);
      this.failure = failure;
    }

    IOException failure() {
      return failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      try {
        copy.write(bytes, offset, count);
      } catch (IOException e) {
        throw new CopyException(e);
      }
    }
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new IOException("what is skipped would be missing in the copy");
  }
}
