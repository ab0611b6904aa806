package org.stillkeep.importer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.CaptureTime.Source;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.FileNameDates;
import org.stillkeep.media.NameDate;

/**
 * The ladder of capture times: sidecar, embedded, file name, folder, archive entry. The first rung that knows answers;
 * embedded time also tells the offset of a sidecar's instant.
 */
final class CaptureTimes {

  /** Shots are stamped to the second, and programs round differently. */
  private static final long SAME_SHOT_SECONDS = 2;

  private static final long QUARTER_HOUR_SECONDS = 900;
  private static final long MAX_OFFSET_SECONDS = 14 * 3600;

  private final ZoneId zone;
  private final Instant latest;

  /**
   * @param zone of clocks that name none
   * @param clock tells the present: what lies more than a day ahead of it is no capture time
   */
  CaptureTimes(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.latest = clock.instant().plus(Duration.ofDays(1));
  }

  /**
   * Resolves one capture time.
   *
   * @param sidecar the sidecar's instant
   * @param embedded what the bytes say, where they were asked
   * @param path the entry's path, for dates in names
   * @param folderYear the year of its year folder
   * @param entryTime digits of the archive entry's date
   */
  CaptureTime resolve(
      Optional<Instant> sidecar,
      Optional<EmbeddedTime> embedded,
      String path,
      OptionalInt folderYear,
      Optional<LocalDateTime> entryTime) {
    Optional<EmbeddedTime> believed = embedded.filter(time -> !startOf(time).isAfter(latest));
    return sidecar
        .map(instant -> ofSidecar(instant, believed))
        .or(() -> believed.map(this::ofEmbedded))
        .or(() -> ofFileName(path))
        .or(() -> ofFolder(path, folderYear))
        .or(() -> entryTime.map(digits -> atUtc(digits, Source.ENTRY, Accuracy.UNKNOWN)))
        .orElseGet(() -> CaptureTime.unknown(Instant.EPOCH));
  }

  /**
   * Google's instant is UTC. Where the camera's clock named no zone, Google either knew it from the place, and the digits
   * differ by that zone's offset; or took the digits for UTC, and they are equal. Either way their difference is what makes
   * the instant show the digits that the camera showed.
   */
  private static CaptureTime ofSidecar(Instant instant, Optional<EmbeddedTime> embedded) {
    Optional<ZoneOffset> offset =
        embedded.filter(time -> !time.utc()).flatMap(time -> time.offset().or(() -> difference(time.digits(), instant)));
    return new CaptureTime(instant, offset, Source.SIDECAR, Accuracy.SECOND);
  }

  private static Optional<ZoneOffset> difference(LocalDateTime digits, Instant instant) {
    long seconds = digits.toEpochSecond(ZoneOffset.UTC) - instant.getEpochSecond();
    long offset = Math.round((double) seconds / QUARTER_HOUR_SECONDS) * QUARTER_HOUR_SECONDS;
    boolean sameShot = Math.abs(seconds - offset) <= SAME_SHOT_SECONDS && Math.abs(offset) <= MAX_OFFSET_SECONDS;
    return sameShot ? Optional.of(ZoneOffset.ofTotalSeconds((int) offset)) : Optional.empty();
  }

  private CaptureTime ofEmbedded(EmbeddedTime time) {
    return time.utc()
        ? atUtc(time.digits(), Source.EMBEDDED, Accuracy.SECOND)
        : atClock(time.digits(), time.offset(), Source.EMBEDDED, Accuracy.SECOND);
  }

  private Optional<CaptureTime> ofFileName(String path) {
    return FileNameDates.ofFile(path.substring(path.lastIndexOf('/') + 1), lastDay())
        .map(date -> ofName(date, Source.FILENAME));
  }

  private Optional<CaptureTime> ofFolder(String path, OptionalInt year) {
    Optional<CaptureTime> day = FileNameDates.ofFolders(path, lastDay()).map(date -> ofName(date, Source.FOLDER));
    if (day.isPresent() || year.isEmpty()) {
      return day;
    }
    // Noon keeps the date in its year whatever zone it is looked at from.
    LocalDateTime noon = LocalDate.of(year.getAsInt(), 1, 1).atTime(12, 0);
    return Optional.of(atClock(noon, Optional.empty(), Source.FOLDER, Accuracy.YEAR));
  }

  private CaptureTime ofName(NameDate date, Source source) {
    Accuracy accuracy = date.dayOnly() ? Accuracy.DAY : Accuracy.SECOND;
    return date.utc() ? atUtc(date.digits(), source, accuracy) : atClock(date.digits(), Optional.empty(), source, accuracy);
  }

  /** A local clock: its digits are what must survive, so an offset is always kept with them. */
  private CaptureTime atClock(LocalDateTime digits, Optional<ZoneOffset> known, Source source, Accuracy accuracy) {
    ZoneOffset offset = known.orElseGet(() -> zone.getRules().getOffset(digits));
    return new CaptureTime(digits.toInstant(offset), Optional.of(offset), source, accuracy);
  }

  private static CaptureTime atUtc(LocalDateTime digits, Source source, Accuracy accuracy) {
    return new CaptureTime(digits.toInstant(ZoneOffset.UTC), Optional.empty(), source, accuracy);
  }

  private static Instant startOf(EmbeddedTime time) {
    return time.instant().orElseGet(() -> time.digits().toInstant(ZoneOffset.UTC));
  }

  private LocalDate lastDay() {
    return LocalDate.ofInstant(latest, ZoneOffset.UTC);
  }
}
