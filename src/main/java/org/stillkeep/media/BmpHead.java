package org.stillkeep.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The headers of a BMP, little endian: {@code "BM", u32 size, u32 0, u32 offset of the pixels}, then {@code u32 bytes of the
 * header, i32 width, i32 height, u16 planes, u16 bits, u32 compression, …, u32 colours (at 46)}.
 *
 * <p>Java's reader believes what they say of sizes; of the forms that pack pixels, or are a JPEG or PNG within, none is read.
 */
final class BmpHead {

  private static final int BYTES = 54;
  private static final int PIXELS_AT = 10;
  private static final int HEADER_BYTES_AT = 14;
  private static final int COMPRESSION_AT = 30;
  private static final int COLOURS_AT = 46;
  private static final int MAX_HEADER_BYTES = 124;
  private static final int MIN_HEADER_BYTES = 40;
  private static final int NOT_PACKED = 0;
  private static final int NOT_PACKED_BY_MASKS = 3;
  private static final int MAX_COLOURS = 256;
  private static final int MAX_PIXELS_AT = 64 * 1024;

  private BmpHead() {}

  /** The same bytes from their beginning; the stream stays the caller's to close. */
  static InputStream checked(InputStream in) throws IOException {
    byte[] head = in.readNBytes(BYTES);
    boolean whole = head.length == BYTES;
    long headerBytes = whole ? Bytes.u32LittleEndian(head, HEADER_BYTES_AT) : 0;
    long compression = whole ? Bytes.u32LittleEndian(head, COMPRESSION_AT) : 0;
    if (headerBytes < MIN_HEADER_BYTES
        || headerBytes > MAX_HEADER_BYTES
        || (compression != NOT_PACKED && compression != NOT_PACKED_BY_MASKS)
        || Bytes.u32LittleEndian(head, COLOURS_AT) > MAX_COLOURS
        || Bytes.u32LittleEndian(head, PIXELS_AT) > MAX_PIXELS_AT) {
      throw new IOException("a BMP of a kind that is not read");
    }
    return new SequenceInputStream(new ByteArrayInputStream(head), in);
  }
}
