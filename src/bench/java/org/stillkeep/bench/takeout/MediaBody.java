package org.stillkeep.bench.takeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * The bytes of photos and films: headers that programs understand, then filling. One instance writes one file after the other; for one
 * thread.
 */
final class MediaBody {

  private static final DateTimeFormatter EXIF_TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");
  private static final int BLOCK_BYTES = 1 << 16;
  private static final byte[] END_OF_IMAGE = {(byte) 0xff, (byte) 0xd9};

  private final byte[] block = new byte[BLOCK_BYTES];
  private final boolean zeros;

  /** @param zeros whether the filling is zeros, of which file systems keep nothing; each file still differs from all others */
  MediaBody(boolean zeros) {
    this.zeros = zeros;
  }

  /** Writes exactly {@code media.bytes()} bytes. */
  void write(MadeMedia media, ByteSink sink) throws IOException {
    byte[] head = media.isFilm() ? filmHead(media) : photoHead(media);
    byte[] tail = media.isFilm() ? new byte[0] : END_OF_IMAGE;
    sink.write(head, 0, head.length);
    Prng numbers = new Prng(Prng.mix(media.seed() + 2, media.number()));
    if (zeros) {
      Arrays.fill(block, (byte) 0);
    }
    long left = media.bytes() - head.length - tail.length;
    while (left > 0) {
      int length = (int) Math.min(left, block.length);
      fill(length, media.isFilm(), numbers);
      sink.write(block, 0, length);
      left -= length;
    }
    sink.write(tail, 0, tail.length);
  }

  private void fill(int length, boolean film, Prng numbers) {
    if (zeros) {
      return;
    }
    if (film) {
      FillBytes.random(block, length, numbers);
    } else {
      FillBytes.scan(block, length, numbers);
    }
  }

  /** Start, EXIF with the time of capture, a comment that makes the file unique, a frame of 4,000 × 3,000, the scan's header. */
  private static byte[] photoHead(MadeMedia media) {
    ByteBuffer head = ByteBuffer.allocate((int) LibraryShape.MIN_PHOTO_BYTES / 2);
    head.putShort((short) 0xffd8);
    head.putShort((short) 0xffe1).putShort((short) (2 + 6 + 64));
    head.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif(media));
    head.putShort((short) 0xfffe).putShort((short) (2 + 16)).putLong(media.seed()).putLong(media.number());
    head.putShort((short) 0xffc0).putShort((short) 11).put((byte) 8).putShort((short) 3000).putShort((short) 4000);
    head.put(new byte[] {1, 1, 0x11, 0});
    head.putShort((short) 0xffda).putShort((short) 8).put(new byte[] {1, 1, 0, 0, 63, 0});
    return Arrays.copyOf(head.array(), head.position());
  }

  /** A TIFF of 64 bytes: the first directory points to the second, which has DateTimeOriginal. */
  private static byte[] exif(MadeMedia media) {
    ByteBuffer tiff = ByteBuffer.allocate(64);
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(26).putInt(0);
    tiff.putShort((short) 1).putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(44).putInt(0);
    String taken = EXIF_TIME.format(media.taken().atOffset(ZoneOffset.UTC)) + "\0";
    return tiff.put(taken.getBytes(StandardCharsets.US_ASCII)).array();
  }

  /** The type, a movie header of two seconds, and a box of data that begins with what makes the file unique. */
  private static byte[] filmHead(MadeMedia media) {
    ByteBuffer head = ByteBuffer.allocate(24 + 116 + 16 + 16);
    head.putInt(24).put("ftypmp42\0\0\0\0mp42isom".getBytes(StandardCharsets.US_ASCII));
    head.putInt(116).put("moov".getBytes(StandardCharsets.US_ASCII));
    head.putInt(108).put("mvhd".getBytes(StandardCharsets.US_ASCII));
    head.putInt(0).putInt(0).putInt(0).putInt(1000).putInt(2000).put(new byte[80]);
    head.putInt(1).put("mdat".getBytes(StandardCharsets.US_ASCII)).putLong(media.bytes() - 24 - 116);
    return head.putLong(media.seed()).putLong(media.number()).array();
  }
}
