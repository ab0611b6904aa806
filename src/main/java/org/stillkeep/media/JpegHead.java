package org.stillkeep.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG up to the start of its scan: {@code FF D8}, then segments of {@code FF marker, u16 length (with itself), payload}.
 * What follows, pictures and trailers, is never looked at.
 *
 * <p>Only the segments with EXIF and XMP are exchanged, or put in at the front. Multi-picture files (CIPA DC-007) count
 * offsets from their index segment, which lies behind these; the length of the first picture, which grows, stands in there.
 */
final class JpegHead {

  /** Some hundred segments of colour profiles, extended XMP and maker's data. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int MAX_PAYLOAD_BYTES = 0xFFFF - 2;
  private static final int START_BYTES = 2;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int START_OF_SCAN = 0xDA;
  private static final int LOWEST_WITH_LENGTH = 0xC0;

  private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(US_ASCII);
  private static final byte[] MULTI_PICTURE = "MPF\0".getBytes(US_ASCII);

  /** A segment with its marker. */
  private record Segment(int marker, int from, int to) {
    int payload() {
      return from + 4;
    }
  }

  private final byte[] bytes;
  private final List<Segment> segments;
  private final boolean complete;

  private JpegHead(byte[] bytes, List<Segment> segments, boolean complete) {
    this.bytes = bytes;
    this.segments = segments;
    this.complete = complete;
  }

  /** Reads up to the start of the scan, or up to where the stream stops being a JPEG. */
  static JpegHead read(InputStream in) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    List<Segment> segments = new ArrayList<>();
    raw.writeBytes(in.readNBytes(START_BYTES));
    boolean complete = false;
    while (raw.size() < MAX_BYTES) {
      int from = raw.size();
      byte[] header = in.readNBytes(4);
      raw.writeBytes(header);
      boolean regular = header.length == 4 && header[0] == (byte) 0xFF && (header[1] & 0xFF) >= LOWEST_WITH_LENGTH;
      int payload = regular ? Bytes.u16(header, 2) - 2 : -1;
      complete = regular && (header[1] & 0xFF) == START_OF_SCAN;
      if (complete || payload < 0) {
        break;
      }
      byte[] content = in.readNBytes(payload);
      raw.writeBytes(content);
      if (content.length < payload) {
        break;
      }
      segments.add(new Segment(header[1] & 0xFF, from, raw.size()));
    }
    return new JpegHead(raw.toByteArray(), segments, complete);
  }

  /** All that was read, as it was. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * The head as it has to be; empty when it may stay as it is.
   *
   * @throws UnwritableException when it cannot be changed without risk
   */
  Optional<List<Piece>> rewritten(Inscription inscription) throws UnwritableException {
    if (!complete) {
      throw new UnwritableException("it is no regular JPEG");
    }
    List<Segment> allExif = all(APP1, EXIF);
    List<Segment> allXmp = all(APP1, XMP);
    Optional<Segment> exif = allExif.stream().findFirst();
    Optional<Segment> xmp = allXmp.stream().findFirst();
    Rewriting rewriting = Rewriting.of(content(exif, EXIF), content(xmp, XMP), inscription);
    if (rewriting.isNothing()) {
      return Optional.empty();
    }
    if (allExif.size() > 1 || allXmp.size() > 1) {
      // One block that goes on in the next segment, or two that would then contradict each other.
      throw new UnwritableException("it has more than one block of metadata of one kind");
    }
    Optional<Segment> index = all(APP2, MULTI_PICTURE).stream().findFirst();
    if (index.isPresent() && (isBehind(exif, index.get()) || isBehind(xmp, index.get()))) {
      throw new UnwritableException("its index of pictures stands before its metadata");
    }
    Optional<Piece> newExif = segment(EXIF, rewriting.exif());
    Optional<Piece> newXmp = segment(XMP, rewriting.xmp());
    List<Piece> pieces = exchanged(exif, newExif, xmp, newXmp);
    index.ifPresent(segment -> grow(pieces, segment, Piece.bytesOf(pieces) - bytes.length));
    return Optional.of(pieces);
  }

  /** New EXIF goes before everything but JFIF's own segment, new XMP behind the EXIF. */
  private List<Piece> exchanged(
      Optional<Segment> exif, Optional<Piece> newExif, Optional<Segment> xmp, Optional<Piece> newXmp) {
    boolean jfif = !segments.isEmpty() && segments.get(0).marker == APP0;
    int front = jfif ? segments.get(0).to : START_BYTES;
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.between(bytes, 0, front));
    if (exif.isEmpty()) {
      newExif.ifPresent(pieces::add);
      (xmp.isEmpty() ? newXmp : Optional.<Piece>empty()).ifPresent(pieces::add);
    }
    for (Segment segment : segments.subList(jfif ? 1 : 0, segments.size())) {
      boolean isExif = exif.filter(segment::equals).isPresent();
      boolean isXmp = xmp.filter(segment::equals).isPresent();
      pieces.add((isExif ? newExif : isXmp ? newXmp : Optional.<Piece>empty()).orElse(piece(segment)));
      if (isExif && xmp.isEmpty()) {
        newXmp.ifPresent(pieces::add);
      }
    }
    int end = segments.isEmpty() ? START_BYTES : segments.get(segments.size() - 1).to;
    pieces.add(Piece.between(bytes, end, bytes.length));
    return pieces;
  }

  private Piece piece(Segment segment) {
    return Piece.between(bytes, segment.from, segment.to);
  }

  private void grow(List<Piece> pieces, Segment index, long growth) {
    byte[] grown = MultiPictureIndex.grown(bytes, index.payload() + MULTI_PICTURE.length, index.to, growth);
    pieces.replaceAll(
        piece ->
            piece.bytes() == bytes && piece.from() == index.from
                ? Piece.between(grown, index.from, index.to)
                : piece);
  }

  private static boolean isBehind(Optional<Segment> segment, Segment index) {
    return segment.isPresent() && segment.get().from > index.from;
  }

  private List<Segment> all(int marker, byte[] mark) {
    return segments.stream()
        .filter(segment -> segment.marker == marker)
        .filter(segment -> segment.to - segment.payload() >= mark.length && Bytes.startsWith(bytes, segment.payload(), mark))
        .toList();
  }

  private byte[] content(Optional<Segment> segment, byte[] mark) {
    return segment
        .map(found -> Arrays.copyOfRange(bytes, found.payload() + mark.length, found.to))
        .orElse(new byte[0]);
  }

  private static Optional<Piece> segment(byte[] mark, Optional<byte[]> content) throws UnwritableException {
    if (content.isEmpty()) {
      return Optional.empty();
    }
    int payload = mark.length + content.get().length;
    if (payload > MAX_PAYLOAD_BYTES) {
      throw new UnwritableException("its metadata would be larger than JPEG allows");
    }
    byte[] header = {(byte) 0xFF, (byte) APP1, (byte) ((payload + 2) >> 8), (byte) (payload + 2)};
    return Optional.of(Piece.of(Bytes.join(header, mark, content.get())));
  }
}
