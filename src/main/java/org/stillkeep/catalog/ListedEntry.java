package org.stillkeep.catalog;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry as its archive lists it.
 *
 * @param position its place in the archive, from 0
 * @param path a name, never a place on disk
 * @param sizeBytes of the unpacked content
 * @param crc32 of the unpacked content, 0 to 2^32-1
 * @param modified digits of the entry's date
 * @param state whether it can be read, in the words of the room that lists archives
 * @param json the text of a small JSON entry
 */
public record ListedEntry(
    int position,
    String path,
    long sizeBytes,
    long crc32,
    Optional<LocalDateTime> modified,
    String state,
    Optional<byte[]> json) {

  public ListedEntry {
    Objects.requireNonNull(path);
    Objects.requireNonNull(modified);
    Objects.requireNonNull(state);
    Objects.requireNonNull(json);
  }

  /** The part of the path after the last slash. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
