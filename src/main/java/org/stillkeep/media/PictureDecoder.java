package org.stillkeep.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes a picture in a small size, by Java's own readers. Bounds are judged by its header, before a pixel is decoded:
 *
 * <ul>
 *   <li>200 megapixels, the most that a phone has, are read row by row and never held: beyond so many it is refused, and so is
 *       one with longer rows than a JPEG can have, of which decoders hold some;
 *   <li>of a JPEG in several scans the decoder holds all coefficients, some bytes a pixel, outside the heap: at most 48 MiB,
 *       enough for 16 megapixels;
 *   <li>of the others it holds every n-th pixel of every n-th row, 4 million at most.
 * </ul>
 */
final class PictureDecoder {

  private static final Map<MediaType, String> READERS =
      Map.of(MediaType.JPEG, "jpeg", MediaType.PNG, "png", MediaType.GIF, "gif", MediaType.BMP, "bmp");

  private static final int MAX_SIDE = 0xFFFF;
  private static final long MAX_PIXELS = 200L * 1024 * 1024;
  private static final long MAX_COEFFICIENT_BYTES = 48L << 20;
  private static final long MAX_HELD_PIXELS = 4L << 20;

  /** So many times the wanted size is decoded, so that each pixel is the mean of several. */
  private static final int FINENESS = 2;

  private final int longestSide;
  private final BooleanSupplier stopRequested;

  /** @param longestSide in pixels, of the pictures that come out */
  PictureDecoder(int longestSide, BooleanSupplier stopRequested) {
    this.longestSide = longestSide;
    this.stopRequested = stopRequested;
  }

  /** Whether files of this type can be decoded at all. */
  static boolean canDecode(MediaType type) {
    return READERS.containsKey(type);
  }

  /**
   * The picture as it is stored, made smaller where it is larger.
   *
   * @param in its bytes; stays the caller's to close
   * @throws IOException when it cannot be read or decoded, is beyond the bounds, or the work was stopped; decoders throw
   *     other things, too
   */
  Picture decode(InputStream in, MediaType type) throws IOException {
    InputStream stoppable = new StoppableInput(in, stopRequested);
    return switch (type) {
      case JPEG -> {
        JpegPassage passage = new JpegPassage(stoppable);
        requireBearable(passage.frame());
        yield decode(new ForwardImageInput(passage), type, passage.colourProfile());
      }
      case PNG -> decode(new ForwardImageInput(new PngPassage(stoppable)), type, Optional.empty());
      case BMP -> decode(new ForwardImageInput(BmpHead.checked(stoppable)), type, Optional.empty());
      case GIF -> decode(new ForwardImageInput(stoppable), type, Optional.empty());
      default -> throw new IOException("no decoder for " + type);
    };
  }

  private static void requireBearable(JpegFrame frame) throws IOException {
    if (frame.inScans() && frame.coefficientBytes() > MAX_COEFFICIENT_BYTES) {
      throw new IOException("its coefficients do not fit");
    }
  }

  private Picture decode(ForwardImageInput input, MediaType type, Optional<byte[]> colourProfile) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(READERS.get(type));
    ImageReader reader = readers.next();
    try {
      reader.setInput(input, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width <= 0 || width > MAX_SIDE || height <= 0 || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
        throw new IOException("a picture of " + width + " by " + height);
      }
      input.letPictureBeRead();
      reader.addIIOReadProgressListener(new StopListener(stopRequested));
      BufferedImage image = reader.read(0, everyNth(reader, width, height));
      if (stopRequested.getAsBoolean()) {
        // An aborted reader gives back what it has.
        throw new InterruptedIOException("stopped");
      }
      return smaller(image, width, height, colourProfile);
    } finally {
      reader.dispose();
      input.close();
    }
  }

  private ImageReadParam everyNth(ImageReader reader, int width, int height) {
    int step = Math.max(1, Math.max(width, height) / (FINENESS * longestSide));
    while ((long) (width / step) * (height / step) > MAX_HELD_PIXELS) {
      step++;
    }
    ImageReadParam every = reader.getDefaultReadParam();
    every.setSourceSubsampling(step, step, 0, 0);
    return every;
  }

  /** @param width and {@code height} are those of the whole picture */
  private Picture smaller(BufferedImage image, int width, int height, Optional<byte[]> colourProfile) {
    double factor = Math.min(1, (double) longestSide / Math.max(width, height));
    int newWidth = Math.min(image.getWidth(), Math.max(1, (int) Math.round(width * factor)));
    int newHeight = Math.min(image.getHeight(), Math.max(1, (int) Math.round(height * factor)));
    PixelRows rows = new PixelRows(image);
    if (newWidth == image.getWidth() && newHeight == image.getHeight()) {
      return new Picture(newWidth, newHeight, rows.all(), colourProfile);
    }
    AreaScaler scaler = new AreaScaler(image.getWidth(), image.getHeight(), newWidth, newHeight);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, row);
      scaler.add(row);
    }
    return scaler.picture(colourProfile);
  }
}
