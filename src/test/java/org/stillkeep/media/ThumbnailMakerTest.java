package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailMakerTest {

  private static final int RED = 0xD02020;
  private static final int BLUE = 0x2020D0;
  private static final int GREY = 0x808080;

  private final ThumbnailMaker maker = new ThumbnailMaker(() -> false);

  @ParameterizedTest
  @CsvSource({
    "1600, 900, 720, 405",
    "900, 1600, 405, 720",
    "721, 10, 720, 10",
    "720, 720, 720, 720",
    "300, 200, 300, 200",
    "1, 1, 1, 1",
    "5000, 2, 720, 1"
  })
  void theLongestSideIsAtMost720AndNothingGrows(int width, int height, int newWidth, int newHeight) throws IOException {
    for (String format : new String[] {"jpeg", "png", "gif", "bmp"}) {
      BufferedImage thumbnail = decoded(ofPhoto(written(plain(width, height, GREY), format)));

      assertThat(thumbnail.getWidth()).as(format).isEqualTo(newWidth);
      assertThat(thumbnail.getHeight()).as(format).isEqualTo(newHeight);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, TL, TR", "2, TR, TL", "3, BR, BL", "4, BL, BR", "5, TL, BL", "6, TR, BR", "7, BR, TR", "8, BL, TL", "0, TL, TR", "9, TL, TR"
  })
  void aPhotoIsTurnedAsItWasTaken(int orientation, String redCorner, String blueCorner) throws IOException {
    BufferedImage stored = plain(900, 600, GREY);
    fill(stored, 0, 0, RED);
    fill(stored, 600, 0, BLUE);
    byte[] photo = withExif(written(stored, "jpeg"), orientation);

    BufferedImage seen = decoded(ofPhoto(photo));

    boolean upright = orientation >= 5 && orientation <= 8;
    assertThat(seen.getWidth()).isEqualTo(upright ? 480 : 720);
    assertThat(seen.getHeight()).isEqualTo(upright ? 720 : 480);
    assertColour(corner(seen, redCorner), RED);
    assertColour(corner(seen, blueCorner), BLUE);
  }

  @Test
  void whatIsTransparentLiesOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 40, 30, filled(40 * 30, 0x80FF0000), 0, 40);

    assertColour(decoded(ofPhoto(written(image, "png"))).getRGB(20, 15), 0xFF7F7F);
    assertColour(decoded(ofPhoto(written(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), "png"))).getRGB(1, 1), 0xFFFFFF);
  }

  @Test
  void greyStaysAsDarkAsItIs() throws IOException {
    BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setDataElements(0, 0, 40, 30, bytesOf(40 * 30, 0x40));
    BufferedImage fine = new BufferedImage(40, 30, BufferedImage.TYPE_USHORT_GRAY);
    short[] samples = new short[40 * 30];
    Arrays.fill(samples, (short) 0x4000);
    fine.getRaster().setDataElements(0, 0, 40, 30, samples);

    assertColour(decoded(ofPhoto(written(grey, "jpeg"))).getRGB(9, 9), 0x404040);
    assertColour(decoded(ofPhoto(written(grey, "png"))).getRGB(9, 9), 0x404040);
    assertColour(decoded(ofPhoto(written(fine, "png"))).getRGB(9, 9), 0x404040);
  }

  @Test
  void fewBitsAndPalettesAreUnderstood() throws IOException {
    BufferedImage bits = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_BINARY);
    BufferedImage palette = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(0, 0, 40, 30, filled(40 * 30, 0xFFFF0000), 0, 40);
    BufferedImage packed = new BufferedImage(40, 30, BufferedImage.TYPE_USHORT_555_RGB);
    packed.setRGB(0, 0, 40, 30, filled(40 * 30, 0xFF0000FF), 0, 40);

    assertColour(decoded(ofPhoto(written(bits, "png"))).getRGB(9, 9), 0);
    assertColour(decoded(ofPhoto(written(palette, "png"))).getRGB(9, 9), 0xFF0000);
    assertColour(decoded(ofPhoto(written(palette, "gif"))).getRGB(9, 9), 0xFF0000);
    assertColour(decoded(ofPhoto(written(packed, "bmp"))).getRGB(9, 9), 0x0000FF);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPictureInOneScanOrManyIsTheMeanOfItsPixels(boolean progressive) throws IOException {
    BufferedImage stripes = plain(1440, 1080, 0);
    for (int x = 0; x < 1440; x += 2) {
      stripes.setRGB(x, 0, 1, 1080, filled(1080, 0xFFFFFF), 0, 1);
    }

    BufferedImage thumbnail = decoded(ofPhoto(jpeg(stripes, progressive)));

    assertThat(thumbnail.getWidth()).isEqualTo(720);
    assertColour(thumbnail.getRGB(300, 300), 0x808080);
    assertColour(thumbnail.getRGB(717, 537), 0x808080);
  }

  @Test
  void aPictureFullOfDetailsIsWrittenCoarserAndAPlainOneIsSmall() throws IOException {
    BufferedImage noise = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB);
    noise.setRGB(0, 0, 1000, 1000, new Random(1).ints(1_000_000).toArray(), 0, 1000);

    for (String format : new String[] {"png", "bmp", "gif", "jpeg"}) {
      assertThat(ofPhoto(written(noise, format))).as(format).hasSizeLessThan(500 * 1024);
    }
    assertThat(ofPhoto(written(plain(1000, 1000, RED), "png"))).hasSizeLessThan(20 * 1024);
    BufferedImage photo = plain(1000, 1000, GREY);
    for (int y = 0; y < 1000; y++) {
      photo.setRGB(0, y, 1000, 1, filled(1000, (y * 255 / 1000) * 0x010101), 0, 1000);
    }
    assertThat(ofPhoto(written(photo, "png"))).hasSizeLessThan(ThumbnailMaker.WANTED_BYTES);
  }

  @Test
  void coloursAreReadByTheProfileThatTheyAreWrittenBy() throws IOException {
    byte[] profile = new byte[548];
    System.arraycopy(MediaSamples.ascii("RGB "), 0, profile, 16, 4);
    byte[] segment = MediaSamples.segment(0xE2, MediaSamples.join(MediaSamples.ascii("ICC_PROFILE\0"), MediaSamples.bytes(1, 1), profile));

    byte[] thumbnail = ofPhoto(inserted(written(plain(900, 600, RED), "jpeg"), segment));

    assertThat(ImageSamples.indexOf(thumbnail, segment)).isEqualTo(20);
    assertThat(new JpegPassage(new ByteArrayInputStream(thumbnail)).colourProfile()).contains(profile);
    System.arraycopy(MediaSamples.ascii("CMYK"), 0, segment, 18 + 16, 4);
    assertThat(ImageSamples.indexOf(ofPhoto(inserted(written(plain(90, 60, RED), "jpeg"), segment)), profile)).isNegative();
  }

  @Test
  void aPictureThatIsNeitherJfifNorExifIsSeenAsDecodersSeeIt() throws IOException {
    byte[] jfif = written(plain(90, 60, RED), "jpeg");
    byte[] without = MediaSamples.join(Arrays.copyOf(jfif, 2), Arrays.copyOfRange(jfif, 20, jfif.length));

    assertColour(decoded(ofPhoto(without)).getRGB(40, 30), decoded(without).getRGB(40, 30));
    assertColour(decoded(ofPhoto(withExif(without, 1))).getRGB(40, 30), RED);
  }

  @Test
  void aPictureThatIsCutOffShowsWhatIsThere() throws IOException {
    byte[] whole = written(plain(900, 600, RED), "jpeg");

    assertColour(decoded(ofPhoto(Arrays.copyOf(whole, whole.length * 2 / 3))).getRGB(10, 10), RED);
  }

  @Test
  void aPreviewThatNeedsNoChangeStaysAsItIs() throws IOException {
    byte[] preview = written(plain(160, 120, RED), "jpeg");

    assertThat(maker.ofPreview(facts(preview, 1))).contains(preview);
    assertThat(decoded(maker.ofPreview(facts(preview, 6)).orElseThrow()).getHeight()).isEqualTo(160);
    assertThat(decoded(maker.ofPreview(facts(written(plain(1024, 768, RED), "jpeg"), 1)).orElseThrow()).getWidth()).isEqualTo(720);
    assertThat(maker.ofPreview(facts(MediaSamples.jpeg("no picture"), 1))).isEmpty();
  }

  @Test
  void onlyPhotosWithoutAGoodPreviewAreWorthDecoding() throws IOException {
    byte[] small = written(plain(160, 120, RED), "jpeg");
    byte[] large = written(plain(512, 384, RED), "jpeg");

    assertThat(ThumbnailMaker.isWorthDecoding(facts(small, 1))).isTrue();
    assertThat(ThumbnailMaker.isWorthDecoding(facts(large, 1))).isFalse();
    assertThat(ThumbnailMaker.isWorthDecoding(MediaProbeTest.probe(MediaSamples.jpeg("x")))).isTrue();
    assertThat(ThumbnailMaker.isWorthDecoding(MediaProbeTest.probe(MediaSamples.heic(new byte[0])))).isFalse();
    assertThat(ThumbnailMaker.isWorthDecoding(MediaProbeTest.probe(MediaSamples.movie()))).isFalse();
  }

  @Test
  void aStoppedMakerMakesNothing() throws IOException {
    byte[] photo = written(plain(900, 600, RED), "jpeg");
    ThumbnailMaker stopped = new ThumbnailMaker(() -> true);

    assertThat(stopped.ofPhoto(new ByteArrayInputStream(photo), MediaProbeTest.probe(photo))).isEmpty();
  }

  @Test
  void nothingIsDecodedWhileSomebodyLooksForADisplay() throws Exception {
    byte[] photo = written(plain(90, 60, RED), "jpeg");
    AtomicBoolean asked = new AtomicBoolean();
    ThumbnailMaker waiting =
        new ThumbnailMaker(
            () -> {
              asked.set(true);
              return false;
            });
    ThumbnailMaker.holdBack();
    CompletableFuture<Optional<byte[]>> made =
        CompletableFuture.supplyAsync(() -> waiting.ofPhoto(new ByteArrayInputStream(photo), MediaProbeTest.probe(photo)));
    try {
      await().until(asked::get);
      assertThat(made).isNotDone();
      assertThat(new ThumbnailMaker(() -> true).ofPreview(facts(photo, 1))).isEmpty();
    } finally {
      ThumbnailMaker.letGo();
    }
    assertThat(made.get(10, TimeUnit.SECONDS)).isPresent();
  }

  private byte[] ofPhoto(byte[] photo) {
    return maker.ofPhoto(new ByteArrayInputStream(photo), MediaProbeTest.probe(photo)).orElseThrow();
  }

  private static MediaFacts facts(byte[] preview, int orientation) {
    MediaFacts told = MediaProbeTest.probe(MediaSamples.jpeg("x"));
    return new MediaFacts(
        told.type(), told.taken(), told.written(), told.place(), told.width(), told.height(), orientation, told.durationMillis(),
        told.contentIdentifier(), Optional.of(preview));
  }

  static BufferedImage plain(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, filled(width * height, rgb), 0, width);
    return image;
  }

  private static void fill(BufferedImage image, int x, int y, int rgb) {
    image.setRGB(x, y, 300, 200, filled(300 * 200, rgb), 0, 300);
  }

  private static int[] filled(int size, int value) {
    int[] all = new int[size];
    Arrays.fill(all, value);
    return all;
  }

  private static byte[] bytesOf(int size, int value) {
    byte[] all = new byte[size];
    Arrays.fill(all, (byte) value);
    return all;
  }

  static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).as(format).isTrue();
    return out.toByteArray();
  }

  static byte[] jpeg(BufferedImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(to);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Puts a segment in behind JFIF's own, or, without that, in front. */
  private static byte[] inserted(byte[] jpeg, byte[] segment) {
    int at = (jpeg[3] & 0xFF) == 0xE0 ? 20 : 2;
    return MediaSamples.join(Arrays.copyOf(jpeg, at), segment, Arrays.copyOfRange(jpeg, at, jpeg.length));
  }

  /** EXIF that says nothing but how the picture is turned. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).put(MediaSamples.ascii("MM\0*")).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return inserted(jpeg, MediaSamples.segment(0xE1, MediaSamples.join(MediaSamples.ascii("Exif\0\0"), tiff.array())));
  }

  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static int corner(BufferedImage image, String corner) {
    int x = corner.endsWith("L") ? 40 : image.getWidth() - 40;
    int y = corner.startsWith("T") ? 40 : image.getHeight() - 40;
    return image.getRGB(x, y);
  }

  private static void assertColour(int found, int wanted) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(found >> shift & 0xFF).as("%06x for %06x", found & 0xFFFFFF, wanted & 0xFFFFFF).isBetween((wanted >> shift & 0xFF) - 12, (wanted >> shift & 0xFF) + 12);
    }
  }
}
