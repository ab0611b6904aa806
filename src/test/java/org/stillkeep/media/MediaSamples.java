package org.stillkeep.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tiny files, byte by byte as the formats ask for, for tests of every room. Their pictures show nothing. */
public final class MediaSamples {

  private static final DateTimeFormatter EXIF = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");

  private MediaSamples() {}

  /** A JPEG that carries nothing but its own bytes; different seeds give different content. */
  public static byte[] jpeg(String seed) {
    return jpegOf(new byte[0], seed);
  }

  /** A JPEG with an embedded capture time. */
  public static byte[] jpeg(String seed, LocalDateTime taken, Optional<ZoneOffset> offset) {
    Exif exif = new Exif().taken(taken);
    offset.ifPresent(exif::offset);
    return jpegOf(exif.tiff(), seed);
  }

  static byte[] jpegOf(byte[] tiff, String seed) {
    byte[] exif = tiff.length == 0 ? tiff : segment(0xE1, join(ascii("Exif\0\0"), tiff));
    byte[] frame = segment(0xC0, new byte[] {8, 0, 3, 0, 4, 1, 1, 0x11, 0});
    return join(bytes(0xFF, 0xD8), exif, frame, segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0}), ascii(seed), bytes(0xFF, 0xD9));
  }

  /** An MP4 of the given length whose index lies at its end, as phones write it. */
  public static byte[] mp4(String seed, long durationMillis) {
    return mp4(seed, durationMillis, 0, new byte[0]);
  }

  static byte[] mp4(String seed, long durationMillis, long createdSeconds1904, byte[] extraInMovie) {
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(0).putInt((int) createdSeconds1904).putInt(0).putInt(1000).putInt((int) durationMillis);
    byte[] moov = box("moov", box("mvhd", header.array()), extraInMovie);
    return join(box("ftyp", ascii("mp42\0\0\0\0mp42isom")), box("mdat", ascii(seed)), moov);
  }

  /** Apple's named keys, as an iPhone writes them into {@code moov/meta}. */
  static byte[] appleKeys(SortedMap<String, String> keys) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    int position = 0;
    for (var key : keys.entrySet()) {
      names.writeBytes(box("mdta", ascii(key.getKey())));
      byte[] data = box("data", join(u32(1), u32(0), ascii(key.getValue())));
      position++;
      values.writeBytes(join(u32(data.length + 8), u32(position), data));
    }
    return box(
        "meta",
        box("hdlr", new byte[24]),
        box("keys", u32(0), u32(keys.size()), names.toByteArray()),
        box("ilst", values.toByteArray()));
  }

  static byte[] png(byte[] tiff) {
    return join(
        bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
        chunk("IHDR", join(u32(5), u32(6), bytes(8, 2, 0, 0, 0))),
        chunk("IDAT", new byte[5000]),
        chunk("eXIf", tiff),
        chunk("IEND", new byte[0]));
  }

  /** A TIFF of one white pixel. */
  static byte[] tiff() {
    ByteBuffer tiff = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 8);
    int[][] tags = {{256, 1}, {257, 1}, {258, 8}, {259, 1}, {262, 1}, {273, 120}, {278, 1}, {279, 1}};
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
    }
    tiff.putInt(0);
    tiff.put(120, (byte) 0xFF);
    return tiff.array();
  }

  /** An MP4 with a header as the standard asks for (14496-12, 8.2.2), without a track. */
  static byte[] movie() {
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(0).putInt(0).putInt(0).putInt(1000).putInt(2000).putInt(0x10000).putShort((short) 0x100);
    header.position(36).putInt(0x10000).position(52).putInt(0x10000).position(68).putInt(0x40000000);
    header.putInt(96, 2);
    return join(box("ftyp", ascii("mp42\0\0\0\0mp42isom")), box("moov", box("mvhd", header.array())), box("mdat", ascii("x")));
  }

  /** A PNG with one further chunk. */
  static byte[] pngOf(String type, byte[] data) {
    return join(
        bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
        chunk("IHDR", join(u32(5), u32(6), bytes(8, 2, 0, 0, 0))),
        chunk(type, data),
        chunk("IEND", new byte[0]));
  }

  /** An AVI of so many frames, with one further chunk in its header. */
  static byte[] avi(int width, int height, int microsOfFrame, int frames, String type, String text) {
    byte[] header =
        join(
            u32Little(microsOfFrame), new byte[12], u32Little(frames), new byte[12], u32Little(width), u32Little(height),
            new byte[16]);
    byte[] list = riff("LIST", join(ascii("hdrl"), riff("avih", header), riff(type, ascii(text))));
    return riff("RIFF", join(ascii("AVI "), list, riff("LIST", join(ascii("movi"), new byte[6000]))));
  }

  static byte[] webp(byte[] tiff) {
    byte[] chunks = join(ascii("WEBP"), riff("VP8X", bytes(8, 0, 0, 0, 6, 0, 0, 7, 0, 0)), riff("VP8 ", new byte[5001]), riff("EXIF", tiff));
    return join(ascii("RIFF"), u32Little(chunks.length), chunks);
  }

  /** A HEIC whose EXIF item lies behind everything else. */
  static byte[] heic(byte[] tiff) {
    byte[] ftyp = box("ftyp", ascii("heic\0\0\0\0mif1heic"));
    byte[] mdat = box("mdat", join(new byte[6000], u32(0), tiff));
    int metaBytes = heicMeta(0, tiff.length + 4).length;
    int exifAt = ftyp.length + metaBytes + 8 + 6000;
    return join(ftyp, heicMeta(exifAt, tiff.length + 4), mdat);
  }

  private static byte[] heicMeta(int exifAt, int exifBytes) {
    byte[] entry = box("infe", u32(0x02000000), bytes(0, 7, 0, 0), ascii("Exif\0"));
    byte[] iinf = box("iinf", u32(0), bytes(0, 1), entry);
    byte[] iloc = box("iloc", u32(0), bytes(0x44, 0, 0, 1, 0, 7, 0, 0, 0, 1), u32(exifAt), u32(exifBytes));
    byte[] iprp = box("iprp", box("ipco", box("ispe", u32(0), u32(40), u32(30))));
    return box("meta", u32(0), box("hdlr", new byte[24]), iinf, iloc, iprp);
  }

  static byte[] box(String type, byte[]... content) {
    byte[] all = join(content);
    return join(u32(all.length + 8), ascii(type), all);
  }

  static byte[] segment(int marker, byte[] payload) {
    return join(bytes(0xFF, marker, (payload.length + 2) >> 8, payload.length + 2), payload);
  }

  private static byte[] chunk(String type, byte[] data) {
    return join(u32(data.length), ascii(type), data, u32(0));
  }

  private static byte[] riff(String type, byte[] data) {
    return join(ascii(type), u32Little(data.length), data, new byte[data.length & 1]);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] u32Little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A TIFF structure with the EXIF tags asked for, big endian. */
  static final class Exif {

    private final TreeMap<Integer, byte[]> exif = new TreeMap<>();
    private final TreeMap<Integer, byte[]> gps = new TreeMap<>();
    private byte[] thumbnail = new byte[0];

    Exif taken(LocalDateTime taken) {
      return text(0x9003, EXIF.format(taken));
    }

    Exif text(int tag, String text) {
      exif.put(tag, tagText(tag, text));
      return this;
    }

    Exif offset(ZoneOffset offset) {
      return text(0x9011, offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId());
    }

    Exif place(int latitudeSeconds, int longitudeSeconds) {
      gps.put(1, tagText(1, latitudeSeconds < 0 ? "S" : "N"));
      gps.put(2, rationals(2, 0, 0, Math.abs(latitudeSeconds)));
      gps.put(3, tagText(3, longitudeSeconds < 0 ? "W" : "E"));
      gps.put(4, rationals(4, 0, 0, Math.abs(longitudeSeconds)));
      return this;
    }

    Exif gpsTime(LocalDateTime utc) {
      gps.put(7, rationals(7, utc.getHour(), utc.getMinute(), utc.getSecond()));
      gps.put(0x1D, tagText(0x1D, DateTimeFormatter.ofPattern("yyyy:MM:dd").format(utc)));
      return this;
    }

    Exif appleContentIdentifier(String id) {
      byte[] entry = join(bytes(0, 0x11, 0, 2), u32(id.length()), u32(32));
      byte[] note = join(ascii("Apple iOS\0"), bytes(0, 1), ascii("MM"), bytes(0, 1), entry, u32(0), ascii(id));
      exif.put(0x927C, join(bytes(0x92, 0x7C, 0, 7), u32(note.length), note));
      return this;
    }

    Exif thumbnail(byte[] jpeg) {
      thumbnail = jpeg;
      return this;
    }

    /** IFD0 at 8 with two pointers, IFD1 behind it, then the Exif and GPS directories with their values. */
    byte[] tiff() {
      int ifd1At = 8 + 2 + 2 * 12 + 4;
      int exifAt = ifd1At + 2 + 2 * 12 + 4;
      byte[] exifDirectory = directory(exif, exifAt);
      int gpsAt = exifAt + exifDirectory.length;
      byte[] gpsDirectory = directory(gps, gpsAt);
      int thumbnailAt = gpsAt + gpsDirectory.length;
      return join(
          ascii("MM\0*"),
          u32(8),
          bytes(0, 2, 0x87, 0x69, 0, 4, 0, 0, 0, 1),
          u32(exifAt),
          bytes(0x88, 0x25, 0, 4, 0, 0, 0, 1),
          u32(gpsAt),
          u32(ifd1At),
          bytes(0, 2, 2, 1, 0, 4, 0, 0, 0, 1),
          u32(thumbnailAt),
          bytes(2, 2, 0, 4, 0, 0, 0, 1),
          u32(thumbnail.length),
          u32(0),
          exifDirectory,
          gpsDirectory,
          thumbnail);
    }

    /** Each tag is given as tag, type, count and value bytes; values longer than four bytes move behind the directory. */
    private static byte[] directory(SortedMap<Integer, byte[]> tags, int at) {
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      ByteArrayOutputStream values = new ByteArrayOutputStream();
      int valuesAt = at + 2 + 12 * tags.size() + 4;
      for (byte[] tag : tags.values()) {
        entries.write(tag, 0, 8);
        int length = tag.length - 8;
        if (length <= 4) {
          entries.write(tag, 8, length);
          entries.writeBytes(new byte[4 - length]);
        } else {
          entries.writeBytes(u32(valuesAt + values.size()));
          values.write(tag, 8, length);
        }
      }
      return join(bytes(0, tags.size()), entries.toByteArray(), u32(0), values.toByteArray());
    }

    private static byte[] tagText(int tag, String text) {
      return join(bytes(tag >> 8, tag, 0, 2), u32(text.length() + 1), ascii(text + "\0"));
    }

    private static byte[] rationals(int tag, int... values) {
      byte[] all = join(bytes(tag >> 8, tag, 0, 5), u32(values.length));
      for (int value : values) {
        all = join(all, u32(value), u32(1));
      }
      return all;
    }
  }
}
