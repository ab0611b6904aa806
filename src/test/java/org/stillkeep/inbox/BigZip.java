package org.stillkeep.inbox;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** Writes archives that are large on paper: the content of most entries is a hole in the file. */
final class BigZip implements Closeable {

  private final FileChannel channel;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long count;
  private long position;

  BigZip(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
  }

  void addStored(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    header(name);
    channel.write(ByteBuffer.wrap(content), position + 30 + name.length());
    list(name, content.length, (int) crc.getValue());
  }

  /** An entry of zeros that is only listed; its CRC is wrong. */
  void addHole(String name, long sizeBytes) throws IOException {
    if (position == 0) {
      header(name);
    }
    list(name, sizeBytes, 0);
  }

  private void header(String name) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(30 + name.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).putInt(20).position(26);
    header.putShort((short) name.length()).putShort((short) 0).put(name.getBytes(StandardCharsets.US_ASCII)).flip();
    channel.write(header, position);
  }

  private void list(String name, long sizeBytes, int crc) {
    byte[] bytes = new byte[46 + name.length() + 28];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x02014b50).putInt(20 | 20 << 16).putInt(0).putInt(0x58cf6452).putInt(crc).putInt(-1).putInt(-1);
    out.putShort((short) name.length()).putShort((short) 28).position(42);
    out.putInt(-1).put(name.getBytes(StandardCharsets.US_ASCII));
    out.putShort((short) 1).putShort((short) 24).putLong(sizeBytes).putLong(sizeBytes).putLong(position);
    directory.writeBytes(bytes);
    count++;
    position += 30 + name.length() + sizeBytes;
  }

  void finish() throws IOException {
    channel.write(ByteBuffer.wrap(directory.toByteArray()), position);
    ByteBuffer end = ByteBuffer.allocate(98).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06064b50).putLong(44).putInt(45 | 45 << 16).putLong(0);
    end.putLong(count).putLong(count).putLong(directory.size()).putLong(position);
    end.putInt(0x07064b50).putInt(0).putLong(position + directory.size()).putInt(1);
    end.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0).flip();
    channel.write(end, position + directory.size());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
