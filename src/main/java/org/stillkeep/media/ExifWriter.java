package org.stillkeep.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.stillkeep.asset.Place;

/**
 * Writes time, place and description into an EXIF block. All bytes of the block stay where they are, but for the four that
 * point to the first directory: directories that change are written anew behind the last byte. So a camera's maker note, whose
 * offsets nobody but its maker knows, stays whole; the price is a few hundred bytes.
 */
final class ExifWriter {

  private static final int IMAGE_DESCRIPTION = 0x010E;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int GPS_DIRECTORY = 0x8825;
  private static final int EXIF_VERSION = 0x9000;
  private static final int DATE_TIME_ORIGINAL = 0x9003;
  private static final int OFFSET_TIME_ORIGINAL = 0x9011;
  private static final int SUB_SECONDS_ORIGINAL = 0x9291;
  private static final int GPS_VERSION = 0;
  private static final int GPS_LATITUDE_REF = 1;
  private static final int GPS_LATITUDE = 2;
  private static final int GPS_LONGITUDE_REF = 3;
  private static final int GPS_LONGITUDE = 4;
  private static final int GPS_ALTITUDE_REF = 5;
  private static final int GPS_ALTITUDE = 6;
  private static final int GPS_MAP_DATUM = 18;

  /** {@code "MM\0*"}, and the first directory behind these eight bytes, which is empty: no entry, no next one. */
  private static final byte[] NEW_BLOCK = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

  /** EXIF 2.31 is the first that knows offsets. */
  private static final byte[] VERSION = "0231".getBytes(US_ASCII);

  /** A ten-thousandth of a second of arc is 3 mm. */
  private static final int PER_SECOND_OF_ARC = 10_000;

  private static final int MARK = 42;

  private final ByteBuffer tiff;
  private final TiffDirectory first;
  private byte[] block;

  private ExifWriter(byte[] block) throws UnwritableException {
    this.block = block;
    this.tiff = ByteBuffer.wrap(block).order(order(block));
    if (block.length < 8 || tiff.getShort(2) != MARK) {
      throw new UnwritableException("its EXIF is none");
    }
    this.first = TiffDirectory.read(tiff, tiff.getInt(4) & 0xFFFFFFFFL);
  }

  /**
   * The block with what is lacking; empty when it lacks nothing that EXIF can say.
   *
   * @param block the TIFF structure; no bytes when there is none yet
   * @param lacking what it does not say, or says wrongly
   * @throws UnwritableException when its directories are not as they should be
   */
  static Optional<byte[]> inscribed(byte[] block, Inscription lacking) throws UnwritableException {
    Optional<InscribedTime> time = lacking.taken().filter(InscribedTime::isExact);
    if (time.isEmpty() && lacking.place().isEmpty() && lacking.description().isEmpty()) {
      return Optional.empty();
    }
    ExifWriter writer = new ExifWriter(block.length == 0 ? NEW_BLOCK : block);
    boolean changed = writer.describe(lacking.description());
    if (time.isPresent()) {
      writer.time(time.get());
    }
    if (lacking.place().isPresent()) {
      writer.place(lacking.place().get());
    }
    return changed || time.isPresent() || lacking.place().isPresent() ? Optional.of(writer.finish()) : Optional.empty();
  }

  private static ByteOrder order(byte[] block) throws UnwritableException {
    if (Bytes.startsWith(block, 0, "II")) {
      return ByteOrder.LITTLE_ENDIAN;
    } else if (Bytes.startsWith(block, 0, "MM")) {
      return ByteOrder.BIG_ENDIAN;
    }
    throw new UnwritableException("its EXIF is none");
  }

  private boolean describe(String description) {
    byte[] text = (description + "\0").getBytes(UTF_8);
    if (description.isEmpty() || Arrays.equals(first.value(IMAGE_DESCRIPTION, tiff), text)) {
      return false;
    }
    first.put(IMAGE_DESCRIPTION, TiffDirectory.ASCII, text);
    return true;
  }

