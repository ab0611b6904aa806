package org.stillkeep.media;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.exif.makernotes.AppleMakernoteDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The few EXIF tags we want, out of a block in memory: a JPEG segment, an item or chunk of at most 256 KiB, or the first
 * MiB of a TIFF. metadata-extractor reads the block, within the bounds of {@link BoundedExifHandler}; nothing outside the
 * block is reachable for it.
 *
 * <p>What GPS says of the time is put together here, because the library takes month 13 for January; and an unset 0/0,
 * which it takes for 0, is no part of a time or place here.
 */
final class ExifReader {

  static final int TAG_THUMBNAIL_OFFSET = ExifThumbnailDirectory.TAG_THUMBNAIL_OFFSET;
  static final int TAG_THUMBNAIL_BYTES = ExifThumbnailDirectory.TAG_THUMBNAIL_LENGTH;

  private final Metadata metadata;
  private final Findings findings;

  private ExifReader(Metadata metadata, Findings findings) {
    this.metadata = metadata;
    this.findings = findings;
  }

  /** Adds what the TIFF structure, from there to the block's end, says to the findings; a broken one adds less, or nothing. */
  static void read(byte[] block, int from, Findings findings) {
    byte[] tiff = Arrays.copyOfRange(block, from, block.length);
    ExifReader reader = new ExifReader(directories(tiff), findings);
    reader.picture();
    reader.times();
    reader.gps();
    reader.appleMakerNote();
    reader.thumbnail(tiff);
  }

  /** Adds what a GPS directory says that stands alone, as the first one of a TIFF structure. */
  static void readGps(byte[] tiff, Findings findings) {
    ExifReader reader = new ExifReader(directories(tiff), findings);
    Directory first = reader.directory(ExifIFD0Directory.class);
    GpsDirectory gps = new GpsDirectory();
    first.getTags().forEach(tag -> gps.setObject(tag.getTagType(), first.getObject(tag.getTagType())));
    reader.gps(gps);
  }

  private static Metadata directories(byte[] tiff) {
    Metadata metadata = new Metadata();
    try {
      new TiffReader().processTiff(new ByteArrayReader(tiff), new BoundedExifHandler(metadata), 0);
    } catch (TiffProcessingException | IOException | RuntimeException | StackOverflowError e) {
      // Half of the directories are as good as what was read of them.
      return metadata;
    }
    return metadata;
  }

  private void picture() {
    Directory ifd0 = directory(ExifIFD0Directory.class);
    if (ifd0.containsTag(BoundedExifHandler.TAG_DNG_VERSION)) {
      findings.type = MediaType.DNG;
    }
    findings.orientation(number(ifd0, ExifDirectoryBase.TAG_ORIENTATION));
    if (findings.type != MediaType.JPEG) {
      size(ifd0);
      // In raw files the first directory is often that of a preview.
      metadata.getDirectoriesOfType(ExifSubIFDDirectory.class).forEach(this::size);
    }
  }

  private void size(Directory picture) {
    findings.size(number(picture, ExifDirectoryBase.TAG_IMAGE_WIDTH), number(picture, ExifDirectoryBase.TAG_IMAGE_HEIGHT));
  }

  /** The EXIF directory and a raw file's further pictures are of one kind; what is asked for stands in only one of them. */
  private void times() {
    metadata.getDirectoriesOfType(ExifSubIFDDirectory.class).forEach(this::times);
    // Where raw formats after TIFF/EP put it.
    times(directory(ExifIFD0Directory.class));
    Stamps.exif(text(directory(ExifIFD0Directory.class), ExifDirectoryBase.TAG_DATETIME), Optional.empty())
        .ifPresent(findings::writtenTime);
  }

  private void times(Directory exif) {
    time(exif, ExifDirectoryBase.TAG_DATETIME_ORIGINAL, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL);
    time(exif, ExifDirectoryBase.TAG_DATETIME_DIGITIZED, ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED);
  }

