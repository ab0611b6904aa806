package org.stillkeep.ente.server;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A text, and then another again and again. */
final class Endless extends InputStream {

  private final byte[] start;
  private final byte[] again;
  private long position;

  Endless(String start, String again) {
    this.start = start.getBytes(StandardCharsets.UTF_8);
    this.again = again.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      bytes[offset + i] = (byte) read();
    }
    return length;
  }

  @Override
  public int read() {
    long at = position++;
    return at < start.length ? start[(int) at] : again[(int) ((at - start.length) % again.length)];
  }
}
