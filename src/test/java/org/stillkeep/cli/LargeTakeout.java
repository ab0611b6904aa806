package org.stillkeep.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stillkeep.media.MediaSamples;

/** Writes a Takeout of any size, without ever holding it in memory. What it holds does not compress, as photos do not. */
final class LargeTakeout implements Closeable {

  static final String FOLDER = "Takeout/Google Photos/Photos from 2019/";

  private static final int BLOCK_BYTES = 1 << 20;
  private static final int BOX_HEADER_BYTES = 16;
  private static final long TAKEN_SECONDS = 1_565_186_704;

  private final ZipOutputStream zip;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long blocksWritten;

  /** Begins a ZIP at this path. */
  LargeTakeout(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BLOCK_BYTES);
    zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.NO_COMPRESSION);
    new Random(2).nextBytes(block);
  }

  /** A JPEG of about this size, and its sidecar. */
  LargeTakeout photo(String name, long sizeBytes) throws IOException {
    begin(FOLDER + name);
    byte[] jpeg = MediaSamples.jpeg(name);
    zip.write(jpeg);
    fill(sizeBytes - jpeg.length);
    zip.closeEntry();
    return sidecar(name);
  }

  /** An MP4 of about this size, and its sidecar. */
  LargeTakeout video(String name, long sizeBytes) throws IOException {
    begin(FOLDER + name);
    byte[] movie = MediaSamples.mp4(name, 2_000);
    zip.write(movie);
    long filling = sizeBytes - movie.length;
    ByteBuffer header = ByteBuffer.allocate(BOX_HEADER_BYTES).putInt(1).put("mdat".getBytes(StandardCharsets.US_ASCII));
    zip.write(header.putLong(filling).array());
    fill(filling - BOX_HEADER_BYTES);
    zip.closeEntry();
    return sidecar(name);
  }

  /** The sidecar of a photo or video. */
  LargeTakeout sidecar(String name) throws IOException {
    begin(FOLDER + name + ".supplemental-metadata.json");
    String json =
        String.format("{\"title\":\"%s\",\"photoTakenTime\":{\"timestamp\":\"%d\"}}", name, TAKEN_SECONDS);
    zip.write(json.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    return this;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void begin(String path) throws IOException {
    ZipEntry entry = new ZipEntry(path);
    entry.setTime(TAKEN_SECONDS * 1000);
    zip.putNextEntry(entry);
  }

  /** No two blocks are the same, so that no two photos are. */
  private void fill(long bytes) throws IOException {
    for (long left = bytes; left > 0; left -= BLOCK_BYTES) {
      ByteBuffer.wrap(block).putLong(++blocksWritten);
      zip.write(block, 0, (int) Math.min(BLOCK_BYTES, left));
    }
  }
}
