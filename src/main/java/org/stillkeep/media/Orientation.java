package org.stillkeep.media;

/**
 * How stored pixels have to be turned and mirrored to be seen as they were taken. Its number is that of EXIF's tag 0x0112,
 * which names the sides of the scene on which row 0 and column 0 lie.
 */
enum Orientation {
  TOP_LEFT,
  TOP_RIGHT,
  BOTTOM_RIGHT,
  BOTTOM_LEFT,
  LEFT_TOP,
  RIGHT_TOP,
  RIGHT_BOTTOM,
  LEFT_BOTTOM;

  static final int USUAL = 1;

  /** That of EXIF's number; whatever is none counts as the usual one. */
  static Orientation of(long exif) {
    return exif >= 1 && exif <= values().length ? values()[(int) exif - 1] : TOP_LEFT;
  }

  /** Whether a row of stored pixels is a column of what is seen. */
  boolean swapsSides() {
    return ordinal() >= LEFT_TOP.ordinal();
  }

  /** The picture as it was taken. */
  Picture applyTo(Picture stored) {
    if (this == TOP_LEFT) {
      return stored;
    }
    int width = stored.width();
    int height = stored.height();
    int seenWidth = swapsSides() ? height : width;
    int[] seen = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int alongX = isMirroredInX() ? width - 1 - x : x;
        int alongY = isMirroredInY() ? height - 1 - y : y;
        int at = swapsSides() ? alongX * seenWidth + alongY : alongY * seenWidth + alongX;
        seen[at] = stored.rgb()[y * width + x];
      }
    }
    return new Picture(seenWidth, swapsSides() ? width : height, seen, stored.colourProfile());
  }

  private boolean isMirroredInX() {
    return this == TOP_RIGHT || this == BOTTOM_RIGHT || this == RIGHT_BOTTOM || this == LEFT_BOTTOM;
  }

  private boolean isMirroredInY() {
    return this == BOTTOM_RIGHT || this == BOTTOM_LEFT || this == RIGHT_TOP || this == RIGHT_BOTTOM;
  }
}
