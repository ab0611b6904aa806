package org.stillkeep.media;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The rows of a decoded image as {@code 0x00RRGGBB}, what is transparent on white. Samples are taken as they are: Java's own
 * conversion brightens grey pictures, since it takes their numbers for light, and is slow.
 */
final class PixelRows {

  private static final int WHITE = 255;

  private final Raster raster;
  private final ColorModel colours;
  private final int[] palette;
  private final int[] samples;

  /** One row of three bytes a pixel, red first; empty where a pixel is anything else. */
  private final byte[] colourBytes;

  PixelRows(BufferedImage image) {
    this.raster = image.getRaster();
    this.colours = image.getColorModel();
    this.palette = colours instanceof IndexColorModel indexed ? paletteOf(indexed) : new int[0];
    this.samples = new int[raster.getWidth() * raster.getNumBands()];
    this.colourBytes = hasColourBytes() ? new byte[samples.length] : new byte[0];
  }

  /** As nearly every photo has: these need not be looked at band by band. */
  private boolean hasColourBytes() {
    return raster.getTransferType() == DataBuffer.TYPE_BYTE
        && raster.getNumBands() == 3
        && raster.getNumDataElements() == 3
        && colours instanceof ComponentColorModel
        && colours.getPixelSize() == 3 * Byte.SIZE;
  }

  /** All rows. */
  int[] all() {
    int[] all = new int[raster.getWidth() * raster.getHeight()];
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < raster.getHeight(); y++) {
      read(y, row);
      System.arraycopy(row, 0, all, y * row.length, row.length);
    }
    return all;
  }

  /** Writes one row into the array, which is as long as the image is wide. */
  void read(int y, int[] row) {
    if (colourBytes.length > 0) {
      readColourBytes(y, row);
    } else {
      readSamples(y, row);
    }
  }

  private void readColourBytes(int y, int[] row) {
    raster.getDataElements(0, y, row.length, 1, colourBytes);
    for (int x = 0; x < row.length; x++) {
      int at = x * 3;
      row[x] = ((colourBytes[at] & 0xFF) << 16) | ((colourBytes[at + 1] & 0xFF) << 8) | (colourBytes[at + 2] & 0xFF);
    }
  }

  private void readSamples(int y, int[] row) {
    raster.getPixels(0, y, row.length, 1, samples);
    int bands = raster.getNumBands();
    for (int x = 0; x < row.length; x++) {
      row[x] = palette.length > 0 ? palette[samples[x]] : colour(x * bands, bands);
    }
  }

  private int colour(int at, int bands) {
    boolean grey = bands < 3;
    int alpha = colours.hasAlpha() ? sample(at, bands - 1) : WHITE;
    int red = onWhite(sample(at, 0), alpha);
    return grey ? red * 0x010101 : red << 16 | onWhite(sample(at, 1), alpha) << 8 | onWhite(sample(at, 2), alpha);
  }

  private int sample(int at, int band) {
    int bits = colours.getComponentSize(band);
    int value = samples[at + band];
    return bits == 8 ? value : bits > 8 ? value >> (bits - 8) : value * WHITE / ((1 << bits) - 1);
  }

  private static int onWhite(int value, int alpha) {
    return alpha == WHITE ? value : (value * alpha + WHITE * (WHITE - alpha)) / WHITE;
  }

  private static int[] paletteOf(IndexColorModel colours) {
    int[] palette = new int[colours.getMapSize()];
    colours.getRGBs(palette);
    for (int i = 0; i < palette.length; i++) {
      int alpha = palette[i] >>> 24;
      int red = onWhite(palette[i] >> 16 & 0xFF, alpha);
      palette[i] = red << 16 | onWhite(palette[i] >> 8 & 0xFF, alpha) << 8 | onWhite(palette[i] & 0xFF, alpha);
    }
    return palette;
  }
}
