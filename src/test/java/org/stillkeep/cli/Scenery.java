package org.stillkeep.cli;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.ImageIO;

/** Landscapes that nobody has ever seen: pictures of our own for screenshots, each from its seed. */
final class Scenery {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int HILLS = 4;
  private static final int PREVIEW_WIDTH = 240;
  private static final int PREVIEW_HEIGHT = 180;
  private static final int START_OF_IMAGE_BYTES = 2;

  private final Random random;
  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

  private Scenery(long seed) {
    random = new Random(seed);
  }

  /** A JPEG with a preview in its EXIF block, as cameras write them. */
  static byte[] jpeg(long seed) throws IOException {
    Scenery scenery = new Scenery(seed);
    scenery.draw();
    byte[] whole = encoded(scenery.image);
    BufferedImage small = new BufferedImage(PREVIEW_WIDTH, PREVIEW_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = small.createGraphics();
    canvas.drawImage(scenery.image.getScaledInstance(PREVIEW_WIDTH, PREVIEW_HEIGHT, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    canvas.dispose();
    byte[] exif = exif(encoded(small));
    ByteBuffer jpeg = ByteBuffer.allocate(whole.length + exif.length);
    return jpeg.put(whole, 0, START_OF_IMAGE_BYTES).put(exif).put(whole, START_OF_IMAGE_BYTES, whole.length - START_OF_IMAGE_BYTES).array();
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  /** An APP1 segment: an empty first directory, and a second one that names the preview. */
  private static byte[] exif(byte[] preview) {
    int directory = 14;
    int content = directory + 2 + 3 * 12 + 4;
    ByteBuffer tiff = ByteBuffer.allocate(content + preview.length);
    tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 0).putInt(directory);
    tiff.putShort((short) 3);
    entry(tiff, 0x0103, 3, 6 << 16);
    entry(tiff, 0x0201, 4, content);
    entry(tiff, 0x0202, 4, preview.length);
    tiff.putInt(0).put(preview);
    ByteBuffer segment = ByteBuffer.allocate(10 + tiff.capacity());
    segment.putShort((short) 0xffe1).putShort((short) (8 + tiff.capacity())).put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    return segment.put(tiff.array()).array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
  }

  private void draw() {
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    Color sky = Color.getHSBColor(0.5f + 0.15f * hue, 0.55f, 0.75f);
    Color horizon = Color.getHSBColor(0.04f + 0.1f * random.nextFloat(), 0.45f, 1f);
    canvas.setPaint(new GradientPaint(0, 0, sky, 0, HEIGHT * 0.6f, horizon));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setColor(new Color(255, 250, 225));
    double sun = 50 + 40 * random.nextDouble();
    canvas.fill(new Ellipse2D.Double(random.nextInt(WIDTH - 100), 60 + random.nextInt(110), sun, sun));
    for (int i = 0; i < HILLS; i++) {
      canvas.setColor(Color.getHSBColor(0.28f + 0.25f * hue, 0.3f + 0.1f * i, 0.62f - 0.12f * i));
      canvas.fill(hill(HEIGHT * (0.5 + 0.12 * i), 70 - 10 * i));
    }
    canvas.dispose();
  }

  private Path2D hill(double base, double height) {
    Path2D hill = new Path2D.Double();
    hill.moveTo(0, HEIGHT);
    double phase = 2 * Math.PI * random.nextDouble();
    double waves = 1 + 2 * random.nextDouble();
    for (int x = 0; x <= WIDTH; x += 4) {
      double angle = phase + 2 * Math.PI * waves * x / WIDTH;
      hill.lineTo(x, base - height * (Math.sin(angle) + 0.3 * Math.sin(2.7 * angle)));
    }
    hill.lineTo(WIDTH, HEIGHT);
    hill.closePath();
    return hill;
  }
}
