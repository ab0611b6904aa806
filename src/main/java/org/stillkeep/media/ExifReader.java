package org.stillkeep.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The few EXIF tags we want, out of a TIFF structure in memory.
 *
 * <pre>
 *   "II" or "MM"   byte order
 *   u16            42 (raw formats write other numbers here)
 *   u32            offset of IFD0
 *   IFD            u16 count, count × { u16 tag, u16 type, u32 count, u32 value or offset }, u32 offset of the next IFD
 * </pre>
 *
 * <p>Follows exactly five directories (IFD0, IFD1, Exif, GPS, Apple's maker note), none twice, each of at most 512 entries:
 * no loop or count in a hostile file can make it do more. Offsets that point outside name no tag.
 */
final class ExifReader {

  private static final int MAX_ENTRIES = 512;
  private static final int MAX_TEXT_BYTES = 256;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private static final int WIDTH = 0x0100;
  private static final int HEIGHT = 0x0101;
  private static final int THUMBNAIL_OFFSET = 0x0201;
  private static final int THUMBNAIL_BYTES = 0x0202;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int GPS_DIRECTORY = 0x8825;
  private static final int TIME_ORIGINAL = 0x9003;
  private static final int TIME_DIGITIZED = 0x9004;
  private static final int OFFSET_ANY = 0x9010;
  private static final int OFFSET_ORIGINAL = 0x9011;
  private static final int OFFSET_DIGITIZED = 0x9012;
  private static final int MAKER_NOTE = 0x927C;
  private static final int DNG_VERSION = 0xC612;
  private static final int APPLE_CONTENT_IDENTIFIER = 0x0011;

  private static final byte[] APPLE = "Apple iOS\0".getBytes(StandardCharsets.US_ASCII);

  /** A directory entry: where its value lies in the buffer. */
  private record Tag(int type, int count, int at) {}

  private final ByteBuffer tiff;
  private final Findings findings;

  private ExifReader(ByteBuffer tiff, Findings findings) {
    this.tiff = tiff;
    this.findings = findings;
  }

  /** Adds what the TIFF structure says to the findings; a broken one adds less, or nothing. */
  static void read(byte[] bytes, int from, Findings findings) {
    if (from < 0 || bytes.length - from < 8) {
      return;
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, from, bytes.length - from).slice();
    boolean little = tiff.get(0) == 'I' && tiff.get(1) == 'I';
    boolean big = tiff.get(0) == 'M' && tiff.get(1) == 'M';
    if (little || big) {
      tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      new ExifReader(tiff, findings).read();
    }
  }

  private void read() {
    long first = unsigned(tiff.getInt(4));
    Map<Integer, Tag> ifd0 = directory(first);
    if (ifd0.containsKey(DNG_VERSION)) {
      findings.type = MediaType.DNG;
    }
    if (findings.type != MediaType.JPEG) {
      findings.size(number(ifd0, WIDTH), number(ifd0, HEIGHT));
    }
    Map<Integer, Tag> exif = directory(number(ifd0, EXIF_DIRECTORY));
    time(exif, TIME_ORIGINAL, OFFSET_ORIGINAL);
    time(exif, TIME_DIGITIZED, OFFSET_DIGITIZED);
    gps(directory(number(ifd0, GPS_DIRECTORY)));
    appleMakerNote(exif.get(MAKER_NOTE));
    thumbnail(directory(next(first)));
  }

  private void time(Map<Integer, Tag> exif, int timeTag, int offsetTag) {
    Optional<ZoneOffset> offset =
        text(exif.get(offsetTag)).flatMap(Stamps::offset).or(() -> text(exif.get(OFFSET_ANY)).flatMap(Stamps::offset));
    text(exif.get(timeTag))
        .flatMap(Stamps::exif)
        .ifPresent(digits -> findings.exifTime(new EmbeddedTime(digits, offset, false)));
  }

  private void gps(Map<Integer, Tag> gps) {
    double latitude = degrees(gps.get(2), text(gps.get(1)).orElse("").startsWith("S"));
    double longitude = degrees(gps.get(4), text(gps.get(3)).orElse("").startsWith("W"));
    double metres = rational(gps.get(6), 0);
    boolean below = gps.get(5) != null && tiff.get(gps.get(5).at) == 1;
    if (Double.isFinite(latitude) && Double.isFinite(longitude)) {
      findings.place(
          latitude, longitude, Double.isFinite(metres) ? OptionalDouble.of(below ? -metres : metres) : OptionalDouble.empty());
    }
    gpsTime(text(gps.get(0x1D)).orElse(""), gps.get(7)).ifPresent(findings::gpsTime);
  }

  private Optional<LocalDateTime> gpsTime(String date, Tag clock) {
    double seconds = rational(clock, 0) * 3600 + rational(clock, 1) * 60 + rational(clock, 2);
    String[] parts = date.trim().split("[:-]", -1);
    if (parts.length != 3 || !(seconds >= 0 && seconds < 86_400)) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      return Optional.of(day.atStartOfDay().plusSeconds((long) seconds)).filter(Stamps::isPlausible);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Apple's maker note: "Apple iOS\0", two bytes, "MM", then a directory whose offsets count from the note's start. */
  private void appleMakerNote(Tag note) {
    if (note == null || note.count < 32) {
      return;
    }
    byte[] name = new byte[APPLE.length];
    tiff.get(note.at, name);
    if (Arrays.equals(name, APPLE)) {
      ByteBuffer apple = tiff.slice(note.at, note.count);
      new ExifReader(apple, findings).appleDirectory();
    }
  }

  private void appleDirectory() {
    text(directory(14).get(APPLE_CONTENT_IDENTIFIER)).filter(id -> !id.isBlank()).ifPresent(findings::contentIdentifier);
  }

  private void thumbnail(Map<Integer, Tag> ifd1) {
    long offset = number(ifd1, THUMBNAIL_OFFSET);
    long bytes = number(ifd1, THUMBNAIL_BYTES);
    if (offset > 0 && bytes > 0 && offset + bytes <= tiff.limit()) {
      byte[] jpeg = new byte[(int) bytes];
      tiff.get((int) offset, jpeg);
      findings.thumbnail(jpeg);
    }
  }

  private Map<Integer, Tag> directory(long offset) {
    Map<Integer, Tag> tags = new HashMap<>();
    if (offset < 8 || offset + 2 > tiff.limit()) {
      return tags;
    }
    int count = Math.min(tiff.getShort((int) offset) & 0xFFFF, MAX_ENTRIES);
    for (int i = 0, at = (int) offset + 2; i < count && at + 12 <= tiff.limit(); i++, at += 12) {
      int type = tiff.getShort(at + 2) & 0xFFFF;
      long values = unsigned(tiff.getInt(at + 4));
      long bytes = type < TYPE_BYTES.length ? values * TYPE_BYTES[type] : Long.MAX_VALUE;
      long valueAt = bytes <= 4 ? at + 8 : unsigned(tiff.getInt(at + 8));
      if (bytes > 0 && bytes <= tiff.limit() && valueAt + bytes <= tiff.limit()) {
        tags.putIfAbsent(tiff.getShort(at) & 0xFFFF, new Tag(type, (int) values, (int) valueAt));
      }
    }
    return tags;
  }

  private long next(long offset) {
    if (offset < 8 || offset + 2 > tiff.limit()) {
      return 0;
    }
    long at = offset + 2 + 12L * (tiff.getShort((int) offset) & 0xFFFF);
    return at + 4 <= tiff.limit() ? unsigned(tiff.getInt((int) at)) : 0;
  }

  private Optional<String> text(Tag tag) {
    if (tag == null || (tag.type != 2 && tag.type != 7)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[Math.min(tag.count, MAX_TEXT_BYTES)];
    tiff.get(tag.at, bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    return Optional.of(end < 0 ? text : text.substring(0, end));
  }

  private long number(Map<Integer, Tag> tags, int name) {
    Tag tag = tags.get(name);
    if (tag == null) {
      return 0;
    }
    return switch (tag.type) {
      case 3 -> tiff.getShort(tag.at) & 0xFFFF;
      case 4, 13 -> unsigned(tiff.getInt(tag.at));
      default -> 0;
    };
  }

  private double degrees(Tag tag, boolean negative) {
    double degrees = rational(tag, 0) + rational(tag, 1) / 60 + rational(tag, 2) / 3600;
    return negative ? -degrees : degrees;
  }

  /** The n-th rational of a tag; not a number when it is missing or its denominator is 0. */
  private double rational(Tag tag, int n) {
    if (tag == null || tag.type != 5 || n >= tag.count) {
      return Double.NaN;
    }
    long denominator = unsigned(tiff.getInt(tag.at + 8 * n + 4));
    return denominator == 0 ? Double.NaN : (double) unsigned(tiff.getInt(tag.at + 8 * n)) / denominator;
  }

  private static long unsigned(int value) {
    return value & 0xFFFFFFFFL;
  }
}
