package org.stillkeep.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Unsigned numbers and marks in a byte array; big endian unless the name says otherwise. Callers check lengths. */
final class Bytes {

  private Bytes() {}

  static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  static long u32(byte[] b, int at) {
    return (long) u16(b, at) << 16 | u16(b, at + 2);
  }

  /** Eight bytes; a value above 2⁶³ comes out negative. */
  static long u64(byte[] b, int at) {
    return u32(b, at) << 32 | u32(b, at + 4);
  }

  static int u24LittleEndian(byte[] b, int at) {
    return (b[at] & 0xFF) | (b[at + 1] & 0xFF) << 8 | (b[at + 2] & 0xFF) << 16;
  }

  static long u32LittleEndian(byte[] b, int at) {
    return (b[at + 3] & 0xFFL) << 24 | u24LittleEndian(b, at);
  }

  /** Up to eight bytes as one number. */
  static long unsigned(byte[] b, int at, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (b[at + i] & 0xFF);
    }
    return value;
  }

  static String fourCc(byte[] b, int at) {
    return new String(b, at, 4, StandardCharsets.ISO_8859_1);
  }

  static boolean startsWith(byte[] b, int at, byte[] mark) {
    return at >= 0 && b.length - at >= mark.length && Arrays.equals(b, at, at + mark.length, mark, 0, mark.length);
  }

  static boolean startsWith(byte[] b, int at, String mark) {
    return startsWith(b, at, mark.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All parts, one after the other. */
  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
