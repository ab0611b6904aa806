package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures that can be decoded, to show that theirs is the same afterwards. */
final class ImageSamples {

  private ImageSamples() {}

  /** A picture of many colours in a format that Java can write. */
  static byte[] encoded(String format) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        image.setRGB(x, y, ((x * 6) << 16) | ((y * 8) << 8) | ((x * y) % 256));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  static void assertSamePixels(byte[] one, byte[] other) throws IOException {
    BufferedImage left = ImageIO.read(new ByteArrayInputStream(one));
    BufferedImage right = ImageIO.read(new ByteArrayInputStream(other));
    assertThat(pixels(left)).isEqualTo(pixels(right));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** A simple WebP, lossless, 16 by 12. */
  static byte[] webp() {
    byte[] chunk = MediaSamples.join(MediaSamples.ascii("VP8L"), new byte[] {(byte) webpPicture().length, 0, 0, 0}, webpPicture());
    byte[] size = {(byte) (chunk.length + 4), 0, 0, 0};
    return MediaSamples.join(MediaSamples.ascii("RIFF"), size, MediaSamples.ascii("WEBP"), chunk);
  }

  static byte[] webpPicture() {
    int bits = 15 | 11 << 14;
    return new byte[] {0x2F, (byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24), 7, 8, 9};
  }

  static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; at <= all.length - part.length; at++) {
      if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
