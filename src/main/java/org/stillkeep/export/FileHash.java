package org.stillkeep.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.library.ContentHasher;

/** Reads a file to its end to know its content. */
final class FileHash {

  private static final int BUFFER_BYTES = 256 * 1024;

  private FileHash() {}

  /**
   * The hash of a file's content; a link is not followed.
   *
   * @param beforeEachRead may throw, to stop
   */
  static ContentHash of(Path file, Runnable beforeEachRead) throws IOException {
    ContentHasher hasher = new ContentHasher();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      beforeEachRead.run();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        beforeEachRead.run();
        hasher.update(buffer, 0, n);
      }
    }
    return hasher.finish();
  }
}
