package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * One cleartext file that is to enter the library, as its archive announces it.
 *
 * @param fileName its name; only the extension is used, for the halves of live photos
 * @param sizeBytes its exact size
 * @param crc32 its CRC-32; −1 when it is not known
 * @param identity which bytes these are, in any words that will mean the same bytes after a restart: of a file in an archive,
 *     the archive's fingerprint, the path in it, size and CRC-32. With it, an interrupted upload can be gone on with; empty for
 *     files that may be another the next time
 * @param opener opens its bytes
 */
public record ContentPart(String fileName, long sizeBytes, long crc32, Optional<String> identity, Opener opener) {

  /** The value that stands for a CRC-32 that nobody has announced. */
  public static final long UNKNOWN_CRC = -1;

  /** Opens a file's cleartext from its first byte; the stream is read once and closed. */
  public interface Opener {
    InputStream open() throws IOException;
  }

  public ContentPart {
    Objects.requireNonNull(fileName);
    Objects.requireNonNull(identity);
    Objects.requireNonNull(opener);
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a file of " + sizeBytes + " bytes");
    }
  }

  /** A file that may be another the next time. */
  public ContentPart(String fileName, long sizeBytes, long crc32, Opener opener) {
    this(fileName, sizeBytes, crc32, Optional.empty(), opener);
  }
}
