package org.stillkeep.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes ZIPs byte by byte, so that each byte can be wrong. Without further words an archive is sound. */
public final class HandmadeZip {

  private static final int UTF8 = 0x800;
  private static final int UNIX = 3 << 8 | 20;

  private final List<Entry> entries = new ArrayList<>();
  private byte[] prefix = new byte[0];
  private boolean prefixCounts;
  private byte[] comment = new byte[0];
  private int commentLength = -1;
  private int disk;
  private int count = -1;
  private int countHere = -1;
  private boolean zip64;
  private int zip64Version = 45;

  /** One entry; every field may be made to lie. */
  public static final class Entry {

    private final byte[] content;
    private byte[] name;
    private byte[] localName;
    private int method = 8;
    private int flags = UTF8;
    private int madeBy = UNIX;
    private int external;
    private int dosTime = 0x58cf6452;
    private int diskNumber;
    private byte[] packed;
    private long crc;
    private long size;
    private long packedSize = -1;
    private byte[] extra = new byte[0];
    private boolean large;
    private int descriptorBytes;
    private Entry sharedWith;
    private long localAt = -1;

    Entry(byte[] name, byte[] content) {
      this.name = name;
      this.content = content;
      this.size = content.length;
      this.crc = crcOf(content);
    }

    public Entry stored() {
      method = 0;
      return this;
    }

    /** Declares a method; the content is then left as it is, unless it is 8. */
    public Entry method(int number) {
      method = number;
      return this;
    }

    public Entry flags(int bits) {
      flags = bits;
      return this;
    }

    /** The upper byte is the system, the lower the version. */
    public Entry madeBy(int value) {
      madeBy = value;
      return this;
    }

    /** With a Unix type and mode. */
    public Entry unixMode(int mode) {
      external = mode << 16;
      return this;
    }

    public Entry dosTime(int value) {
      dosTime = value;
      return this;
    }

    public Entry disk(int number) {
      diskNumber = number;
      return this;
    }

    /** What stands in the archive instead of the packed content. */
    public Entry packed(byte[] bytes) {
      packed = bytes;
      return this;
    }

    public Entry declaredCrc(long value) {
      crc = value;
      return this;
    }

    public Entry declaredSize(long value) {
      size = value;
      return this;
    }

    public Entry declaredPackedSize(long value) {
      packedSize = value;
      return this;
    }

    /** An extra field for the directory. */
    public Entry extra(byte[] bytes) {
      extra = bytes;
      return this;
    }

    public Entry localName(String other) {
      localName = other.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    /** Gives sizes and offset as zip64 numbers. */
    public Entry zip64() {
      large = true;
      return this;
    }

    /** Leaves sizes and CRC to a descriptor behind the content. */
    public Entry descriptor(boolean withSignature) {
      flags |= 1 << 3;
      descriptorBytes = withSignature ? 16 : 12;
      return this;
    }

    /** Has no bytes of its own but those of another entry. */
    public Entry sharing(Entry other) {
      sharedWith = other;
      return this;
    }

    /** Claims that its local header stands there. */
    public Entry declaredLocalAt(long offset) {
      localAt = offset;
      return this;
    }
  }

  /** Adds an entry; {@code /} separates folders. */
  public Entry add(String path, byte[] content) {
    return add(path.getBytes(StandardCharsets.UTF_8), content);
  }

