package org.stillkeep.media;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * PNG: after 8 bytes of signature, chunks of {@code u32 length, type[4], data, crc[4]}.
 *
 * <p>Compressed texts are left alone: a few bytes of them may unpack to gigabytes.
 */
final class PngWalker {

  private static final int SIGNATURE_BYTES = 8;
  private static final Set<String> WANTED = Set.of("IHDR", "eXIf", "iTXt", "tEXt", "tIME");
  private static final byte[] CREATION_TIME = "Creation Time\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] XMP = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private final StreamSlices slices;
  private final Findings findings;

  PngWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
  }

  void start() {
    chunkAt(SIGNATURE_BYTES);
  }

  private void chunkAt(long offset) {
    slices.want(offset, 8, header -> chunk(offset, header));
  }

  private void chunk(long offset, byte[] header) {
    if (header.length < 8) {
      return;
    }
    long length = Bytes.u32(header, 0);
    String type = Bytes.fourCc(header, 4);
    long next = offset + 8 + length + 4;
    boolean wanted = WANTED.contains(type);
    if (wanted && length > 0 && length <= XmpReader.MAX_PACKET_BYTES) {
      slices.want(
          offset + 8,
          length,
          bytes -> {
            take(type, bytes);
            chunkAt(next);
          });
    } else if (!type.equals("IEND")) {
      chunkAt(next);
    }
  }

  private void take(String type, byte[] bytes) {
    if (type.equals("eXIf")) {
      ExifReader.read(bytes, 0, findings);
    } else if (type.equals("iTXt") && Bytes.startsWith(bytes, 0, XMP)) {
      XmpReader.read(bytes, XMP.length, bytes.length - XMP.length, findings);
    } else if (type.equals("tEXt") && Bytes.startsWith(bytes, 0, CREATION_TIME)) {
      creation(new String(bytes, CREATION_TIME.length, bytes.length - CREATION_TIME.length, StandardCharsets.ISO_8859_1));
    } else if (type.equals("tIME") && bytes.length == 7) {
      written(bytes);
    } else if (type.equals("IHDR") && bytes.length >= 8) {
      findings.size(Bytes.u32(bytes, 0), Bytes.u32(bytes, 4));
    }
  }

  /** PNG recommends the form of e-mail headers, and leaves it free (11.3.3.2). */
  private void creation(String text) {
    Stamps.iso(text).or(() -> Stamps.exif(text, Optional.empty())).or(() -> Stamps.mail(text)).ifPresent(findings::xmpTime);
  }

  /** When the picture was last changed, in UTC: u16 year, then a byte each for month, day, hour, minute, second (11.3.4.1). */
  private void written(byte[] time) {
    try {
      LocalDateTime utc = LocalDateTime.of(Bytes.u16(time, 0), time[2], time[3], time[4], time[5], Math.min(time[6], 59));
      if (Stamps.isPlausible(utc)) {
        findings.writtenTime(EmbeddedTime.utc(utc));
      }
    } catch (DateTimeException e) {
      // Month 0 and the like: an unset time.
      return;
    }
  }
}
