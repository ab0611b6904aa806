package org.stillkeep.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The index of a JPEG with several pictures (CIPA DC-007: gain maps of HDR photos, previews, stereo): a TIFF structure whose
 * first directory has a table of pictures, 16 bytes each, {@code u32 attributes, u32 bytes, u32 offset, u16, u16}. Offsets
 * count from the structure's begin; that of the first picture is 0, since it holds the structure.
 */
final class MultiPictureIndex {

  private static final int TABLE = 0xB002;
  private static final int ENTRY_BYTES = 12;
  private static final int PICTURE_BYTES = 16;

  private MultiPictureIndex() {}

  /** A copy of the bytes in which the first picture is larger; an index that is not as it should be stays as it is. */
  static byte[] grown(byte[] bytes, int from, int to, long growth) {
    byte[] copy = bytes.clone();
    ByteBuffer index = ByteBuffer.wrap(copy, from, to - from).slice();
    index.order(Bytes.startsWith(copy, from, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int table = table(index);
    if (table >= 0 && table <= index.limit() - PICTURE_BYTES && index.getInt(table + 8) == 0) {
      index.putInt(table + 4, (int) (index.getInt(table + 4) + growth));
    }
    return copy;
  }

  private static int table(ByteBuffer index) {
    int directory = index.limit() < 8 ? -1 : index.getInt(4);
    if (directory < 8 || directory > index.limit() - 2) {
      return -1;
    }
    int end = directory + 2 + (index.getShort(directory) & 0xFFFF) * ENTRY_BYTES;
    for (int entry = directory + 2; entry < end && entry <= index.limit() - ENTRY_BYTES; entry += ENTRY_BYTES) {
      if ((index.getShort(entry) & 0xFFFF) == TABLE) {
        return index.getInt(entry + 8);
      }
    }
    return -1;
  }
}
