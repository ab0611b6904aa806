package org.stillkeep.media;

/**
 * How stored pixels have to be turned and mirrored to be seen as they were taken.
 *
 * @param exif the number of EXIF's tag 0x0112, which names the sides of the scene on which row 0 and column 0 lie: 1 top left, 2
 *     top right, 3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left bottom
 */
record Orientation(int exif) {

  /** Nothing has to be done. */
  static final Orientation USUAL = new Orientation(1);

  private static final int FIRST_THAT_SWAPS_SIDES = 5;
  private static final int LAST = 8;

  /** That of EXIF's number; whatever is none counts as the usual one. */
  static Orientation of(long exif) {
    return exif >= 1 && exif <= LAST ? new Orientation((int) exif) : USUAL;
  }

  /** The picture as it was taken. */
  Picture applyTo(Picture stored) {
    if (equals(USUAL)) {
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

  /** Whether a row of stored pixels is a column of what is seen. */
  private boolean swapsSides() {
    return exif >= FIRST_THAT_SWAPS_SIDES;
  }

  private boolean isMirroredInX() {
    return exif == 2 || exif == 3 || exif == 7 || exif == 8;
  }

  private boolean isMirroredInY() {
    return exif == 3 || exif == 4 || exif == 6 || exif == 7;
  }
}
