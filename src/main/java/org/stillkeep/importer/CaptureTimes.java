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
import org.stillkeep.asset.Place;
import org.stillkeep.media.ClockOffsets;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.FileNameDates;
import org.stillkeep.media.NameDate;
import org.stillkeep.zones.ZoneMap;

/**
 * The ladder of capture times: sidecar, embedded, file name, folder, archive entry. The first rung that knows answers.
 *
 * <p>A moment in UTC gets the offset that its file's own clock tells, else that of the place where it was taken, else none:
 * nobody knows the local time then. Digits of a local clock name a moment only by an offset: the one that stands beside
 * them, else that of the place, else that of the configured zone. For one thread.
 */
final class CaptureTimes {

  /** Shots are stamped to the second, and programs round differently. */
  private static final long SAME_SHOT_SECONDS = 2;

  private final ZoneId zone;
  private final Instant latest;
  private boolean hasMetFuture;

  /** Held, since it goes when nobody does; null before it is needed. */
  private ZoneMap zones;

  /**
   * What there is to tell a capture time by.
   *
   * @param sidecar the sidecar's instant
   * @param embedded the capture time in the bytes, where they were asked
   * @param written when the bytes say they were last written, where they were asked
   * @param place where it was taken
   * @param path the entry's path, for dates in names
   * @param folderYear the year of its year folder
   * @param entryTime digits of the archive entry's date
   */
  record Clues(
      Optional<Instant> sidecar,
      Optional<EmbeddedTime> embedded,
      Optional<EmbeddedTime> written,
      Optional<Place> place,
      String path,
      OptionalInt folderYear,
      Optional<LocalDateTime> entryTime) {}

  /**
   * @param zone of clocks that name none
   * @param clock tells the present: what lies more than a day ahead of it is no capture time
   */
  CaptureTimes(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.latest = clock.instant().plus(Duration.ofDays(1));
  }

  /** Resolves one capture time. */
  CaptureTime resolve(Clues clues) {
    Optional<EmbeddedTime> embedded = clues.embedded.filter(this::isPast);
    Optional<NameDate> named = FileNameDates.ofFile(clues.path.substring(clues.path.lastIndexOf('/') + 1), lastDay());
    return clues
        .sidecar
        .filter(this::isPast)
        .map(instant -> ofSidecar(instant, embedded, named, clues.place))
        .or(() -> embedded.filter(CaptureTimes::tellsTheDay).map(time -> ofEmbedded(time, named, clues.place)))
        .or(() -> named.map(date -> ofName(date, Source.FILENAME, clues.place)))
        .or(() -> embedded.map(time -> ofEmbedded(time, named, clues.place)))
        .or(() -> ofFolder(clues))
        .or(() -> clues.entryTime.filter(this::isPast).map(digits -> atUtc(digits, Optional.empty(), Optional.empty(), Source.ENTRY, Accuracy.UNKNOWN)))
        .orElseGet(() -> CaptureTime.unknown(Instant.EPOCH));
  }

  /**
   * Google's instant is UTC. Where the camera's clock named no zone, Google either knew it from the place, and the digits
   * differ by that zone's offset; or took the digits for UTC, and they are equal. Either way their difference is what makes
   * the instant show the digits that the camera showed.
   */
  private CaptureTime ofSidecar(
      Instant instant, Optional<EmbeddedTime> embedded, Optional<NameDate> named, Optional<Place> place) {
    Optional<ZoneOffset> offset =
        embedded
            .filter(time -> !time.utc() && time.accuracy() == Accuracy.SECOND)
            .flatMap(time -> time.offset().or(() -> difference(time.digits(), instant)))
            .or(() -> clockOf(named, instant))
            .or(() -> place.flatMap(there -> offset(there, instant)));
    return new CaptureTime(instant, offset, Source.SIDECAR, Accuracy.SECOND);
  }

  /** The offset of the clock that named the file, if it did so at that moment. */
  private static Optional<ZoneOffset> clockOf(Optional<NameDate> named, Instant instant) {
    return named
        .filter(date -> !date.utc() && date.accuracy() == Accuracy.SECOND)
        .flatMap(date -> difference(date.digits(), instant));
  }

  private static Optional<ZoneOffset> difference(LocalDateTime digits, Instant instant) {
    return ClockOffsets.between(digits, instant, SAME_SHOT_SECONDS);
  }

  private Optional<ZoneOffset> offset(Place place, Instant instant) {
    return zones().offset(place.latitude(), place.longitude(), instant);
  }

