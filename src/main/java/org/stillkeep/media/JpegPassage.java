package org.stillkeep.media;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JPEG on its way into a decoder, which gets to see its tables, frame and scans only: neither what cameras write beside the
 * picture, however large, nor more scans than an honest picture has, each of which costs a pass over all of it.
 *
 * <pre>
 *   FF D8 | FF marker, u16 length (with itself), payload … | FF DA, length, payload | coded bytes, FF 00 for FF | … | FF D9
 * </pre>
 *
 * <p>A colour profile is kept aside. What comes out begins as JFIF if the file was JFIF or EXIF, which both mean YCbCr.
 */
final class JpegPassage extends InputStream {

  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int QUANTIZATION = 0xDB;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int HUFFMAN = 0xC4;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final byte[] EXIF = "Exif\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ONLY_PROFILE = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JFIF_SEGMENT = {(byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

  /** Those of displays and cameras have some 500 to 3,200 bytes; printers' with their tables are no matter of thumbnails. */
  private static final int MAX_PROFILE_BYTES = 4 * 1024;

  /** Progressive pictures have about ten scans, and a decoder goes through all coefficients for each. */
  private static final int MAX_SCANS = 64;

  private static final long MAX_WORK_BYTES = 768L << 20;

  private static final int MAX_TABLE_BYTES = 64 * 1024;
  private static final int MAX_SEGMENTS = 10_000;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;
  private byte[] out = new byte[0];
  private int outAt;
  private boolean ended;
  private boolean marked;
  private int segments;
  private int scans;
  private JpegFrame frame;
  private byte[] profile;

