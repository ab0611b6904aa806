package org.stillkeep.media;

import java.io.IOException;

/**
 * The frame header of a JPEG (SOF): {@code u8 precision, u16 height, u16 width, u8 components}, then for each component
 * {@code u8 id, u4 horizontal sampling, u4 vertical sampling, u8 table}.
 *
 * @param coefficientBytes what a decoder holds of a picture that comes in several scans
 * @param inScans whether it does: progressive, or one component after the other
 */
record JpegFrame(int width, int height, int components, long coefficientBytes, boolean inScans) {

  private static final int HEADER_BYTES = 6;
  private static final int BASELINE = 0xC0;
  private static final int PROGRESSIVE = 0xC2;
  private static final int BYTES_OF_BLOCK = 64 * 2;

  /** SOF0 to SOF15, without the tables that share their range (DHT, JPG, DAC). */
  static boolean isFrame(int marker) {
    return marker >= BASELINE && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** @throws IOException when it makes no sense, or is of a kind that Java does not decode: lossless, arithmetic, 12 bits, CMYK */
  static JpegFrame parse(int marker, byte[] payload) throws IOException {
    boolean known = marker <= PROGRESSIVE && payload.length >= HEADER_BYTES && payload[0] == 8;
    int components = known ? payload[5] : 0;
    if ((components != 1 && components != 3) || payload.length != HEADER_BYTES + 3 * components) {
      throw new IOException("a frame of another kind");
    }
    int height = Bytes.u16(payload, 1);
    int width = Bytes.u16(payload, 3);
    long blocks = (width + 7L) / 8 * ((height + 7L) / 8);
    int most = 0;
    int all = 0;
    for (int i = 0; i < components; i++) {
      int sampling = payload[HEADER_BYTES + 3 * i + 1];
      int area = (sampling >> 4 & 15) * (sampling & 15);
      most = Math.max(most, area);
      all += area;
    }
    if (width == 0 || height == 0 || most == 0) {
      throw new IOException("a frame without size");
    }
    // The largest component has the picture's size, the others are parts of it.
    long coefficientBytes = blocks * BYTES_OF_BLOCK * all / most;
    return new JpegFrame(width, height, components, coefficientBytes, marker == PROGRESSIVE);
  }

  /** The same, now that the components of its first scan are known. */
  JpegFrame scannedBy(int componentsOfScan) {
    return new JpegFrame(width, height, components, coefficientBytes, inScans || componentsOfScan < components);
  }
}
