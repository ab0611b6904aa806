package org.stillkeep.media;

import java.nio.charset.StandardCharsets;

/** WebP: after {@code "RIFF" u32 "WEBP"}, chunks of {@code type[4], u32 length (little endian), data}, padded to even. */
final class WebpWalker {

  private static final int MAX_EXIF_BYTES = 256 * 1024;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private final StreamSlices slices;
  private final Findings findings;

  WebpWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
  }

  void start() {
    chunkAt(12);
  }

  private void chunkAt(long offset) {
    slices.want(offset, 8, header -> chunk(offset, header));
  }

  private void chunk(long offset, byte[] header) {
    if (header.length < 8) {
      return;
    }
    String type = Bytes.fourCc(header, 0);
    long length = Bytes.u32LittleEndian(header, 4);
    long next = offset + 8 + length + (length & 1);
    boolean wanted = type.equals("VP8X") || type.equals("EXIF") || type.equals("XMP ");
    if (wanted && length > 0 && length <= MAX_EXIF_BYTES) {
      slices.want(
          offset + 8,
          length,
          bytes -> {
            take(type, bytes);
            chunkAt(next);
          });
    } else {
      chunkAt(next);
    }
  }

  private void take(String type, byte[] bytes) {
    if (type.equals("EXIF")) {
      // Some writers put JPEG's prefix before the TIFF structure.
      ExifReader.read(bytes, Bytes.startsWith(bytes, 0, EXIF) ? EXIF.length : 0, findings);
    } else if (type.equals("XMP ")) {
      XmpReader.read(bytes, 0, bytes.length, findings);
    } else if (bytes.length >= 10) {
      findings.size(1 + Bytes.u24LittleEndian(bytes, 4), 1 + Bytes.u24LittleEndian(bytes, 7));
    }
  }
}
