package org.stillkeep.media;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the small boxes inside {@code moov} say: creation time, duration, size, and the keys of Apple and Android. */
final class MovieBoxes {

  private static final Set<String> WANTED = Set.of("mvhd", "tkhd", "meta", "uuid", "\u00a9xyz", "\u00a9day");

  /** Seconds from 1904-01-01, where QuickTime's clock starts, to 1970-01-01. */
  private static final long EPOCH_1904_SECONDS = 2_082_844_800L;

  /** No container of this kind is older than its format; earlier stamps are unset clocks. */
  private static final LocalDateTime FIRST_QUICKTIME = LocalDateTime.of(1991, 1, 1, 0, 0);

  /** {@code +37.3318-122.0312+010.0/}: latitude, longitude and perhaps altitude (ISO 6709). */
  private static final Pattern ISO_6709 =
      Pattern.compile("([+-]\\d{1,2}(?:\\.\\d{1,10})?)([+-]\\d{1,3}(?:\\.\\d{1,10})?)([+-]\\d{1,5}(?:\\.\\d{1,10})?)?.*", Pattern.DOTALL);

  /** 85c0b687-820f-11e0-8111-f4ce462b6a48. */
  private static final byte[] CANON = {
    (byte) 0x85, (byte) 0xC0, (byte) 0xB6, (byte) 0x87, (byte) 0x82, 0x0F, 0x11, (byte) 0xE0, (byte) 0x81, 0x11, (byte) 0xF4,
    (byte) 0xCE, 0x46, 0x2B, 0x6A, 0x48
  };

  private static final int MAX_KEYS = 64;
  private static final int MAX_TEXT_BYTES = 256;

  private final Findings findings;

  MovieBoxes(Findings findings) {
    this.findings = findings;
  }

  boolean wants(String type) {
    return WANTED.contains(type);
  }

  void take(String type, byte[] box) {
    switch (type) {
      case "mvhd" -> movieHeader(box);
      case "tkhd" -> trackHeader(box);
      case "meta" -> keys(box);
      case "uuid" -> canon(box);
      case "\u00a9xyz" -> place(userText(box));
      case "\u00a9day" -> Stamps.iso(userText(box)).ifPresent(findings::containerTime);
      default -> throw new IllegalArgumentException(type);
    }
  }

  /** Version 0 has 32-bit times and duration, version 1 has 64-bit ones (14496-12, 8.2.2). */
  private void movieHeader(byte[] box) {
    int width = box.length > 0 && box[0] == 1 ? 8 : 4;
    int timescaleAt = 4 + 2 * width;
    if (box.length < timescaleAt + 4 + width) {
      return;
    }
    long stamp = Bytes.unsigned(box, 4, width);
    // Before 1970 there were no such files: a program took Unix's epoch for QuickTime's.
    long created = stamp < EPOCH_1904_SECONDS ? stamp : stamp - EPOCH_1904_SECONDS;
    long timescale = Bytes.u32(box, timescaleAt);
    long duration = Bytes.unsigned(box, timescaleAt + 4, width);
    boolean unknown = width == 4 && duration == 0xFFFFFFFFL;
    if (timescale > 0 && duration >= 0 && duration < Long.MAX_VALUE / 1000 && !unknown) {
      findings.durationMillis(duration * 1000 / timescale);
    }
    if (created > 0 && created < 4_102_444_800L /* 2100 */) {
      LocalDateTime utc = LocalDateTime.ofEpochSecond(created, 0, ZoneOffset.UTC);
      if (utc.isAfter(FIRST_QUICKTIME)) {
        findings.containerTime(EmbeddedTime.utc(utc));
      }
    }
  }

  /** Width and height are the last eight bytes, in 16.16 fixed point; 0 for sound. */
  private void trackHeader(byte[] box) {
    if (box.length >= 84) {
      findings.size(Bytes.u32(box, box.length - 8) >> 16, Bytes.u32(box, box.length - 4) >> 16);
    }
  }

