package org.stillkeep.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.stillkeep.media.MediaSamples;

/** Writes a Takeout of stored entries: photos that can be decoded, 20 to 60 KB each, or a video of any length. */
final class BenchTakeout implements Closeable {

  private static final String FOLDER = "Takeout/Google Photos/Photos from 2019/";
  private static final long TAKEN_SECONDS = 1_565_186_704;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int PICTURES = 20;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int START_OF_IMAGE_BYTES = 2;

  private final ZipOutputStream zip;
  private final Random random = new Random(5);
  private final List<byte[]> pictures = new ArrayList<>();

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  BenchTakeout(Path file) throws IOException {
    zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BLOCK_BYTES), StandardCharsets.UTF_8);
    zip.setMethod(ZipOutputStream.STORED);
    for (int i = 0; i < PICTURES; i++) {
      pictures.add(picture(60 + 10 * i));
    }
  }

  /** A JPEG of which there is no second, and its sidecar. */
  void photo(int number) throws IOException {
    String name = String.format("IMG_%05d.jpg", number);
    byte[] picture = pictures.get(number % PICTURES);
    ByteBuffer comment = ByteBuffer.allocate(8).putShort((short) 0xFFFE).putShort((short) 6).putInt(number);
    entry(
        FOLDER + name,
        picture.length + comment.capacity(),
        out -> {
          out.write(picture, 0, START_OF_IMAGE_BYTES);
          out.write(comment.array());
          out.write(picture, START_OF_IMAGE_BYTES, picture.length - START_OF_IMAGE_BYTES);
        });
    sidecar(name, TAKEN_SECONDS + number);
  }

  /** An MP4 of about this length, which does not compress, and its sidecar. */
  void video(long bytes) throws IOException {
    byte[] movie = MediaSamples.mp4("film", 2_000);
    byte[] box = ByteBuffer.allocate(16).putInt(1).put(new byte[] {'m', 'd', 'a', 't'}).putLong(bytes - movie.length).array();
    byte[] block = new byte[BLOCK_BYTES];
    random.nextBytes(block);
    entry(
        FOLDER + "film.mp4",
        bytes,
        out -> {
          out.write(movie);
          out.write(box);
          for (long left = bytes - movie.length - box.length; left > 0; left -= BLOCK_BYTES) {
            ByteBuffer.wrap(block).putLong(left);
            out.write(block, 0, (int) Math.min(BLOCK_BYTES, left));
          }
        });
    sidecar("film.mp4", TAKEN_SECONDS);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void sidecar(String name, long takenSeconds) throws IOException {
    String json = String.format("{\"title\":\"%s\",\"photoTakenTime\":{\"timestamp\":\"%d\"}}", name, takenSeconds);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    entry(FOLDER + name + ".supplemental-metadata.json", bytes.length, out -> out.write(bytes));
  }

  /** A stored entry's CRC-32 stands before its content, which is therefore made twice. */
  private void entry(String path, long bytes, Content content) throws IOException {
    CRC32 crc = new CRC32();
    content.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    ZipEntry entry = new ZipEntry(path);
    entry.setTime(TAKEN_SECONDS * 1000);
    entry.setSize(bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /** The more shapes, the more bytes. */
  private byte[] picture(int shapes) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < shapes; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 10 + random.nextInt(90), 10 + random.nextInt(90));
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }
}
