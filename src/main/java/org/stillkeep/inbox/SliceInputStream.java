package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A stretch of a file as a stream of its own; other streams over the same file do not disturb it. */
final class SliceInputStream extends BlockStream {

  /** Bounds the direct buffer that the JDK keeps for each thread. */
  private static final int MAX_READ_BYTES = 128 * 1024;

  /** How many bytes may pass before the file is asked whether it is still the same. */
  private static final long BYTES_BETWEEN_LOOKS = 64L << 20;

  private final EntrySource source;
  private long position;
  private long remaining;
  private long untilLook = BYTES_BETWEEN_LOOKS;

  SliceInputStream(EntrySource source, long position, long length) {
    this.source = source;
    this.position = position;
    this.remaining = length;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(len, MAX_READ_BYTES), remaining);
    int count = source.file().read(position, ByteBuffer.wrap(b, off, wanted));
    if (count < 0) {
      throw source.failure(EntryException.Reason.CORRUPT, "the file ends inside the entry", null);
    }
    position += count;
    remaining -= count;
    look(count);
    return count;
  }

  private void look(int count) throws IOException {
    untilLook -= count;
    if (untilLook <= 0) {
      untilLook = BYTES_BETWEEN_LOOKS;
      if (source.file().changed()) {
        throw source.changed();
      }
    }
  }

  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }
}
