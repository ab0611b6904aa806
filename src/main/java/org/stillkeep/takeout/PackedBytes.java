package org.stillkeep.takeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Very many small records in a few large arrays, since an object each would cost more than what it holds. A record is
 * written from {@link #begin} to {@link #end}, and read from {@link #at}. Grows by blocks, so that growing copies nothing.
 *
 * <pre>
 * number  seven bits a byte, lowest first, all bytes but the last one above 127
 * text    number (units << 2 | wide << 1 | sidecar), then one byte a unit when all are below 256, else (wide) two, high
 *         byte first; sidecar says that ".supplemental-metadata.json" follows, which is not written
 * </pre>
 */
final class PackedBytes {

  private static final String SIDECAR = ".supplemental-metadata.json";
  private static final int BLOCK_BITS = 18;
  private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
  private static final int NARROW_UNITS = 256;
  private static final int SIDECAR_BIT = 1;
  private static final int WIDE_BIT = 2;
  private static final int FLAG_BITS = 2;
  private static final int NUMBER_BITS = 7;
  private static final int MORE = 0x80;

  private final List<byte[]> blocks = new ArrayList<>();
  private int usedOfLast = BLOCK_BYTES;

  /** The record that is being written. */
  private ByteBuffer record = ByteBuffer.allocate(1024);

  /** Begins a record. */
  PackedBytes begin() {
    record.clear();
    return this;
  }

  /** Ends the record; the answer is its name for {@link #at}. */
  int end() {
    int length = record.position();
    if (BLOCK_BYTES - usedOfLast < length) {
      blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
      usedOfLast = 0;
    }
    int at = (blocks.size() - 1) << BLOCK_BITS | usedOfLast;
    System.arraycopy(record.array(), 0, blocks.get(blocks.size() - 1), usedOfLast, length);
    usedOfLast = Math.min(BLOCK_BYTES, usedOfLast + length);
    return at;
  }

  PackedBytes putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  PackedBytes putDouble(double value) {
    room(Double.BYTES).putDouble(value);
    return this;
  }

  /** A number from 0 on. */
  PackedBytes putNumber(int number) {
    room(Integer.BYTES + 1);
    int rest = number;
    for (; rest >= MORE; rest >>>= NUMBER_BITS) {
      record.put((byte) (rest | MORE));
    }
    record.put((byte) rest);
    return this;
  }

  PackedBytes putText(String whole) {
    boolean sidecar = whole.endsWith(SIDECAR);
    int units = sidecar ? whole.length() - SIDECAR.length() : whole.length();
    boolean wide = false;
    for (int i = 0; i < units && !wide; i++) {
      wide = whole.charAt(i) >= NARROW_UNITS;
    }
    putNumber(units << FLAG_BITS | (wide ? WIDE_BIT : 0) | (sidecar ? SIDECAR_BIT : 0));
    room(units * (wide ? Character.BYTES : 1));
    for (int i = 0; i < units; i++) {
      if (wide) {
        record.putChar(whole.charAt(i));
      } else {
        record.put((byte) whole.charAt(i));
      }
    }
    return this;
  }

  /** Reads a record from its beginning. */
  ByteBuffer at(int record) {
    int from = record & (BLOCK_BYTES - 1);
    byte[] block = blocks.get(record >>> BLOCK_BITS);
    return ByteBuffer.wrap(block, from, block.length - from);
  }

  static int number(ByteBuffer in) {
    int number = 0;
    int shift = 0;
    byte next = in.get();
    for (; next < 0; next = in.get()) {
      number |= (next & (MORE - 1)) << shift;
      shift += NUMBER_BITS;
    }
    return number | next << shift;
  }

  static String text(ByteBuffer in) {
    int head = number(in);
    int units = head >>> FLAG_BITS;
    boolean wide = (head & WIDE_BIT) != 0;
    boolean sidecar = (head & SIDECAR_BIT) != 0;
    String text = wide ? wide(in, units) : narrow(in, units);
    return sidecar ? text + SIDECAR : text;
  }

  private static String narrow(ByteBuffer in, int units) {
    String text = new String(in.array(), in.arrayOffset() + in.position(), units, StandardCharsets.ISO_8859_1);
    in.position(in.position() + units);
    return text;
  }

  /** Not as UTF-16, which would replace half a pair. */
  private static String wide(ByteBuffer in, int units) {
    char[] text = new char[units];
    for (int i = 0; i < units; i++) {
      text[i] = in.getChar();
    }
    return new String(text);
  }

  private ByteBuffer room(int bytes) {
    if (record.remaining() < bytes) {
      int length = Math.max(record.capacity() * 2, record.position() + bytes);
      record = ByteBuffer.wrap(Arrays.copyOf(record.array(), length)).position(record.position());
    }
    return record;
  }
}
