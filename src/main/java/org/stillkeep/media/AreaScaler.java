package org.stillkeep.media;

import java.util.Arrays;
import java.util.Optional;

/**
 * Makes a picture smaller while its rows pass by from the top: each new pixel is the mean of the area that it covers. Holds
 * the small picture and two of its rows, whatever the size of the large one.
 */
final class AreaScaler {

  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final int newWidth;
  private final int newHeight;
  private final int[] rgb;
  private float[] current;
  private float[] next;
  private final float[] row;
  private int rows;
  private int newRow;

  /** The new sides are at least 1 and at most the old ones. */
  AreaScaler(int width, int height, int newWidth, int newHeight) {
    this.width = width;
    this.height = height;
    this.newWidth = newWidth;
    this.newHeight = newHeight;
    this.rgb = new int[newWidth * newHeight];
    this.current = new float[newWidth * CHANNELS];
    this.next = new float[newWidth * CHANNELS];
    this.row = new float[newWidth * CHANNELS];
  }

  /** Takes the next row of the large picture, {@code 0x00RRGGBB} each. */
  void add(int[] pixels) {
    scaleAcross(pixels);
    float from = (float) ((double) rows * newHeight / height) - newRow;
    float to = (float) ((double) (rows + 1) * newHeight / height) - newRow;
    rows++;
    boolean ends = rows == height || to >= 1;
    float within = rows == height ? Math.max(to, 1) : to;
    addTo(current, Math.min(within, 1) - from);
    if (ends) {
      finishRow();
      if (newRow < newHeight) {
        addTo(current, to - 1);
      }
    }
  }

  /** The small picture, once every row was given. */
  Picture picture(Optional<byte[]> colourProfile) {
    if (rows != height) {
      throw new IllegalStateException(rows + " rows of " + height);
    }
    return new Picture(newWidth, newHeight, rgb, colourProfile);
  }

  /** Sums are kept in variables until a new pixel is full: with an array, each would wait for the one before. */
  private void scaleAcross(int[] pixels) {
    double step = (double) newWidth / width;
    float red = 0;
    float green = 0;
    float blue = 0;
    int at = 0;
    for (int x = 0; x < width; x++) {
      int pixel = pixels[x];
      double from = x * step;
      double to = x + 1 == width ? newWidth : from + step;
      float within = (float) (Math.min(to, at + 1) - from);
      red += within * (pixel >> 16 & 0xFF);
      green += within * (pixel >> 8 & 0xFF);
      blue += within * (pixel & 0xFF);
      if (to >= at + 1) {
        row[at * CHANNELS] = red;
        row[at * CHANNELS + 1] = green;
        row[at * CHANNELS + 2] = blue;
        at++;
        float beyond = (float) (to - at);
        red = beyond * (pixel >> 16 & 0xFF);
        green = beyond * (pixel >> 8 & 0xFF);
        blue = beyond * (pixel & 0xFF);
      }
    }
  }

  private void addTo(float[] sums, float weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private void finishRow() {
    for (int x = 0; x < newWidth; x++) {
      int red = rounded(current[x * CHANNELS]);
      int green = rounded(current[x * CHANNELS + 1]);
      rgb[newRow * newWidth + x] = red << 16 | green << 8 | rounded(current[x * CHANNELS + 2]);
    }
    newRow++;
    float[] done = current;
    current = next;
    next = done;
    Arrays.fill(next, 0);
  }

  private static int rounded(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }
}
