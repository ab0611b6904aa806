package org.stillkeep.bench.takeout;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One ZIP archive (PKWARE's APPNOTE 6.3), written in one pass: sizes and CRC-32 are put into the local header when they are known, or
 * into a descriptor behind the data. ZIP64 where it is needed; no entry is as long as 4 GiB. The central directory waits in a
 * file beside.
 */
final class ZipPart implements Closeable {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int END = 0x06054b50;

  private static final int UTF_8_NAMES = 0x0800;
  private static final int WITH_DESCRIPTOR = 0x0008;
  private static final int DEFLATED = 8;
  private static final long MAX_32 = 0xffffffffL;

  /** Noon of 17 May 2024, in MS-DOS's way. */
  private static final int DOS_TIME = (2024 - 1980) << 25 | 5 << 21 | 17 << 16 | 12 << 11;

  private final PartFile file;
  private final Path centralFile;
  private final OutputStream central;
  private final boolean descriptors;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] deflated = new byte[1 << 16];
  private long entries;

  /** Writes the bytes of an entry. */
  interface Body {
    void writeTo(ByteSink sink) throws IOException;
  }

  ZipPart(Path path, boolean descriptors) throws IOException {
    this.file = new PartFile(path);
    this.centralFile = path.resolveSibling(path.getFileName() + ".central");
    this.central = new BufferedOutputStream(Files.newOutputStream(centralFile), 1 << 16);
    this.descriptors = descriptors;
    // JPEG data has no repetitions that could be found: looking for none makes the same blocks, five times as fast.
    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
  }

  /** Bytes so far. */
  long position() {
    return file.position();
  }

  void add(String path, boolean deflate, Body body) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int flags = UTF_8_NAMES | (descriptors ? WITH_DESCRIPTOR : 0);
    int method = deflate ? DEFLATED : 0;
    long headerAt = file.position();
    ByteBuffer local = little(30 + name.length);
    local.putInt(LOCAL_HEADER).putShort((short) 20).putShort((short) flags).putShort((short) method).putInt(DOS_TIME);
    local.putInt(0).putInt(0).putInt(0).putShort((short) name.length).putShort((short) 0).put(name);
    write(local);
    CRC32 crc = new CRC32();
    long dataAt = file.position();
    long length = deflate ? deflate(body, crc) : store(body, crc);
    int packed = (int) (file.position() - dataAt);
    if (descriptors) {
      write(little(16).putInt(DESCRIPTOR).putInt((int) crc.getValue()).putInt(packed).putInt((int) length));
    } else {
      file.overwrite(headerAt + 14, (int) crc.getValue(), packed, (int) length);
    }
    addCentral(name, flags, method, crc, packed, (int) length, headerAt);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      central.close();
      long at = file.position();
      try (InputStream directory = Files.newInputStream(centralFile)) {
        byte[] block = new byte[1 << 16];
        for (int length = directory.read(block); length >= 0; length = directory.read(block)) {
          file.write(block, 0, length);
        }
      }
      writeEnd(at, file.position() - at);
    } finally {
      deflater.end();
      Files.delete(centralFile);
    }
  }

  private long store(Body body, CRC32 crc) throws IOException {
    long at = file.position();
    body.writeTo(
        (bytes, offset, length) -> {
          crc.update(bytes, offset, length);
          file.write(bytes, offset, length);
        });
    return file.position() - at;
  }

  private long deflate(Body body, CRC32 crc) throws IOException {
    deflater.reset();
    body.writeTo(
        (bytes, offset, length) -> {
          crc.update(bytes, offset, length);
          deflater.setInput(bytes, offset, length);
          while (!deflater.needsInput()) {
            file.write(deflated, 0, deflater.deflate(deflated));
          }
        });
    deflater.finish();
    while (!deflater.finished()) {
      file.write(deflated, 0, deflater.deflate(deflated));
    }
    return deflater.getBytesRead();
  }

  private void addCentral(byte[] name, int flags, int method, CRC32 crc, int packed, int length, long headerAt) throws IOException {
    boolean far = headerAt >= MAX_32;
    ByteBuffer header = little(46 + name.length + (far ? 12 : 0));
    header.putInt(CENTRAL_HEADER).putShort((short) 45).putShort((short) (far ? 45 : 20)).putShort((short) flags).putShort((short) method);
    header.putInt(DOS_TIME).putInt((int) crc.getValue()).putInt(packed).putInt(length);
    header.putShort((short) name.length).putShort((short) (far ? 12 : 0)).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    header.putInt(0).putInt(far ? -1 : (int) headerAt).put(name);
    if (far) {
      header.putShort((short) 1).putShort((short) 8).putLong(headerAt);
    }
    central.write(header.array(), header.arrayOffset(), header.position());
    entries++;
  }

  private void writeEnd(long directoryAt, long directoryBytes) throws IOException {
    boolean far = entries >= 0xffff || directoryAt + directoryBytes >= MAX_32;
    if (far) {
      long endAt = file.position();
      ByteBuffer end64 = little(76);
      end64.putInt(END_64).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
      end64.putLong(entries).putLong(entries).putLong(directoryBytes).putLong(directoryAt);
      write(end64.putInt(LOCATOR_64).putInt(0).putLong(endAt).putInt(1));
    }
    short count = (short) (far ? -1 : entries);
    ByteBuffer end = little(22).putInt(END).putInt(0).putShort(count).putShort(count);
    write(end.putInt(far ? -1 : (int) directoryBytes).putInt(far ? -1 : (int) directoryAt).putShort((short) 0));
  }

  private void write(ByteBuffer filled) throws IOException {
    file.write(filled.array(), filled.arrayOffset(), filled.position());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
