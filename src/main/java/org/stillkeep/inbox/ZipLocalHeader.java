package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.stillkeep.inbox.EntryException.Reason;

/**
 * The header in front of an entry's packed bytes (PKWARE APPNOTE 4.3.7). Its sizes and CRC are ignored: they may be missing
 * (a data descriptor follows), and the directory's are what the content is held against.
 *
 * <pre>
 * 0 PK 03 04 · 4 needs:2 · 6 flags:2 · 8 method:2 · 10 DOS time:4 · 14 crc:4 · 18 packed:4 · 22 size:4
 * 26 name length:2 · 28 extra length:2 · 30 name, extra fields, packed bytes
 * </pre>
 *
 * @param name as it stands
 * @param contentAt position of the packed bytes in the file
 */
record ZipLocalHeader(byte[] name, long contentAt) {

  static final int SIGNATURE = 0x04034b50;
  static final int FIXED_BYTES = 30;

  /** Reads it and holds it against what the directory says of the same entry. */
  static ZipLocalHeader read(EntrySource source, ZipHeader listed, long directoryAt) throws IOException {
    long at = listed.localAt();
    ByteBuffer fixed = source.file().readFully(at, FIXED_BYTES);
    if (fixed.getInt(0) != SIGNATURE) {
      throw source.failure(Reason.CORRUPT, "nothing where the directory says it begins", null);
    }
    if ((fixed.getShort(8) & 0xffff) != listed.method() || (fixed.getShort(6) & 1) != 0) {
      throw source.failure(Reason.CORRUPT, "its header and the directory tell two ways of packing", null);
    }
    byte[] name = new byte[fixed.getShort(26) & 0xffff];
    long contentAt = at + FIXED_BYTES + name.length + (fixed.getShort(28) & 0xffff);
    if (contentAt + listed.packedBytes() > directoryAt) {
      throw source.failure(Reason.CORRUPT, "it reaches into the directory", null);
    }
    source.file().readFully(at + FIXED_BYTES, name.length).get(name);
    return new ZipLocalHeader(name, contentAt);
  }
}
