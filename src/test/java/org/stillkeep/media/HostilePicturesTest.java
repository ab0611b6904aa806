package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** Pictures made to hurt whoever decodes them: there is an answer, soon, in a bounded memory. */
@Covers("M")
class HostilePicturesTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final ThumbnailMaker maker = new ThumbnailMaker(() -> false);

  @Test
  void anyDamageToAnyPictureIsSurvived() throws IOException {
    BufferedImage image = ThumbnailMakerTest.plain(90, 60, 0x336699);
    image.setRGB(0, 0, 80, 50, new Random(2).ints(4_000).toArray(), 0, 80);
    List<byte[]> originals = new ArrayList<>(List.of(ThumbnailMakerTest.jpeg(image, true)));
    for (String format : List.of("jpeg", "png", "gif", "bmp")) {
      originals.add(ThumbnailMakerTest.written(image, format));
    }
    Random random = new Random(3);
    AtomicInteger made = new AtomicInteger();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 300; round++) {
            for (byte[] original : originals) {
              byte[] damaged = original.clone();
              for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(random.nextBoolean() ? 60 : damaged.length)] = (byte) random.nextInt();
              }
              int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
              made.addAndGet(thumbnail(Arrays.copyOf(damaged, length)).isPresent() ? 1 : 0);
            }
          }
        });
    assertThat(made.get()).isPositive();
  }

  @Test
  void sizesThatNobodyHasAreRefusedBeforeAPixelIsDecoded() throws IOException {
    byte[] jpeg = ThumbnailMakerTest.jpeg(ThumbnailMakerTest.plain(64, 64, 1), false);
    int frame = ImageSamples.indexOf(jpeg, MediaSamples.bytes(0xFF, 0xC0, 0, 17));
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFE);
    byte[] gif = ThumbnailMakerTest.written(ThumbnailMakerTest.plain(64, 64, 1), "gif");
    int picture = ImageSamples.indexOf(gif, MediaSamples.bytes(0x2C, 0, 0, 0, 0, 64, 0, 64, 0));
    Arrays.fill(gif, picture + 5, picture + 9, (byte) 0xFE);
    byte[] bmp = ThumbnailMakerTest.written(ThumbnailMakerTest.plain(64, 64, 1), "bmp");
    ByteBuffer.wrap(bmp).putInt(18, 0x00FE0000).putInt(22, 0x00FE0000);
    for (byte[] lie : List.of(jpeg, gif, bmp, png(60_000, 60_000, 2, new byte[100]), png(-1, 5, 2, new byte[100]))) {
      assertTimeoutPreemptively(SOON, () -> assertThat(thumbnail(lie)).isEmpty());
    }
  }

  @Test
  void aRowOfManyMegabytesIsNotTakenIntoMemory() throws IOException {
    assertThat(thumbnail(greyLine(60_000))).isPresent();
    assertThat(thumbnail(greyLine(4_000_000))).isEmpty();
  }

  private static byte[] greyLine(int width) {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[width + 1]);
    deflater.finish();
    byte[] packed = new byte[width + 100];
    int count = deflater.deflate(packed);
    deflater.end();
    return png(width, 1, 0, Arrays.copyOf(packed, count));
  }

  @Test
  void aPictureInScansWhoseCoefficientsDoNotFitIsRefused() throws IOException {
    byte[] jpeg = ThumbnailMakerTest.jpeg(ThumbnailMakerTest.plain(64, 64, 1), true);
    int frame = ImageSamples.indexOf(jpeg, MediaSamples.bytes(0xFF, 0xC2, 0, 17));
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 8_000).putShort(frame + 7, (short) 8_000);

    assertThat(thumbnail(jpeg)).isEmpty();
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 2_000);
    assertThat(thumbnail(jpeg)).isPresent();
  }

  @Test
  void thousandsOfScansAreNotGoneThrough() throws IOException {
    byte[] jpeg = ThumbnailMakerTest.jpeg(ThumbnailMakerTest.plain(64, 64, 1), true);
    int frame = ImageSamples.indexOf(jpeg, MediaSamples.bytes(0xFF, 0xC2, 0, 17));
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 4_000).putShort(frame + 7, (short) 4_000);
    byte[] emptyScan = MediaSamples.segment(0xDA, MediaSamples.bytes(1, 1, 0, 1, 63, 0));
    ByteArrayOutputStream scans = new ByteArrayOutputStream();
    scans.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 20_000; i++) {
      scans.writeBytes(emptyScan);
    }

    assertTimeoutPreemptively(SOON, () -> assertThat(thumbnail(scans.toByteArray())).isEmpty());
  }

  @Test
  void textsThatUnfoldIntoGigabytesAreNotUnfolded() throws IOException {
    Deflater deflater = new Deflater();
    byte[] bomb = new byte[4 << 20];
    int packed = 0;
    for (int i = 0; i < 1_000; i++) {
      deflater.setInput(new byte[1 << 20]);
      packed += deflater.deflate(bomb, packed, bomb.length - packed, Deflater.SYNC_FLUSH);
    }
    deflater.end();
    byte[] text = MediaSamples.join(MediaSamples.ascii("Comment\0\0"), Arrays.copyOf(bomb, packed));
    byte[] palette = ThumbnailMakerTest.written(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED), "png");
    byte[] png = MediaSamples.join(Arrays.copyOf(palette, 33), chunk("zTXt", text), chunk("iCCP", text), Arrays.copyOfRange(palette, 33, palette.length));

    assertTimeoutPreemptively(SOON, () -> assertThat(thumbnail(png)).isPresent());
  }

  @Test
  void aCommentOfManyMegabytesIsNotPutTogether() throws IOException {
    byte[] gif = ThumbnailMakerTest.written(ThumbnailMakerTest.plain(64, 64, 1), "gif");
    int picture = ImageSamples.indexOf(gif, MediaSamples.bytes(0x2C, 0, 0, 0, 0, 64, 0, 64, 0));
    ByteArrayOutputStream comment = new ByteArrayOutputStream();
    comment.write(gif, 0, picture);
    comment.write(0x21);
    comment.write(0xFE);
    byte[] block = new byte[256];
    block[0] = (byte) 255;
    for (int i = 0; i < 100_000; i++) {
      comment.writeBytes(block);
    }
    comment.write(0);
    comment.write(gif, picture, gif.length - picture);

    assertTimeoutPreemptively(SOON, () -> assertThat(thumbnail(comment.toByteArray())).isEmpty());
  }

  @Test
  void whatACameraWritesBesideThePictureCostsNoMemory() throws IOException {
    byte[] jpeg = ThumbnailMakerTest.jpeg(ThumbnailMakerTest.plain(64, 64, 1), false);
    byte[] segment = MediaSamples.segment(0xE2, MediaSamples.join(MediaSamples.ascii("ICC_PROFILE\0"), MediaSamples.bytes(1, 9), new byte[65_000]));
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    large.write(jpeg, 0, 20);
    for (int i = 0; i < 1_000; i++) {
      large.writeBytes(segment);
    }
    large.write(jpeg, 20, jpeg.length - 20);

    assertTimeoutPreemptively(SOON, () -> assertThat(thumbnail(large.toByteArray())).isPresent());
  }

  @Test
  void packedBitmapsAndBitmapsThatAreOtherFilesAreNotRead() throws IOException {
    byte[] bmp = ThumbnailMakerTest.written(ThumbnailMakerTest.plain(64, 64, 1), "bmp");
    for (int compression : new int[] {1, 2, 4, 5}) {
      byte[] other = bmp.clone();
      other[30] = (byte) compression;
      assertThat(thumbnail(other)).isEmpty();
    }
    assertThat(thumbnail(bmp)).isPresent();
  }

  @Test
  void decodingStopsBetweenTwoRows() throws IOException {
    byte[] jpeg = ThumbnailMakerTest.jpeg(ThumbnailMakerTest.plain(3_000, 2_000, 1), false);
    AtomicInteger asked = new AtomicInteger();
    ThumbnailMaker stopping = new ThumbnailMaker(() -> asked.incrementAndGet() > 3);

    assertThat(stopping.ofPhoto(new ByteArrayInputStream(jpeg), MediaProbeTest.probe(jpeg))).isEmpty();
    assertThat(asked.get()).isLessThan(20);
  }

  @Test
  void aStreamThatFailsIsNoThumbnail() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThat(maker.ofPhoto(failing, MediaProbeTest.probe(MediaSamples.jpeg("x")))).isEmpty();
  }

  private Optional<byte[]> thumbnail(byte[] photo) {
    return maker.ofPhoto(new ByteArrayInputStream(photo), MediaProbeTest.probe(photo));
  }

  private static byte[] png(int width, int height, int colourType, byte[] data) {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) colourType).array();
    return MediaSamples.join(
        MediaSamples.bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
        chunk("IHDR", header),
        chunk("IDAT", data),
        chunk("IEND", new byte[0]));
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(MediaSamples.ascii(type));
    crc.update(data);
    return MediaSamples.join(
        MediaSamples.u32(data.length), MediaSamples.ascii(type), data, MediaSamples.u32((int) crc.getValue()));
  }
}
