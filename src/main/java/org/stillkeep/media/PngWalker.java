package org.stillkeep.media;

import java.nio.charset.StandardCharsets;

/**
 * PNG: after 8 bytes of signature, chunks of {@code u32 length, type[4], data, crc[4]}.
 *
 * <p>Compressed texts are left alone: a few bytes of them may unpack to gigabytes.
 */
final class PngWalker {

  private static final int SIGNATURE_BYTES = 8;
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
    boolean wanted = type.equals("IHDR") || type.equals("eXIf") || type.equals("iTXt");
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
    } else if (type.equals("IHDR") && bytes.length >= 8) {
      findings.size(Bytes.u32(bytes, 0), Bytes.u32(bytes, 4));
    }
  }
}