  /** Adds an entry with text content. */
  public Entry add(String path, String content) {
    return add(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds an entry whose name is any bytes. */
  public Entry add(byte[] name, byte[] content) {
    Entry entry = new Entry(name, content);
    entries.add(entry);
    return entry;
  }

  public HandmadeZip prefix(byte[] bytes, boolean offsetsCountIt) {
    prefix = bytes;
    prefixCounts = offsetsCountIt;
    return this;
  }

  public HandmadeZip comment(byte[] bytes) {
    comment = bytes;
    return this;
  }

  public HandmadeZip declaredCommentLength(int length) {
    commentLength = length;
    return this;
  }

  public HandmadeZip disk(int number) {
    disk = number;
    return this;
  }

  public HandmadeZip declaredCount(int all, int here) {
    count = all;
    countHere = here;
    return this;
  }

  public HandmadeZip zip64End() {
    zip64 = true;
    return this;
  }

  public HandmadeZip zip64Version(int version) {
    zip64Version = version;
    return this;
  }

  /** Writes it to a file. */
  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  /** The whole archive. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    long base = prefixCounts ? 0 : prefix.length;
    for (Entry entry : entries) {
      if (entry.localAt < 0) {
        entry.localAt = entry.sharedWith == null ? out.size() - base : entry.sharedWith.localAt;
      }
      byte[] packed = entry.sharedWith == null ? packed(entry) : packed(entry.sharedWith);
      if (entry.packedSize < 0) {
        entry.packedSize = packed.length;
      }
      if (entry.sharedWith == null) {
        out.writeBytes(local(entry, packed));
      }
      directory.writeBytes(central(entry));
    }
    long directoryAt = out.size() - base;
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end(directoryAt, directory.size(), out.size() - base));
    return out.toByteArray();
  }

  private static byte[] packed(Entry entry) {
    if (entry.packed != null) {
      return entry.packed;
    }
    return entry.method == 8 ? deflate(entry.content) : entry.content;
  }

  private static byte[] local(Entry entry, byte[] packed) {
    byte[] name = entry.localName == null ? entry.name : entry.localName;
    boolean later = entry.descriptorBytes > 0;
    byte[] bytes = new byte[30 + name.length + packed.length + entry.descriptorBytes];
    ByteBuffer out = little(bytes);
    out.putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags).putShort((short) entry.method);
    out.putInt(entry.dosTime);
    out.putInt(later ? 0 : (int) entry.crc).putInt(later ? 0 : clamp(entry.packedSize)).putInt(later ? 0 : clamp(entry.size));
    out.putShort((short) name.length).putShort((short) 0).put(name).put(packed);
    if (later) {
      if (entry.descriptorBytes == 16) {
        out.putInt(0x08074b50);
      }
      out.putInt((int) entry.crc).putInt((int) entry.packedSize).putInt((int) entry.size);
    }
    return bytes;
  }

  private static byte[] central(Entry entry) {
    byte[] extra = entry.large ? zip64Extra(entry) : entry.extra;
    byte[] bytes = new byte[46 + entry.name.length + extra.length];
    ByteBuffer out = little(bytes);
    out.putInt(0x02014b50).putShort((short) entry.madeBy).putShort((short) 20);
    out.putShort((short) entry.flags).putShort((short) entry.method).putInt(entry.dosTime).putInt((int) entry.crc);
    out.putInt(entry.large ? -1 : (int) entry.packedSize).putInt(entry.large ? -1 : (int) entry.size);
    out.putShort((short) entry.name.length).putShort((short) extra.length).putShort((short) 0);
    out.putShort((short) entry.diskNumber).putShort((short) 0).putInt(entry.external);
    out.putInt(entry.large ? -1 : (int) entry.localAt).put(entry.name).put(extra);
    return bytes;
  }

  private static byte[] zip64Extra(Entry entry) {
    byte[] bytes = new byte[28];
    little(bytes).putShort((short) 1).putShort((short) 24).putLong(entry.size).putLong(entry.packedSize).putLong(entry.localAt);
    return bytes;
  }

  private byte[] end(long directoryAt, long directoryBytes, long endAt) {
    int all = count < 0 ? entries.size() : count;
    int here = countHere < 0 ? all : countHere;
    byte[] bytes = new byte[(zip64 ? 76 : 0) + 22 + comment.length];
    ByteBuffer out = little(bytes);
    if (zip64) {
      out.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) zip64Version).putInt(disk).putInt(disk);
      out.putLong(here).putLong(all).putLong(directoryBytes).putLong(directoryAt);
      out.putInt(0x07064b50).putInt(0).putLong(endAt).putInt(1);
    }
    out.putInt(0x06054b50).putShort((short) disk).putShort((short) disk);
    out.putShort((short) (zip64 ? 0xffff : here)).putShort((short) (zip64 ? 0xffff : all));
    out.putInt(zip64 ? -1 : (int) directoryBytes).putInt(zip64 ? -1 : (int) directoryAt);
    out.putShort((short) (commentLength < 0 ? comment.length : commentLength)).put(comment);
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int clamp(long value) {
    return (int) Math.min(value, 0xffffffffL);
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static long crcOf(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }
}
