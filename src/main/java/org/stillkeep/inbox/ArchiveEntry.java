package org.stillkeep.inbox;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry as its archive lists it. All of it is a stranger's data: the path is a name and never a place on disk.
 *
 * @param index its place in the archive, from 0; what {@link Archive#open} takes
 * @param path with {@code /} between its parts; may be empty, absolute, hold {@code ..} or control characters
 * @param sizeBytes of the unpacked content
 * @param crc32 of the unpacked content, 0 to 2^32-1
 * @param modified the digits of the entry's date: UTC where the archive says so, else of an unknown time zone
 * @param state whether it can be read
 */
public record ArchiveEntry(
    int index, String path, long sizeBytes, long crc32, Optional<LocalDateTime> modified, EntryState state) {

  public ArchiveEntry {
    Objects.requireNonNull(path);
    Objects.requireNonNull(modified);
    Objects.requireNonNull(state);
  }
}
