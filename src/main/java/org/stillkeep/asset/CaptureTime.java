package org.stillkeep.asset;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * When an asset was taken, and how we know.
 *
 * @param instant the moment itself
 * @param offset the offset from UTC at the place of capture; empty when nothing says it
 * @param source which rung of the ladder answered
 * @param accuracy how exact the answer is
 */
public record CaptureTime(Instant instant, Optional<ZoneOffset> offset, Source source, Accuracy accuracy) {

  /** Where a capture time came from, best first; the names are those of {@code takenAtSource} in {@code inspect}. */
  public enum Source {
    /** {@code photoTakenTime} of the sidecar. */
    SIDECAR,
    /** EXIF, XMP or QuickTime data inside the file. */
    EMBEDDED,
    /** A date in the file's name. */
    FILENAME,
    /** A date or year in the folder's name. */
    FOLDER,
    /** The time stamp of the archive entry: most often the day of the export, not of the capture. */
    ENTRY,
    /** Nothing: the instant is a placeholder. */
    NONE
  }

  /** How exact a capture time is. */
  public enum Accuracy {
    SECOND,
    MINUTE,
    DAY,
    MONTH,
    YEAR,
    UNKNOWN
  }

  public CaptureTime {
    Objects.requireNonNull(instant);
    Objects.requireNonNull(offset);
    Objects.requireNonNull(source);
    Objects.requireNonNull(accuracy);
  }

  /** A time read from a sidecar: exact, in UTC, with no word about the local clock. */
  public static CaptureTime ofSidecar(Instant instant) {
    return new CaptureTime(instant, Optional.empty(), Source.SIDECAR, Accuracy.SECOND);
  }

  /** The placeholder for an asset of which nothing is known. */
  public static CaptureTime unknown(Instant placeholder) {
    return new CaptureTime(placeholder, Optional.empty(), Source.NONE, Accuracy.UNKNOWN);
  }

  /** The wall clock at the place of capture, or in the given zone when the offset is not known. */
  public LocalDateTime localTime(ZoneId zoneWhenUnknown) {
    ZoneId zone = offset.<ZoneId>map(known -> known).orElse(zoneWhenUnknown);
    return LocalDateTime.ofInstant(instant, zone);
  }
}
