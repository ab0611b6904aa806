package org.stillkeep.media;

import java.nio.charset.StandardCharsets;

/** WebP: after {@code "RIFF" u32 "WEBP"}, a {@link RiffChunk} after the other. */
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
    chunkAt(RiffChunk.FIRST_AT);
  }

  private void chunkAt(long offset) {
    slices.want(offset, RiffChunk.HEAD_BYTES, head -> RiffChunk.at(offset, head).ifPresent(chunk -> chunk(offset, chunk)));
  }

  private void chunk(long offset, RiffChunk chunk) {
    String type = chunk.type();
    boolean wanted = type.equals("VP8X") || type.equals("EXIF") || type.equals("XMP ");
    if (wanted && chunk.length() > 0 && chunk.length() <= MAX_EXIF_BYTES) {
      slices.want(
          offset + RiffChunk.HEAD_BYTES,
          chunk.length(),
          bytes -> {
            take(type, bytes);
            chunkAt(chunk.next());
          });
    } else {
      chunkAt(chunk.next());
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
