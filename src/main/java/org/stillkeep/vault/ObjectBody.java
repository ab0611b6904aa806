package org.stillkeep.vault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** An object's ciphertext on its way to the disk: counted, and a full disk told from other failures. Closing it has no effect. */
final class ObjectBody extends FilterOutputStream {

  private final Path folder;
  private long bytes;

  /** @param folder on whose disk it lies */
  ObjectBody(OutputStream out, Path folder) {
    super(out);
    this.folder = folder;
  }

  /** How many came so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw DiskErrors.translate(e, folder);
    }
    bytes += length;
  }

  @Override
  public void close() {}
}
