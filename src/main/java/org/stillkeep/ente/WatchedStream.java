package org.stillkeep.ente;

import java.io.FilterInputStream;
import java.io.IOException;

/** The body of an answer; closing it ends the call. For one thread. */
final class WatchedStream extends FilterInputStream {

  private final WatchedCall call;

  WatchedStream(WatchedCall call) throws IOException {
    super(call.response().body().byteStream());
    this.call = call;
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw call.reason(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw call.reason(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return in.skip(count);
    } catch (IOException e) {
      throw call.reason(e);
    }
  }

  @Override
  public void close() {
    call.close();
  }
}
