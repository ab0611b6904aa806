package org.stillkeep.bench.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Takeout as the ZIPs that Google sends, each of about the size that was asked for. */
public final class ZipParts implements EntrySink {

  private static final long MAX_ENTRY_BYTES = 0xffffffffL - (64 << 20);

  private final Path folder;
  private final String stamp;
  private final Packing packing;
  private final MediaBody body;
  private final List<Path> parts = new ArrayList<>();
  private ZipPart part;

  /**
   * How a Takeout is packed.
   *
   * @param deflated whether photos and films are deflated, or stored; sidecars always are deflated
   * @param descriptors whether sizes stand behind the data, as where archives are streamed, or before it
   * @param sparse whether photos and films are nearly all zeros, of which the disk keeps nothing
   */
  public record Packing(boolean deflated, boolean descriptors, boolean sparse, long partBytes) {}

  /** @param stamp of the names, as {@code 20240601T101010Z} */
  public ZipParts(Path folder, String stamp, Packing packing) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.stamp = stamp;
    this.packing = packing;
    this.body = new MediaBody(packing.sparse());
  }

  /** The archives so far, in order. */
  public List<Path> parts() {
    return List.copyOf(parts);
  }

  @Override
  public void media(String path, MadeMedia media) throws IOException {
    if (media.bytes() > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException("no entry may have " + media.bytes() + " bytes");
    }
    roomFor(media.bytes()).add(path, packing.deflated(), sink -> body.write(media, sink));
  }

  @Override
  public void text(String path, byte[] content) throws IOException {
    roomFor(content.length).add(path, true, sink -> sink.write(content, 0, content.length));
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
      part = null;
    }
  }

  private ZipPart roomFor(long bytes) throws IOException {
    if (part != null && part.position() > 0 && part.position() + bytes > packing.partBytes()) {
      close();
    }
    if (part == null) {
      Path file = folder.resolve(String.format("takeout-%s-%03d.zip", stamp, parts.size() + 1));
      part = new ZipPart(file, packing.descriptors());
      parts.add(file);
    }
    return part;
  }
}
