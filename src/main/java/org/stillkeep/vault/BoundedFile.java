package org.stillkeep.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads the small files of a vault, in whose places somebody who can write to the storage may have put anything. */
final class BoundedFile {

  private BoundedFile() {}

  /**
   * The bytes of a file, at most so many. What is neither a file nor a link to one is not opened: it might never answer.
   *
   * @throws NoSuchFileException when there is nothing
   * @throws IOException when it is no file, or the disk does not give it out
   */
  static byte[] read(Path file, int mostBytes) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "is not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(mostBytes);
    }
  }
}
