package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.stillkeep.catalog.LedgerFile;

/**
 * What a directory says of one name in it; links are not followed.
 *
 * @param directory a directory
 * @param regular a plain file
 * @param sizeBytes its size
 * @param modifiedMillis its time, in milliseconds of the epoch
 */
record FileFacts(boolean directory, boolean regular, long sizeBytes, long modifiedMillis) {

  static FileFacts of(BasicFileAttributes attributes) {
    return new FileFacts(
        attributes.isDirectory(), attributes.isRegularFile(), attributes.size(), attributes.lastModifiedTime().toMillis());
  }

  static FileFacts read(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether this looks like the file as we left it. When it does not, only its content can tell. */
  boolean looksLike(LedgerFile file) {
    return regular
        && sizeBytes == file.sizeBytes()
        && file.readMillis().isPresent()
        && file.readMillis().getAsLong() == modifiedMillis;
  }
}
