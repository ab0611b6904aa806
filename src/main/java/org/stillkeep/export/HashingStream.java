package org.stillkeep.export;

import java.io.IOException;
import java.io.OutputStream;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.library.ContentHasher;

/** Passes content on and remembers what it was. */
final class HashingStream extends OutputStream {

  private final OutputStream target;
  private final ContentHasher hasher = new ContentHasher();
  private long written;

  HashingStream(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
    hasher.update(bytes, offset, length);
    written += length;
  }

  /** The hash of all that was written; nothing may follow. */
  ContentHash hash() {
    return hasher.finish();
  }

  long sizeBytes() {
    return written;
  }
}