  /**
   * Reads up to the first scan.
   *
   * @param in stays the caller's to close
   * @throws IOException also when it is no JPEG, or one of a kind that is not decoded
   */
  JpegPassage(InputStream in) throws IOException {
    this.in = in;
    if (next() != 0xFF || next() != START_OF_IMAGE) {
      throw new IOException("no JPEG");
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    boolean hasKnownColours = false;
    int marker = nextMarker();
    while (marker != START_OF_SCAN) {
      byte[] payload = payload(marker);
      hasKnownColours |= marker == APP0 && Bytes.startsWith(payload, 0, JFIF);
      hasKnownColours |= marker == APP1 && Bytes.startsWith(payload, 0, EXIF);
      takeHead(marker, payload, tables);
      marker = nextMarker();
    }
    head.write(0xFF);
    head.write(START_OF_IMAGE);
    head.writeBytes(hasKnownColours ? JFIF_SEGMENT : new byte[0]);
    head.writeBytes(tables.toByteArray());
    beginScan(head);
    out = head.toByteArray();
  }

  /** Size and kind of the picture. */
  JpegFrame frame() {
    return frame;
  }

  /** Its ICC profile, if it has a small one for RGB. */
  Optional<byte[]> colourProfile() {
    return Optional.ofNullable(profile);
  }

  @Override
  public int read() throws IOException {
    return prepare() ? out[outAt++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!prepare()) {
      return -1;
    }
    int count = Math.min(length, out.length - outAt);
    System.arraycopy(out, outAt, bytes, offset, count);
    outAt += count;
    return count;
  }

  /** Whether there are bytes to be given out. */
  private boolean prepare() throws IOException {
    while (outAt == out.length && !ended) {
      outAt = 0;
      out = marked ? between() : coded();
    }
    return outAt < out.length;
  }

  /** The next coded bytes of a scan, up to a marker; the two bytes of that are taken only when nothing stands before it. */
  private byte[] coded() throws IOException {
    if (at == filled && !fill()) {
      ended = true;
      return new byte[0];
    }
    int from = at;
    while (at < filled && (buffer[at] != (byte) 0xFF || (at + 1 < filled && isCoded(buffer[at + 1])))) {
      at += buffer[at] == (byte) 0xFF ? 2 : 1;
    }
    if (at > from) {
      return Arrays.copyOfRange(buffer, from, at);
    }
    at++;
    if (at == filled && !fill()) {
      ended = true;
      return new byte[0];
    }
    if (isCoded(buffer[at])) {
      return new byte[] {(byte) 0xFF, buffer[at++]};
    }
    marked = true;
    return new byte[0];
  }

  /** Whether FF and this byte are no marker, or one that only says where a decoder can begin again. */
  private static boolean isCoded(byte behind) {
    int code = behind & 0xFF;
    return code == 0 || (code >= 0xD0 && code <= 0xD7);
  }

  /** What a decoder needs of the segments up to the next scan, behind the first byte of a marker. */
  private byte[] between() throws IOException {
    marked = false;
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try {
      int marker = codeOf(0xFF);
      while (marker != START_OF_SCAN && marker != END_OF_IMAGE) {
        takeTable(marker, payload(marker), kept);
        marker = nextMarker();
      }
      if (marker == START_OF_SCAN) {
        beginScan(kept);
        return kept.toByteArray();
      }
    } catch (EOFException e) {
      // Cut off: what came until here is a picture all the same.
      ended = true;
      return new byte[0];
    }
    ended = true;
    return new byte[] {(byte) 0xFF, (byte) END_OF_IMAGE};
  }

  private void beginScan(ByteArrayOutputStream to) throws IOException {
    byte[] payload = payload(START_OF_SCAN);
    if (frame == null || payload.length == 0) {
      throw new IOException("a scan without a frame");
    }
    scans++;
    if (scans == 1) {
      frame = frame.scannedBy(payload[0] & 0xFF);
    }
    if (scans > MAX_SCANS || (frame.inScans() && scans * frame.coefficientBytes() > MAX_WORK_BYTES)) {
      throw new IOException("more scans than a picture has");
    }
    write(START_OF_SCAN, payload, to);
  }

  private void takeHead(int marker, byte[] payload, ByteArrayOutputStream to) throws IOException {
    if (marker == APP14) {
      write(marker, payload, to);
    } else if (marker == APP2 && Bytes.startsWith(payload, 0, ONLY_PROFILE)) {
      byte[] found = Arrays.copyOfRange(payload, ONLY_PROFILE.length, payload.length);
      boolean forRgb = found.length <= MAX_PROFILE_BYTES && found.length >= 128 && Bytes.fourCc(found, 16).equals("RGB ");
      profile = forRgb ? found : null;
    } else if (JpegFrame.isFrame(marker)) {
      if (frame != null) {
        throw new IOException("two frames");
      }
      frame = JpegFrame.parse(marker, payload);
      write(marker, payload, to);
    } else {
      takeTable(marker, payload, to);
    }
  }

  private static void takeTable(int marker, byte[] payload, ByteArrayOutputStream to) throws IOException {
    if (JpegFrame.isFrame(marker)) {
      throw new IOException("a frame behind a scan");
    }
    if (marker == QUANTIZATION || marker == HUFFMAN || marker == RESTART_INTERVAL) {
      write(marker, payload, to);
    }
  }

  private static void write(int marker, byte[] payload, ByteArrayOutputStream to) throws IOException {
    if (to.size() + payload.length > MAX_TABLE_BYTES) {
      throw new IOException("more tables than a picture has");
    }
    to.write(0xFF);
    to.write(marker);
    to.write((payload.length + 2) >> 8);
    to.write(payload.length + 2);
    to.writeBytes(payload);
  }

  private int nextMarker() throws IOException {
    return codeOf(next());
  }

  /** The code of a marker that begins with this byte; it may begin with many of them. */
  private int codeOf(int first) throws IOException {
    if (first != 0xFF || ++segments > MAX_SEGMENTS) {
      throw new IOException("no marker where one should be, or too many");
    }
    int code = next();
    while (code == 0xFF) {
      code = next();
    }
    return code;
  }

  /** The payload of a segment; only of segments that have one. */
  private byte[] payload(int marker) throws IOException {
    if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= START_OF_IMAGE) || marker == END_OF_IMAGE) {
      throw new IOException("no segment: " + marker);
    }
    int length = (next() << 8 | next()) - 2;
    if (length < 0) {
      throw new IOException("a segment without length");
    }
    byte[] payload = new byte[length];
    int done = 0;
    while (done < length) {
      if (at == filled && !fill()) {
        throw new EOFException();
      }
      int count = Math.min(length - done, filled - at);
      System.arraycopy(buffer, at, payload, done, count);
      at += count;
      done += count;
    }
    return payload;
  }

  private int next() throws IOException {
    if (at == filled && !fill()) {
      throw new EOFException();
    }
    return buffer[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
