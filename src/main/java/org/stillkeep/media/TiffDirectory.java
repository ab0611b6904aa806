package org.stillkeep.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One directory of a TIFF structure, to be changed and written anew elsewhere: {@code u16 count}, the entries by tag, {@code
 * u32 offset of the next directory}. An entry is {@code u16 tag, u16 type, u32 count} and four bytes that are the value, or
 * its offset when it is longer. Entries that are not changed keep these four bytes, and so their values stay where they are.
 */
final class TiffDirectory {

  static final int ASCII = 2;
  static final int LONG = 4;
  static final int BYTE = 1;
  static final int RATIONAL = 5;
  static final int UNDEFINED = 7;

  private static final int ENTRY_BYTES = 12;
  private static final int INLINE_BYTES = 4;

  /** Bytes of one value, by type 1 to 13. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  /**
   * @param inline the last four bytes of an entry as they are; no bytes for a new value
   * @param value a new value
   */
  private record Entry(int type, int count, byte[] inline, byte[] value) {}

  private final ByteOrder order;
  private final Map<Integer, Entry> entries = new TreeMap<>();
  private int next;

  /** A new one, empty. */
  TiffDirectory(ByteOrder order) {
    this.order = order;
  }

  /** The one at this offset. */
  static TiffDirectory read(ByteBuffer tiff, long at) throws UnwritableException {
    if (at < 8 || at > tiff.limit() - 2) {
      throw new UnwritableException("a directory of its EXIF lies outside of it");
    }
    int count = tiff.getShort((int) at) & 0xFFFF;
    int end = (int) at + 2 + count * ENTRY_BYTES;
    if (end > tiff.limit() - INLINE_BYTES) {
      throw new UnwritableException("a directory of its EXIF is cut off");
    }
    TiffDirectory directory = new TiffDirectory(tiff.order());
    for (int entry = (int) at + 2; entry < end; entry += ENTRY_BYTES) {
      byte[] inline = new byte[INLINE_BYTES];
      tiff.get(entry + 8, inline);
      Entry read = new Entry(tiff.getShort(entry + 2) & 0xFFFF, tiff.getInt(entry + 4), inline, new byte[0]);
      if (directory.entries.put(tiff.getShort(entry) & 0xFFFF, read) != null) {
        throw new UnwritableException("its EXIF says one thing twice");
      }
    }
    directory.next = tiff.getInt(end);
    return directory;
  }

  /** Where another directory lies, as an entry of this one says. */
  Optional<Long> pointer(int tag) {
    return Optional.ofNullable(entries.get(tag)).map(entry -> ByteBuffer.wrap(entry.inline).order(order).getInt() & 0xFFFFFFFFL);
  }

  /** Where the next directory lies; 0 when there is none. */
  long next() {
    return next & 0xFFFFFFFFL;
  }

  void setNext(int offset) {
    next = offset;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The bytes of a value; none when it is absent, or lies outside of the structure. */
  byte[] value(int tag, ByteBuffer tiff) {
    Entry entry = entries.get(tag);
    if (entry == null || entry.type <= 0 || entry.type >= TYPE_BYTES.length) {
      return new byte[0];
    }
    long bytes = (entry.count & 0xFFFFFFFFL) * TYPE_BYTES[entry.type];
    long at = ByteBuffer.wrap(entry.inline).order(order).getInt() & 0xFFFFFFFFL;
    if (bytes <= INLINE_BYTES) {
      return Arrays.copyOf(entry.inline, (int) bytes);
    } else if (at + bytes > tiff.limit()) {
      return new byte[0];
    }
    byte[] value = new byte[(int) bytes];
    tiff.get((int) at, value);
    return value;
  }

  void put(int tag, int type, byte[] value) {
    entries.put(tag, new Entry(type, value.length / TYPE_BYTES[type], new byte[0], value));
  }

  void putPointer(int tag, int offset) {
    put(tag, LONG, ByteBuffer.allocate(4).order(order).putInt(offset).array());
  }

  void remove(int tag) {
    entries.remove(tag);
  }

  /** The directory, followed by its new values, for this offset. */
  byte[] bytesAt(int offset) {
    ByteBuffer directory = ByteBuffer.allocate(2 + entries.size() * ENTRY_BYTES + INLINE_BYTES).order(order);
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    directory.putShort((short) entries.size());
    entries.forEach(
        (tag, entry) -> {
          directory.putShort(tag.shortValue()).putShort((short) entry.type).putInt(entry.count);
          if (entry.inline.length > 0) {
            directory.put(entry.inline);
          } else if (entry.value.length <= INLINE_BYTES) {
            directory.put(Arrays.copyOf(entry.value, INLINE_BYTES));
          } else {
            directory.putInt(offset + directory.capacity() + values.size());
            values.writeBytes(Arrays.copyOf(entry.value, entry.value.length + (entry.value.length & 1)));
          }
        });
    directory.putInt(next);
    return Bytes.join(directory.array(), values.toByteArray());
  }
}
