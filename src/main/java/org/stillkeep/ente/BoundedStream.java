package org.stillkeep.ente;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets so many bytes through and fails at the next, since nobody's answer may fill our memory. */
final class BoundedStream extends FilterInputStream {

  private final String path;
  private final int status;
  private long left;

  /** @param path and status of the answer, for the message */
  BoundedStream(InputStream in, long mostBytes, int status, String path) {
    super(in);
    this.left = mostBytes;
    this.status = status;
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    count(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws ApiException {
    left -= bytes;
    if (left < 0) {
      throw ApiException.notUnderstood(status, path, "longer than anything that belongs there");
    }
  }
}
