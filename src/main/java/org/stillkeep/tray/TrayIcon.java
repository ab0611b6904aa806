package org.stillkeep.tray;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import org.stillkeep.agent.AgentStatus.State;

/**
 * What the icon looks like in each state: told apart by shape, and by colour for those who see it. A white edge makes the dark colours
 * stand out on dark panels too.
 */
enum TrayIcon {
  /** The keep: everything is in it. */
  IDLE(new Color(0x17694D), "1,1 4,1 4,3 6,3 6,1 10,1 10,3 12,3 12,1 15,1 15,6 13,7 13,15 10,15 10,11 6,11 6,15 3,15 3,7 1,6"),
  /** Something comes in between its walls. */
  WORKING(new Color(0x1759A8), "6,1 10,1 10,5 12,5 8,10 4,5 6,5", "1,7 4,7 4,12 12,12 12,7 15,7 15,15 1,15"),
  /** Two towers stand still, as on the button of every player. */
  PAUSED(new Color(0x4F5B66), "1,1 3,1 3,3 5,3 5,1 7,1 7,15 1,15", "9,1 11,1 11,3 13,3 13,1 15,1 15,15 9,15"),
  /** An exclamation mark. */
  NEEDS_YOU(new Color(0xB3261E), "4,1 12,1 10.5,10 5.5,10", "5.5,12 10.5,12 10.5,15 5.5,15");

  /** Points lie on a grid of this many units, so that edges are sharp at 16 pixels and its multiples; the edge is one unit wide. */
  private static final double GRID = 16;

  private static final String POLYGON_END = " Z ";

  private final Color color;
  private final String path;

  /** @param polygons points as SVG writes them */
  TrayIcon(Color color, String... polygons) {
    this.color = color;
    this.path = String.join(POLYGON_END, polygons);
  }

  /** What the agent's state looks like. */
  static TrayIcon of(State state) {
    return switch (state) {
      case IDLE -> IDLE;
      case WORKING -> WORKING;
      case PAUSED -> PAUSED;
      case NEEDS_YOU -> NEEDS_YOU;
    };
  }

  /** Draws it on a transparent square with sides of so many pixels. */
  BufferedImage drawn(int pixels) {
    BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(pixels / GRID, pixels / GRID);
    Path2D shape = shape();
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(shape);
    graphics.setColor(color);
    graphics.fill(shape);
    graphics.dispose();
    return image;
  }

  private Path2D shape() {
    Path2D shape = new Path2D.Double();
    for (String polygon : path.split(POLYGON_END, -1)) {
      boolean first = true;
      for (String point : polygon.split(" ", -1)) {
        double x = Double.parseDouble(point.substring(0, point.indexOf(',')));
        double y = Double.parseDouble(point.substring(point.indexOf(',') + 1));
        if (first) {
          shape.moveTo(x, y);
        } else {
          shape.lineTo(x, y);
        }
        first = false;
      }
      shape.closePath();
    }
    return shape;
  }
}
