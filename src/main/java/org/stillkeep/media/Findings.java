package org.stillkeep.media;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.Place;

/**
 * What the walkers have found in one file so far. The first answer of the best kind stays: EXIF before XMP, a local clock
 * before a container's UTC stamp.
 */
final class Findings {

  private static final int MAX_THUMBNAIL_BYTES = 64 * 1024;

  /** A GPS fix may be old; farther from a quarter of an hour than this, its time says nothing about the zone. */
  private static final long MAX_FIX_AGE_SECONDS = 150;

  MediaType type;
  private EmbeddedTime exif;
  private EmbeddedTime xmp;
  private boolean xmpPacketMet;
  private EmbeddedTime container;
  private EmbeddedTime written;
  private LocalDateTime gpsUtc;
  private Place place;
  private int width;
  private int height;
  private Orientation orientation = Orientation.USUAL;
  private OptionalLong durationMillis = OptionalLong.empty();
  private String contentIdentifier;
  private byte[] thumbnailJpeg;

  Findings(MediaType type) {
    this.type = type;
  }

  void exifTime(EmbeddedTime time) {
    exif = exif == null ? time : exif;
  }

  void xmpTime(EmbeddedTime time) {
    xmp = xmp == null ? time : xmp;
  }

  /** Whether no XMP packet was met before; asking is meeting one. */
  boolean isFirstXmpPacket() {
    boolean first = !xmpPacketMet;
    xmpPacketMet = true;
    return first;
  }

  /** A time of the container; one of a local clock replaces the bare UTC stamp, unless it says less of the time. */
  void containerTime(EmbeddedTime time) {
    boolean better = container == null || (container.utc() && time.accuracy().compareTo(container.accuracy()) <= 0);
    container = better ? time : container;
  }

  void writtenTime(EmbeddedTime time) {
    written = written == null ? time : written;
  }

  void gpsTime(LocalDateTime utc) {
    gpsUtc = utc;
  }

  void place(double latitude, double longitude, OptionalDouble altitudeMetres) {
    if (place == null && Place.isPlausible(latitude, longitude)) {
      place = new Place(latitude, longitude, altitudeMetres);
    }
  }

  void contentIdentifier(String identifier) {
    contentIdentifier = identifier;
  }

  void durationMillis(long millis) {
    durationMillis = OptionalLong.of(millis);
  }

  /** The larger of several sizes is that of the picture; others are previews. */
  void size(long wide, long high) {
    boolean plausible = wide > 0 && high > 0 && wide <= Integer.MAX_VALUE && high <= Integer.MAX_VALUE;
    if (plausible && wide * high > (long) width * height) {
      width = (int) wide;
      height = (int) high;
    }
  }

  /** EXIF's number; the first block that says something counts. */
  void orientation(long exif) {
    orientation = orientation.equals(Orientation.USUAL) ? Orientation.of(exif) : orientation;
  }

  void thumbnail(byte[] jpeg) {
    if (jpeg.length <= MAX_THUMBNAIL_BYTES && jpeg.length > 4 && (jpeg[0] & 0xFF) == 0xFF && (jpeg[1] & 0xFF) == 0xD8) {
      thumbnailJpeg = jpeg;
    }
  }

  MediaFacts facts() {
    return new MediaFacts(
        type,
        taken(),
        Optional.ofNullable(written),
        Optional.ofNullable(place),
        width > 0 ? OptionalInt.of(width) : OptionalInt.empty(),
        height > 0 ? OptionalInt.of(height) : OptionalInt.empty(),
        orientation.exif(),
        durationMillis,
        Optional.ofNullable(contentIdentifier),
        Optional.ofNullable(thumbnailJpeg));
  }

  private Optional<EmbeddedTime> taken() {
    Optional<EmbeddedTime> gps = Optional.ofNullable(gpsUtc).map(EmbeddedTime::utc);
    return Optional.ofNullable(exif)
        .map(this::withOffsetOfGps)
        .or(() -> Optional.ofNullable(xmp))
        .or(() -> Optional.ofNullable(container))
        .or(() -> gps);
  }

  /** The local clock less GPS time is the offset. */
  private EmbeddedTime withOffsetOfGps(EmbeddedTime time) {
    if (gpsUtc == null || time.accuracy() != Accuracy.SECOND || time.offset().isPresent()) {
      return time;
    }
    return ClockOffsets.between(time.digits(), gpsUtc.toInstant(ZoneOffset.UTC), MAX_FIX_AGE_SECONDS)
        .map(offset -> EmbeddedTime.local(time.digits(), Optional.of(offset)))
        .orElse(time);
  }
}
