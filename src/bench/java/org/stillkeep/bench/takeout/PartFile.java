package org.stillkeep.bench.takeout;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file that is written from front to back, in which some bytes are put right afterwards. Long runs of zeros become holes. */
final class PartFile implements Closeable {

  /** Small, so that few of the zeros share a buffer with something else. */
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] ZEROS = new byte[BUFFER_BYTES];

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long flushed;

  PartFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  long position() {
    return flushed + buffer.position();
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int taken = Math.min(left, buffer.remaining());
      buffer.put(bytes, at, taken);
      at += taken;
      left -= taken;
    }
  }

  /** Puts four-byte numbers, low bytes first, over what stands at this position already. */
  void overwrite(long position, int... numbers) throws IOException {
    if (position < flushed) {
      flush();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    if (position >= flushed) {
      buffer.put((int) (position - flushed), bytes.array(), 0, bytes.capacity());
    } else {
      writeAt(bytes.flip(), position);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
    }
  }

  private void flush() throws IOException {
    int length = buffer.position();
    if (length < BUFFER_BYTES || !Arrays.equals(buffer.array(), ZEROS)) {
      writeAt(buffer.flip(), flushed);
    }
    flushed += length;
    buffer.clear();
  }

  private void writeAt(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
