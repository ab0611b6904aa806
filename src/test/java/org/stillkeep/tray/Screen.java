package org.stillkeep.tray;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is to be seen on a display at one moment. */
record Screen(BufferedImage picture) {

  /** Panels draw icons scaled and blended; no part of a colour comes out further off than this. */
  private static final int TOLERANCE = 12;

  /** Where within this part of the screen the icon is to be seen; it is known by its colour. */
  Optional<Rectangle> find(TrayIcon icon, Rectangle within) {
    Color color = colorOf(icon);
    Rectangle found = null;
    for (int y = within.y; y < within.y + within.height; y++) {
      for (int x = within.x; x < within.x + within.width; x++) {
        if (isLike(new Color(picture.getRGB(x, y)), color)) {
          Rectangle pixel = new Rectangle(x, y, 1, 1);
          found = found == null ? pixel : found.union(pixel);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /** Of pixels between the shape and its white edge, those of the shape are the darkest. */
  private static Color colorOf(TrayIcon icon) {
    BufferedImage drawn = icon.drawn(16);
    return IntStream.range(0, 16)
        .map(x -> drawn.getRGB(x, 3))
        .filter(pixel -> pixel >>> 24 == 255)
        .mapToObj(Color::new)
        .min(Comparator.comparing(color -> color.getRed() + color.getGreen() + color.getBlue()))
        .orElseThrow();
  }

  private static boolean isLike(Color one, Color other) {
    return Math.abs(one.getRed() - other.getRed()) < TOLERANCE
        && Math.abs(one.getGreen() - other.getGreen()) < TOLERANCE
        && Math.abs(one.getBlue() - other.getBlue()) < TOLERANCE;
  }
}
