package org.stillkeep.media;

import java.nio.charset.StandardCharsets;

/**
 * JPEG: segments of {@code FF marker, u16 length (with itself), payload} up to the start of the scan.
 *
 * <p>APP1 holds EXIF ({@code "Exif\0\0"}, then TIFF) or XMP (a namespace URI, a zero, then XML); the frame header (SOF)
 * holds the size.
 */
final class JpegWalker {

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APP1 = 0xE1;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private final StreamSlices slices;
  private final Findings findings;

  JpegWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
  }

  /** Begins after the start-of-image marker of a JPEG that starts at the given offset. */
  void start(long offset) {
    segmentAt(offset + 2);
  }

  private void segmentAt(long offset) {
    slices.want(offset, 4, header -> segment(offset, header));
  }

  private void segment(long offset, byte[] header) {
    if (header.length < 4 || header[0] != (byte) 0xFF) {
      return;
    }
    int marker = header[1] & 0xFF;
    int payload = Bytes.u16(header, 2) - 2;
    long next = offset + 4 + payload;
    if (payload < 0 || marker == START_OF_SCAN || marker == END_OF_IMAGE) {
      return;
    }
    if (payload > 0 && (marker == APP1 || JpegFrame.isFrame(marker))) {
      slices.want(
          offset + 4,
          payload,
          bytes -> {
            take(marker, bytes);
            segmentAt(next);
          });
    } else {
      segmentAt(next);
    }
  }

  private void take(int marker, byte[] bytes) {
    if (marker != APP1 && bytes.length >= 5) {
      findings.size(Bytes.u16(bytes, 3), Bytes.u16(bytes, 1));
    } else if (Bytes.startsWith(bytes, 0, EXIF)) {
      ExifReader.read(bytes, EXIF.length, findings);
    } else if (Bytes.startsWith(bytes, 0, XMP)) {
      XmpReader.read(bytes, XMP.length, bytes.length - XMP.length, findings);
    }
  }
}