  /** Canon's CR3: TIFF structures with the main directory (CMT1), that of EXIF (CMT2), of GPS (CMT4), each as a first one. */
  private void canon(byte[] box) {
    if (Bytes.startsWith(box, 0, CANON)) {
      children(
          box,
          CANON.length,
          box.length,
          (type, range) -> {
            byte[] tiff = Arrays.copyOfRange(box, range[0], range[1]);
            if (type.equals("CMT1") || type.equals("CMT2")) {
              ExifReader.read(tiff, 0, findings);
            } else if (type.equals("CMT4")) {
              ExifReader.readGps(tiff, findings);
            }
          });
    }
  }

  /** {@code keys} names what {@code ilst} holds, by position from 1: {@code ilst/[u32 position]/data}. */
  private void keys(byte[] meta) {
    // A QuickTime atom has its children at once, an ISO box has four bytes of version and flags before them.
    int from = Bytes.startsWith(meta, 4, "hdlr") ? 0 : 4;
    List<String> names = new ArrayList<>();
    children(
        meta,
        from,
        meta.length,
        (type, range) -> {
          if (type.equals("keys")) {
            names.addAll(names(meta, range));
          } else if (type.equals("ilst")) {
            values(meta, range, names);
          }
        });
  }

  private static List<String> names(byte[] meta, int[] range) {
    List<String> names = new ArrayList<>();
    children(
        meta,
        range[0] + 8,
        range[1],
        (namespace, name) -> names.add(new String(meta, name[0], name[1] - name[0], StandardCharsets.UTF_8)));
    return names;
  }

  private void values(byte[] meta, int[] range, List<String> names) {
    children(
        meta,
        range[0],
        range[1],
        (type, item) -> {
          int position = (int) Bytes.u32(type.getBytes(StandardCharsets.ISO_8859_1), 0);
          // Inside the item one box "data": header, type, locale, then the text.
          int text = item[0] + 16;
          if (position >= 1 && position <= names.size() && text < item[1]) {
            value(names.get(position - 1), text(meta, text, item[1]));
          } else if (type.equals("\u00a9day") && text < item[1]) {
            Stamps.iso(text(meta, text, item[1])).ifPresent(findings::containerTime);
          }
        });
  }

  private void value(String name, String text) {
    switch (name) {
      case "com.apple.quicktime.creationdate" -> Stamps.iso(text).ifPresent(findings::containerTime);
      case "com.apple.quicktime.location.ISO6709" -> place(text);
      case "com.apple.quicktime.content.identifier" -> findings.contentIdentifier(text);
      default -> {
        // Dozens of other keys say nothing about time, place or pairing.
      }
    }
  }

  private void place(String text) {
    Matcher m = ISO_6709.matcher(text);
    if (m.matches()) {
      findings.place(
          Double.parseDouble(m.group(1)),
          Double.parseDouble(m.group(2)),
          m.group(3) == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(m.group(3))));
    }
  }

  /** QuickTime's user data text: u16 length, u16 language, text. */
  private static String userText(byte[] box) {
    return box.length < 4 ? "" : text(box, 4, Math.min(box.length, 4 + Bytes.u16(box, 0)));
  }

  private static String text(byte[] bytes, int from, int end) {
    return new String(bytes, from, Math.min(end - from, MAX_TEXT_BYTES), StandardCharsets.UTF_8);
  }

  /** Hands each child box's type and content range to the consumer; a box that does not fit ends the list. */
  private static void children(byte[] bytes, int from, int end, BiConsumer<String, int[]> consumer) {
    int at = from;
    for (int n = 0; n < MAX_KEYS && at + 8 <= end; n++) {
      long size = Bytes.u32(bytes, at);
      if (size < 8 || size > end - at) {
        return;
      }
      consumer.accept(Bytes.fourCc(bytes, at + 4), new int[] {at + 8, at + (int) size});
      at += (int) size;
    }
  }
}