  /** Most photos have a place; where none has, the map need not be read in. */
  private ZoneMap zones() {
    if (zones == null) {
      zones = ZoneMap.world();
    }
    return zones;
  }

  /** Scans are dated by hand, often with a year and no more; a name may know better. */
  private static boolean tellsTheDay(EmbeddedTime time) {
    return time.accuracy().compareTo(Accuracy.DAY) <= 0;
  }

  private CaptureTime ofEmbedded(EmbeddedTime time, Optional<NameDate> named, Optional<Place> place) {
    if (!time.utc()) {
      return atClock(time.digits(), time.offset(), place, Source.EMBEDDED, time.accuracy());
    }
    Optional<ZoneOffset> clock = clockOf(named, time.digits().toInstant(ZoneOffset.UTC));
    // Containers should be in UTC; one that says what its file's name says is in local time.
    return clock.filter(ZoneOffset.UTC::equals).isPresent()
        ? atClock(time.digits(), Optional.empty(), place, Source.EMBEDDED, time.accuracy())
        : atUtc(time.digits(), clock, place, Source.EMBEDDED, time.accuracy());
  }

  private CaptureTime ofName(NameDate date, Source source, Optional<Place> place) {
    return date.utc()
        ? atUtc(date.digits(), Optional.empty(), place, source, date.accuracy())
        : atClock(date.digits(), Optional.empty(), place, source, date.accuracy());
  }

  /**
   * A day in a folder's name; else when the file was last written, which need not be when it was taken, but is better than
   * its folder's bare year; else that year.
   */
  private Optional<CaptureTime> ofFolder(Clues clues) {
    return FileNameDates.ofFolders(clues.path, lastDay())
        .map(date -> ofName(date, Source.FOLDER, clues.place))
        .or(() -> ofWriting(clues))
        .or(() -> ofYear(clues));
  }

  private Optional<CaptureTime> ofWriting(Clues clues) {
    return clues
        .written
        .filter(this::isPast)
        .map(time -> ofEmbedded(time, Optional.empty(), clues.place))
        .map(time -> new CaptureTime(time.instant(), time.offset(), Source.EMBEDDED, Accuracy.UNKNOWN))
        .filter(time -> clues.folderYear.isEmpty() || clues.folderYear.getAsInt() == time.localTime(zone).getYear());
  }

  private Optional<CaptureTime> ofYear(Clues clues) {
    if (clues.folderYear.isEmpty()) {
      return Optional.empty();
    }
    // Noon keeps the date in its year whatever zone it is looked at from.
    LocalDateTime noon = LocalDate.of(clues.folderYear.getAsInt(), 1, 1).atTime(12, 0);
    return Optional.of(atClock(noon, Optional.empty(), clues.place, Source.FOLDER, Accuracy.YEAR));
  }

  /** A local clock: its digits are what must survive, so an offset is always kept with them. */
  private CaptureTime atClock(
      LocalDateTime digits, Optional<ZoneOffset> known, Optional<Place> place, Source source, Accuracy accuracy) {
    ZoneOffset offset =
        known
            .or(() -> place.flatMap(there -> zones().offset(there.latitude(), there.longitude(), digits)))
            .orElseGet(() -> ZoneMap.wholeMinutes(zone.getRules().getOffset(digits)));
    return new CaptureTime(digits.toInstant(offset), Optional.of(offset), source, accuracy);
  }

  private CaptureTime atUtc(
      LocalDateTime digits, Optional<ZoneOffset> known, Optional<Place> place, Source source, Accuracy accuracy) {
    Instant instant = digits.toInstant(ZoneOffset.UTC);
    return new CaptureTime(instant, known.or(() -> place.flatMap(there -> offset(there, instant))), source, accuracy);
  }

  private boolean isPast(LocalDateTime digits) {
    return isPast(digits.toInstant(ZoneOffset.UTC));
  }

  private boolean isPast(EmbeddedTime time) {
    return isPast(time.instant().orElseGet(() -> time.digits().toInstant(ZoneOffset.UTC)));
  }

  /** Whether a moment can be one of capture. */
  boolean isPast(Instant instant) {
    boolean future = instant.isAfter(latest);
    hasMetFuture |= future;
    return !future;
  }

  /** Whether some moment was not believed that will be one day. */
  boolean hasMetFuture() {
    return hasMetFuture;
  }

  private LocalDate lastDay() {
    return LocalDate.ofInstant(latest, ZoneOffset.UTC);
  }
}
