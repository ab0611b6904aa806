package org.stillkeep.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * The extra fields of a directory header that mean something to us. A field whose length is wrong ends the reading; what
 * came before it counts, the rest does not.
 *
 * <pre>
 * each field      id:2 length:2 data
 * 0001 zip64      size:8 packed:8 offset:8 disk:4, each only when the header's own field is full of ones
 * 5455 timestamp  flags:1 modified:4 (seconds since 1970, when flags has bit 0)
 * 7075 name       version:1 (1) crc of the header's name:4 name in UTF-8
 * </pre>
 */
final class ZipExtras {

  /** Which fields of the header say "look into zip64". */
  record Saturated(boolean size, boolean packed, boolean offset, boolean disk) {}

  private static final int ZIP64 = 0x0001;
  private static final int TIMESTAMP = 0x5455;
  private static final int UNICODE_PATH = 0x7075;
  private static final int FIELD_HEADER_BYTES = 4;

  private final Saturated saturated;
  private OptionalLong size = OptionalLong.empty();
  private OptionalLong packed = OptionalLong.empty();
  private OptionalLong offset = OptionalLong.empty();
  private OptionalLong disk = OptionalLong.empty();
  private OptionalLong modified = OptionalLong.empty();
  private Optional<ByteBuffer> unicodePath = Optional.empty();

  private ZipExtras(Saturated saturated) {
    this.saturated = saturated;
  }

  static ZipExtras read(ByteBuffer in, int start, int length, Saturated saturated) {
    ZipExtras extras = new ZipExtras(saturated);
    int end = start + length;
    int at = start;
    while (at + FIELD_HEADER_BYTES <= end) {
      int fieldBytes = in.getShort(at + 2) & 0xffff;
      int dataAt = at + FIELD_HEADER_BYTES;
      if (fieldBytes > end - dataAt) {
        break;
      }
      extras.take(in.getShort(at) & 0xffff, in.slice(dataAt, fieldBytes).order(in.order()));
      at = dataAt + fieldBytes;
    }
    return extras;
  }

  private void take(int id, ByteBuffer data) {
    switch (id) {
      case ZIP64 -> takeZip64(data);
      case TIMESTAMP -> takeTimestamp(data);
      case UNICODE_PATH -> unicodePath = Optional.of(data);
      default -> {
        // Owners, permissions and the like: nothing that a photo library needs.
      }
    }
  }

  private void takeZip64(ByteBuffer data) {
    size = nextLong(data, saturated.size());
    packed = nextLong(data, saturated.packed());
    offset = nextLong(data, saturated.offset());
    if (saturated.disk() && data.remaining() >= Integer.BYTES) {
      disk = OptionalLong.of(data.getInt() & 0xffffffffL);
    }
  }

  private static OptionalLong nextLong(ByteBuffer data, boolean wanted) {
    return wanted && data.remaining() >= Long.BYTES ? OptionalLong.of(data.getLong()) : OptionalLong.empty();
  }

  private void takeTimestamp(ByteBuffer data) {
    if (data.remaining() > Integer.BYTES && (data.get(0) & 1) != 0) {
      modified = OptionalLong.of(data.getInt(1));
    }
  }

  /** Whether the header points to a zip64 number that is not there. */
  boolean incomplete() {
    return (saturated.size() && size.isEmpty())
        || (saturated.packed() && packed.isEmpty())
        || (saturated.offset() && offset.isEmpty());
  }

  OptionalLong sizeBytes() {
    return size;
  }

  OptionalLong packedBytes() {
    return packed;
  }

  OptionalLong localAt() {
    return offset;
  }

  OptionalLong disk() {
    return disk;
  }

  /** UTC. */
  OptionalLong modifiedSeconds() {
    return modified;
  }

  /** The name in Unicode, if it was made from the very name that stands in the header. */
  Optional<String> unicodePath(byte[] headerName) {
    return unicodePath.flatMap(data -> decode(data, headerName));
  }

  private static Optional<String> decode(ByteBuffer data, byte[] headerName) {
    if (data.remaining() <= Byte.BYTES + Integer.BYTES || data.get(0) != 1) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    crc.update(headerName);
    if (data.getInt(1) != (int) crc.getValue()) {
      return Optional.empty();
    }
    try {
      ByteBuffer utf8 = data.duplicate().position(Byte.BYTES + Integer.BYTES);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
