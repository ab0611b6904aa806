package org.stillkeep.inbox;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One header of a ZIP's central directory (PKWARE APPNOTE 4.3.12), zip64 resolved.
 *
 * <pre>
 * 0 PK 01 02 · 4 made by:2 · 6 needs:2 · 8 flags:2 · 10 method:2 · 12 DOS time:4 · 16 crc:4 · 20 packed:4 · 24 size:4
 * 28 name length:2 · 30 extra length:2 · 32 comment length:2 · 34 disk:2 · 36 internal:2 · 38 external:4 · 42 local offset:4
 * 46 name, extra fields, comment
 * </pre>
 *
 * @param name as it stands
 * @param unicodePath the name that an extra field gives instead
 * @param localAt offset of the local header from the beginning of the archive
 * @param packedBytes length of the packed content
 * @param sizeBytes length of the unpacked content
 * @param crc32 of the unpacked content
 * @param modified as {@link ZipTimes} keeps it
 * @param method 0 stored, 8 deflated, others cannot be read
 * @param disk which piece of a split archive it lies on
 * @param state what can be done with it
 */
record ZipHeader(
    byte[] name,
    Optional<String> unicodePath,
    long localAt,
    long packedBytes,
    long sizeBytes,
    int crc32,
    long modified,
    int method,
    long disk,
    EntryState state) {

  static final int SIGNATURE = 0x02014b50;
  static final int FIXED_BYTES = 46;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int METHOD_AES = 99;

  /** Bit 0: encrypted; bit 6: strongly; bit 13: this header is masked. */
  private static final int FLAGS_OF_ENCRYPTION = 1 | 1 << 6 | 1 << 13;

  /** Bit 11: the name is UTF-8. */
  private static final int FLAG_UTF8 = 1 << 11;

  private static final int HOST_FAT = 0;
  private static final int HOST_UNIX = 3;
  private static final int HOST_MAC = 19;
  private static final int UNIX_TYPE = 0170000;
  private static final int UNIX_SYMLINK = 0120000;
  private static final int UNIX_DIRECTORY = 0040000;

  /** Reads a header whose fixed part, name and extra fields are in the buffer, from its position on. */
  static ZipHeader read(ByteBuffer in) {
    int start = in.position();
    int flags = in.getShort(start + 8) & 0xffff;
    byte[] name = new byte[in.getShort(start + 28) & 0xffff];
    in.get(start + FIXED_BYTES, name);
    ZipExtras extras =
        ZipExtras.read(in, start + FIXED_BYTES + name.length, in.getShort(start + 30) & 0xffff, saturated(in, start));
    ZipHeader header =
        new ZipHeader(
            name,
            (flags & FLAG_UTF8) == 0 ? unicodePath(in.getShort(start + 4) & 0xffff, name, extras) : Optional.empty(),
            extras.localAt().orElse(in.getInt(start + 42) & 0xffffffffL),
            extras.packedBytes().orElse(in.getInt(start + 20) & 0xffffffffL),
            extras.sizeBytes().orElse(in.getInt(start + 24) & 0xffffffffL),
            in.getInt(start + 16),
            extras.modifiedSeconds().orElseGet(() -> ZipTimes.fromDos(in.getInt(start + 12))),
            in.getShort(start + 10) & 0xffff,
            extras.disk().orElse(in.getShort(start + 34) & 0xffff),
            EntryState.READABLE);
    return header.withState(header.stateOf(flags, in.getShort(start + 4) & 0xffff, in.getInt(start + 38), extras));
  }

  private static ZipExtras.Saturated saturated(ByteBuffer in, int start) {
    return new ZipExtras.Saturated(
        in.getInt(start + 24) == -1,
        in.getInt(start + 20) == -1,
        in.getInt(start + 42) == -1,
        in.getShort(start + 34) == -1);
  }

  /** Old Windows packers write backslashes where the format wants slashes. */
  private static Optional<String> unicodePath(int madeBy, byte[] name, ZipExtras extras) {
    Optional<String> unicode = extras.unicodePath(name);
    if (unicode.isPresent() || madeBy >>> 8 != HOST_FAT) {
      return unicode;
    }
    String path = ZipNames.decode(name, 0, name.length);
    boolean backslashes = path.indexOf('\\') >= 0 && path.indexOf('/') < 0;
    return backslashes ? Optional.of(path.replace('\\', '/')) : Optional.empty();
  }

  private EntryState stateOf(int flags, int madeBy, int external, ZipExtras extras) {
    int host = madeBy >>> 8;
    int type = host == HOST_UNIX || host == HOST_MAC ? external >>> 16 & UNIX_TYPE : 0;
    if (type == UNIX_SYMLINK) {
      return EntryState.SYMLINK;
    }
    if (type == UNIX_DIRECTORY || (name.length > 0 && name[name.length - 1] == '/')) {
      return EntryState.DIRECTORY;
    }
    if (unicodePath.isPresent() && unicodePath.get().endsWith("/")) {
      return EntryState.DIRECTORY;
    }
    if (extras.incomplete() || localAt < 0 || packedBytes < 0 || sizeBytes < 0) {
      return EntryState.DAMAGED;
    }
    if ((flags & FLAGS_OF_ENCRYPTION) != 0 || method == METHOD_AES) {
      return EntryState.ENCRYPTED;
    }
    return method == STORED || method == DEFLATED ? EntryState.READABLE : EntryState.UNSUPPORTED_METHOD;
  }

  /** The name as text. */
  String path() {
    return unicodePath.orElseGet(() -> ZipNames.decode(name, 0, name.length));
  }

  ZipHeader withState(EntryState other) {
    return new ZipHeader(
        name, unicodePath, localAt, packedBytes, sizeBytes, crc32, modified, method, disk, other);
  }

  /** The same with its local header's place counted from the beginning of the file. */
  ZipHeader movedBy(long prefixBytes) {
    return new ZipHeader(
        name, unicodePath, localAt + prefixBytes, packedBytes, sizeBytes, crc32, modified, method, disk, state);
  }

  /** The first byte behind it that may belong to another entry. */
  long endAt() {
    return localAt + ZipLocalHeader.FIXED_BYTES + name.length + packedBytes;
  }
}