  private void time(InscribedTime time) throws UnwritableException {
    TiffDirectory exif = directory(EXIF_DIRECTORY);
    if (!exif.has(EXIF_VERSION)) {
      exif.put(EXIF_VERSION, TiffDirectory.UNDEFINED, VERSION);
    }
    exif.put(DATE_TIME_ORIGINAL, TiffDirectory.ASCII, ascii(time.exif()));
    exif.put(OFFSET_TIME_ORIGINAL, TiffDirectory.ASCII, ascii(time.offset()));
    // They belonged to the time that was there.
    exif.remove(SUB_SECONDS_ORIGINAL);
    append(EXIF_DIRECTORY, exif);
  }

  private void place(Place place) throws UnwritableException {
    TiffDirectory gps = directory(GPS_DIRECTORY);
    if (!gps.has(GPS_VERSION)) {
      gps.put(GPS_VERSION, TiffDirectory.BYTE, new byte[] {2, 3, 0, 0});
    }
    gps.put(GPS_LATITUDE_REF, TiffDirectory.ASCII, ascii(place.latitude() < 0 ? "S" : "N"));
    gps.put(GPS_LATITUDE, TiffDirectory.RATIONAL, degrees(place.latitude()));
    gps.put(GPS_LONGITUDE_REF, TiffDirectory.ASCII, ascii(place.longitude() < 0 ? "W" : "E"));
    gps.put(GPS_LONGITUDE, TiffDirectory.RATIONAL, degrees(place.longitude()));
    gps.put(GPS_MAP_DATUM, TiffDirectory.ASCII, ascii("WGS-84"));
    gps.remove(GPS_ALTITUDE_REF);
    gps.remove(GPS_ALTITUDE);
    if (place.altitudeMetres().isPresent()) {
      double metres = place.altitudeMetres().getAsDouble();
      gps.put(GPS_ALTITUDE_REF, TiffDirectory.BYTE, new byte[] {(byte) (metres < 0 ? 1 : 0)});
      gps.put(GPS_ALTITUDE, TiffDirectory.RATIONAL, rationals(Math.round(Math.abs(metres) * 100), 100));
    }
    append(GPS_DIRECTORY, gps);
  }

  private TiffDirectory directory(int pointer) throws UnwritableException {
    Optional<Long> at = first.pointer(pointer);
    return at.isPresent() ? TiffDirectory.read(tiff, at.get()) : new TiffDirectory(tiff.order());
  }

  private byte[] degrees(double degrees) {
    long parts = Math.round(Math.abs(degrees) * 3600 * PER_SECOND_OF_ARC);
    long perDegree = 3600L * PER_SECOND_OF_ARC;
    long perMinute = 60L * PER_SECOND_OF_ARC;
    return rationals(parts / perDegree, 1, parts % perDegree / perMinute, 1, parts % perMinute, PER_SECOND_OF_ARC);
  }

  private byte[] rationals(long... parts) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * parts.length).order(tiff.order());
    for (long part : parts) {
      bytes.putInt((int) part);
    }
    return bytes.array();
  }

  private static byte[] ascii(String text) {
    return (text + "\0").getBytes(US_ASCII);
  }

  private void append(int pointer, TiffDirectory directory) {
    first.putPointer(pointer, append(directory));
  }

  /** Directories begin at even offsets. */
  private int append(TiffDirectory directory) {
    int at = block.length + (block.length & 1);
    block = Bytes.join(Arrays.copyOf(block, at), directory.bytesAt(at));
    return at;
  }

  /** The directory of the preview comes along: readers do not follow a pointer from one directory back to the next. */
  private byte[] finish() throws UnwritableException {
    Optional<TiffDirectory> preview =
        first.next() == 0 ? Optional.empty() : Optional.of(TiffDirectory.read(tiff, first.next()));
    int at = block.length + (block.length & 1);
    if (preview.isPresent()) {
      first.setNext(at + first.bytesAt(at).length);
    }
    append(first);
    preview.ifPresent(this::append);
    ByteBuffer.wrap(block).order(tiff.order()).putInt(4, at);
    return block;
  }
}