  private void time(Directory exif, int timeTag, int offsetTag) {
    Optional<ZoneOffset> offset =
        Stamps.offset(text(exif, offsetTag)).or(() -> Stamps.offset(text(exif, ExifDirectoryBase.TAG_TIME_ZONE)));
    Stamps.exif(text(exif, timeTag), offset).ifPresent(findings::exifTime);
  }

  private void gps() {
    GpsDirectory gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
    if (gps != null) {
      gps(gps);
    }
  }

  private void gps(GpsDirectory gps) {
    GeoLocation location = gps.getGeoLocation();
    if (location != null && isSet(gps, GpsDirectory.TAG_LATITUDE) && isSet(gps, GpsDirectory.TAG_LONGITUDE)) {
      findings.place(location.getLatitude(), location.getLongitude(), altitudeMetres(gps));
    }
    gpsTime(gps).ifPresent(findings::gpsTime);
  }

  private static boolean isSet(GpsDirectory gps, int tag) {
    return Arrays.stream(gps.getRationalArray(tag)).allMatch(part -> part.getDenominator() != 0);
  }

  private static OptionalDouble altitudeMetres(GpsDirectory gps) {
    double metres = quotient(gps.getRational(GpsDirectory.TAG_ALTITUDE));
    boolean below = number(gps, GpsDirectory.TAG_ALTITUDE_REF) == 1;
    return Double.isFinite(metres) ? OptionalDouble.of(below ? -metres : metres) : OptionalDouble.empty();
  }

  private static Optional<LocalDateTime> gpsTime(GpsDirectory gps) {
    String[] date = text(gps, GpsDirectory.TAG_DATE_STAMP).trim().split("[:-]", -1);
    Rational[] clock = gps.getRationalArray(GpsDirectory.TAG_TIME_STAMP);
    if (date.length != 3 || clock == null || clock.length != 3) {
      return Optional.empty();
    }
    double seconds = quotient(clock[0]) * 3600 + quotient(clock[1]) * 60 + quotient(clock[2]);
    if (!(seconds >= 0 && seconds < 86_400)) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(Integer.parseInt(date[0]), Integer.parseInt(date[1]), Integer.parseInt(date[2]));
      return Optional.of(day.atStartOfDay().plusSeconds((long) seconds)).filter(Stamps::isPlausible);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void appleMakerNote() {
    String identifier = text(directory(AppleMakernoteDirectory.class), AppleMakernoteDirectory.TAG_CONTENT_IDENTIFIER);
    if (!identifier.isBlank()) {
      findings.contentIdentifier(identifier);
    }
  }

  private void thumbnail(byte[] tiff) {
    Directory ifd1 = directory(ExifThumbnailDirectory.class);
    long offset = number(ifd1, TAG_THUMBNAIL_OFFSET);
    long bytes = number(ifd1, TAG_THUMBNAIL_BYTES);
    if (offset > 0 && bytes > 0 && offset + bytes <= tiff.length) {
      findings.thumbnail(Arrays.copyOfRange(tiff, (int) offset, (int) (offset + bytes)));
    }
  }

  /** The first directory of that kind; without one, an empty one that says nothing. */
  private Directory directory(Class<? extends Directory> kind) {
    Directory found = metadata.getFirstDirectoryOfType(kind);
    return found == null ? new ExifIFD0Directory() : found;
  }

  /** A text up to its first zero; empty when the tag is absent. Some writers call texts "undefined", i.e. bytes. */
  private static String text(Directory directory, int tag) {
    byte[] bytes = directory.getByteArray(tag);
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  /** A number; 0 when the tag is absent or no number. */
  private static long number(Directory directory, int tag) {
    return directory.getObject(tag) instanceof Number n ? n.longValue() : 0;
  }

  /** Not a number when it is missing or its denominator is 0. */
  private static double quotient(Rational rational) {
    return rational == null || rational.getDenominator() == 0 ? Double.NaN : rational.doubleValue();
  }
}
