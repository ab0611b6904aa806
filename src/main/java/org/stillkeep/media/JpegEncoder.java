package org.stillkeep.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as JPEGs that may have so many bytes: as fine as fits, and never very coarse. */
final class JpegEncoder {

  private static final float[] QUALITIES = {0.7f, 0.6f, 0.5f};

  /** A lower quality that saves less than this is not worth it. */
  private static final double NOTICEABLE = 0.95;

  private static final byte[] PROFILE_MARK = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII);

  /** Start of image, and the JFIF segment as Java writes it. */
  private static final int FRONT_BYTES = 2 + 2 + 16;

  private JpegEncoder() {}

  /** @param wantedBytes may be exceeded by a picture that is no smaller at the lowest quality */
  static byte[] encode(Picture picture, int wantedBytes) throws IOException {
    BufferedImage image = imageOf(picture);
    byte[] best = encode(image, QUALITIES[0]);
    for (int i = 1; i < QUALITIES.length && best.length > wantedBytes; i++) {
      byte[] next = encode(image, QUALITIES[i]);
      if (next.length > best.length * NOTICEABLE) {
        break;
      }
      best = next;
    }
    return picture.colourProfile().isPresent() ? withProfile(best, picture.colourProfile().get()) : best;
  }

  /** As bytes: Java's writer takes whole rows of these, and of anything else one sample after the other. */
  private static BufferedImage imageOf(Picture picture) {
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) rgb[i];
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) (rgb[i] >> 16);
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The profile stands behind JFIF's segment. */
  private static byte[] withProfile(byte[] jpeg, byte[] profile) {
    int length = 2 + PROFILE_MARK.length + profile.length;
    byte[] header = {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length};
    byte[] front = Arrays.copyOf(jpeg, FRONT_BYTES);
    return Bytes.join(front, header, PROFILE_MARK, profile, Arrays.copyOfRange(jpeg, FRONT_BYTES, jpeg.length));
  }
}
