package org.stillkeep.library;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes are written to it. For one thread. */
final class CountingStream extends FilterOutputStream {

  private final LongConsumer written;

  CountingStream(OutputStream target, LongConsumer written) {
    super(target);
    this.written = written;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written.accept(length);
  }
}
