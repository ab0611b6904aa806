package org.stillkeep.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * A PNG on its way into a decoder, which gets to see its size, palette, transparency and pixels only: a text of a kilobyte
 * could unfold into one that fills the memory.
 *
 * <pre>
 *   signature (8) | u32 length, type (4), content, u32 CRC | …
 * </pre>
 */
final class PngPassage extends InputStream {

  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 8;
  private static final int CRC_BYTES = 4;
  private static final int MAX_CHUNKS = 1 << 20;

  private final InputStream in;
  private byte[] front;
  private int frontAt;
  private long left;
  private int chunks;
  private boolean ended;

  /** @param in stays the caller's to close */
  PngPassage(InputStream in) throws IOException {
    this.in = in;
    this.front = in.readNBytes(SIGNATURE_BYTES);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (frontAt == front.length && left == 0 && !ended) {
      nextChunk();
    }
    if (frontAt < front.length) {
      int count = Math.min(length, front.length - frontAt);
      System.arraycopy(front, frontAt, bytes, offset, count);
      frontAt += count;
      return count;
    }
    int count = ended ? -1 : in.read(bytes, offset, (int) Math.min(length, left));
    ended |= count < 0;
    left -= Math.max(count, 0);
    return count;
  }

  private void nextChunk() throws IOException {
    byte[] header = header();
    while (!ended && !NEEDED.contains(Bytes.fourCc(header, 4))) {
      in.skipNBytes(Bytes.u32(header, 0) + CRC_BYTES);
      header = header();
    }
    front = ended ? new byte[0] : header;
    frontAt = 0;
    left = ended ? 0 : Bytes.u32(header, 0) + CRC_BYTES;
  }

  private byte[] header() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    ended = header.length < HEADER_BYTES || ++chunks > MAX_CHUNKS;
    return header;
  }
}
