package org.stillkeep.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A TGZ put together byte by byte, so that every field can be wrong. */
public final class HandmadeTgz {

  private static final int BLOCK_BYTES = 512;

  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  /** A file. */
  public HandmadeTgz add(String name, byte[] content) {
    return header(name, content.length, '0', "").content(content);
  }

  /** A header of any type, without content. */
  public HandmadeTgz header(String name, long sizeBytes, char type, String linkTo) {
    return raw(block(name.getBytes(StandardCharsets.UTF_8), octal(sizeBytes, 12), type, linkTo));
  }

  /** Bytes, filled up to a whole block. */
  public HandmadeTgz content(byte[] content) {
    raw(content);
    return raw(new byte[(BLOCK_BYTES - content.length % BLOCK_BYTES) % BLOCK_BYTES]);
  }

  /** Bytes as they are. */
  public HandmadeTgz raw(byte[] bytes) {
    tar.write(bytes, 0, bytes.length);
    return this;
  }

  /** A record of extended attributes for the next entry, such as {@code path} for long names. */
  public HandmadeTgz pax(String key, String value) {
    byte[] record = record(key, value);
    return header("PaxHeaders/x", record.length, 'x', "").content(record);
  }

  /** GNU's way of giving the next entry a long name. */
  public HandmadeTgz gnuLongName(String name) {
    byte[] bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
    return header("././@LongLink", bytes.length, 'L', "").content(bytes);
  }

  /** The TAR with its end. */
  public byte[] tar() {
    byte[] entries = tar.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK_BYTES);
  }

  /** The TAR packed. */
  public byte[] bytes() {
    return gzip(tar());
  }

  /** Packs anything. */
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A header block with a right checksum. */
  static byte[] block(byte[] name, byte[] size, char type, String linkTo) {
    byte[] block = new byte[BLOCK_BYTES];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, 100));
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    System.arraycopy(size, 0, block, 124, 12);
    // 2024-05-25T20:14:56Z
    put(block, 136, "14624443300\0");
    block[156] = (byte) type;
    put(block, 157, linkTo);
    put(block, 257, "ustar\00000");
    return checksummed(block);
  }

  /** Puts the checksum right. */
  public static byte[] checksummed(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return block;
  }

  static byte[] octal(long value, int length) {
    String digits = String.format(Locale.ROOT, "%0" + (length - 1) + "o\0", value);
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + 1;
    while (Integer.toString(length).length() + bytes != length) {
      length++;
    }
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
