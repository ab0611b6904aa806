package org.stillkeep.takeout;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the caller knows of one entry without unpacking it. Embedded facts are left out at first and given only for the
 * entries that {@link TakeoutContents#wantEmbeddedFacts()} names.
 *
 * @param ref the caller's name for the entry
 * @param path the path inside the archive, with {@code /}; the bare file name for a loose file beside the archives
 * @param sizeBytes uncompressed size
 * @param crc32 CRC-32 as an unsigned value, or 0 when not known
 * @param json the bytes of a {@code .json} entry; empty for everything else, and for texts too long to be sidecars
 * @param embeddedTime the clock time inside the media, without offset (EXIF) or in UTC (QuickTime)
 * @param durationMillis the length of a video
 * @param contentIdentifier Apple's identifier that a still and its moving half share
 */
public record TakeoutEntry(
    EntryRef ref,
    String path,
    long sizeBytes,
    long crc32,
    Optional<byte[]> json,
    Optional<LocalDateTime> embeddedTime,
    OptionalLong durationMillis,
    Optional<String> contentIdentifier) {

  public TakeoutEntry {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(path);
    Objects.requireNonNull(json);
    Objects.requireNonNull(embeddedTime);
    Objects.requireNonNull(durationMillis);
    Objects.requireNonNull(contentIdentifier);
  }

  /** An entry of which only the directory of its archive has been read. */
  public static TakeoutEntry listed(EntryRef ref, String path, long sizeBytes, long crc32) {
    return new TakeoutEntry(
        ref, path, sizeBytes, crc32, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** The same entry with the text of its JSON. */
  public TakeoutEntry withJson(byte[] text) {
    return new TakeoutEntry(
        ref, path, sizeBytes, crc32, Optional.of(text), embeddedTime, durationMillis, contentIdentifier);
  }

  /** The same entry with what its bytes say about themselves. */
  public TakeoutEntry withEmbeddedFacts(
      Optional<LocalDateTime> time, OptionalLong duration, Optional<String> appleIdentifier) {
    return new TakeoutEntry(ref, path, sizeBytes, crc32, json, time, duration, appleIdentifier);
  }
}
