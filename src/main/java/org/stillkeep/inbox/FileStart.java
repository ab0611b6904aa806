package org.stillkeep.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the first bytes of a file say it is. */
enum FileStart {
  EMPTY,
  ZEROS,
  ZIP,
  SPLIT_ZIP,
  GZIP,
  WEB_PAGE,
  OTHER;

  /** Enough to tell a file that was only set aside from one that was written. */
  static final int BYTES = 4096;

  private static final int SPLIT_SIGNATURE = 0x08074b50;
  private static final int GZIP_MAGIC = 0x8b1f;

  /** @param start the first {@value #BYTES} bytes, or fewer when the file is shorter, in little-endian order */
  static FileStart of(ByteBuffer start) {
    if (!start.hasRemaining()) {
      return EMPTY;
    }
    if (isZeros(start)) {
      return ZEROS;
    }
    if (start.remaining() < Integer.BYTES) {
      return OTHER;
    }
    int signature = start.getInt(0);
    if (signature == ZipLocalHeader.SIGNATURE || signature == ZipEndFinder.END_SIGNATURE) {
      return ZIP;
    }
    if (signature == SPLIT_SIGNATURE) {
      return SPLIT_ZIP;
    }
    if ((signature & 0xffff) == GZIP_MAGIC) {
      return GZIP;
    }
    return isWebPage(start) ? WEB_PAGE : OTHER;
  }

  private static boolean isZeros(ByteBuffer start) {
    for (int i = 0; i < start.limit(); i++) {
      if (start.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWebPage(ByteBuffer start) {
    String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString().strip().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml");
  }
}
