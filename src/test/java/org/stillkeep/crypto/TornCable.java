package org.stillkeep.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A source that brings one byte at a time, fails once after some of them, then goes on. */
final class TornCable extends InputStream {

  private final InputStream bytes;
  private int untilTorn;

  TornCable(byte[] bytes, int untilTorn) {
    this.bytes = new ByteArrayInputStream(bytes);
    this.untilTorn = untilTorn;
  }

  @Override
  public int read() throws IOException {
    if (untilTorn-- == 0) {
      throw new IOException("cable torn");
    }
    return bytes.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int oneByte = read();
    if (oneByte < 0) {
      return -1;
    }
    target[offset] = (byte) oneByte;
    return 1;
  }
}
