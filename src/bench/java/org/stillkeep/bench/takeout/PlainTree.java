package org.stillkeep.bench.takeout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Takeout as it is when all of its parts are unpacked. */
public final class PlainTree implements EntrySink {

  private final Path folder;
  private final MediaBody body;

  public PlainTree(Path folder, boolean sparse) {
    this.folder = folder;
    this.body = new MediaBody(sparse);
  }

  @Override
  public void media(String path, MadeMedia media) throws IOException {
    try (OutputStream out = Files.newOutputStream(placeFor(path))) {
      body.write(media, out::write);
    }
  }

  @Override
  public void text(String path, byte[] content) throws IOException {
    Files.write(placeFor(path), content);
  }

  @Override
  public void close() {}

  private Path placeFor(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return file;
  }
}
