package org.stillkeep.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/** A stream that fails as soon as the work shall stop. */
final class StoppableInput extends FilterInputStream {

  private final BooleanSupplier stopRequested;

  StoppableInput(InputStream in, BooleanSupplier stopRequested) {
    super(in);
    this.stopRequested = stopRequested;
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    return super.read(bytes, offset, length);
  }

  private void check() throws InterruptedIOException {
    if (stopRequested.getAsBoolean()) {
      throw new InterruptedIOException("stopped");
    }
  }
}
