package org.stillkeep.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Exchanges EXIF and XMP in a whole WebP: {@code "RIFF" u32 "WEBP"}, then chunks of {@code type[4], u32 length (little
 * endian), data}, padded to even. A file with metadata begins with a chunk {@code VP8X} whose first byte says which kinds it
 * has, and which repeats the size of the picture; a simple file gets one.
 */
final class WebpChunks {

  private static final int HEADER_BYTES = 12;
  private static final int FRAME_BYTES = 8;
  private static final int HAS_ALPHA = 0x10;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;
  private static final int EXTENDED_BYTES = 10;
  private static final byte[] JPEG_MARK = "Exif\0\0".getBytes(US_ASCII);

  /** A chunk with its frame and padding; its data ends before the padding. */
  private record Chunk(String type, int from, int dataEnd, int to) {
    int data() {
      return from + FRAME_BYTES;
    }
  }

  private final byte[] webp;
  private final List<Chunk> chunks = new ArrayList<>();
  private final int end;

  private WebpChunks(byte[] webp) throws UnwritableException {
    this.webp = webp;
    long riffEnd = FRAME_BYTES + Bytes.u32LittleEndian(webp, 4);
    if (riffEnd > webp.length) {
      throw new UnwritableException("the WebP is cut off");
    }
    this.end = (int) riffEnd;
    for (int at = HEADER_BYTES; at < end; at = chunks.get(chunks.size() - 1).to) {
      long length = at <= end - FRAME_BYTES ? Bytes.u32LittleEndian(webp, at + 4) : Integer.MAX_VALUE;
      if (at + FRAME_BYTES + length > end) {
        throw new UnwritableException("the WebP is cut off");
      }
      int dataEnd = (int) (at + FRAME_BYTES + length);
      chunks.add(new Chunk(Bytes.fourCc(webp, at), at, dataEnd, Math.min(end, dataEnd + (int) (length & 1))));
    }
  }

  /**
   * The file as it has to be; empty when it may stay as it is.
   *
   * @throws UnwritableException when it cannot be changed without risk
   */
  static Optional<List<Piece>> rewritten(byte[] webp, Inscription inscription) throws UnwritableException {
    return new WebpChunks(webp).rewritten(inscription);
  }

  private Optional<List<Piece>> rewritten(Inscription inscription) throws UnwritableException {
    byte[] exif = content("EXIF");
    // Some writers put JPEG's mark before the TIFF structure.
    byte[] tiff = Bytes.startsWith(exif, 0, JPEG_MARK) ? Arrays.copyOfRange(exif, JPEG_MARK.length, exif.length) : exif;
    byte[] xmp = content("XMP ");
    Rewriting rewriting = Rewriting.of(tiff, xmp, inscription);
    if (rewriting.isNothing()) {
      return Optional.empty();
    }
    byte[] newExif = rewriting.exif().orElse(exif);
    byte[] newXmp = rewriting.xmp().orElse(xmp);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(extended(newExif.length > 0, newXmp.length > 0));
    chunks.stream()
        .filter(chunk -> !List.of("VP8X", "EXIF", "XMP ").contains(chunk.type))
        .forEach(chunk -> pieces.add(padded(chunk)));
    add("EXIF", newExif, pieces);
    add("XMP ", newXmp, pieces);
    long size = "WEBP".length() + Piece.bytesOf(pieces);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(US_ASCII)).putInt((int) size).put("WEBP".getBytes(US_ASCII));
    pieces.add(0, Piece.of(header.array()));
    pieces.add(Piece.between(webp, end, webp.length));
    return Optional.of(pieces);
  }

  /** The last chunk of a file may lack its padding; it is the last one no longer. */
  private Piece padded(Chunk chunk) {
    boolean whole = (chunk.to - chunk.from & 1) == 0;
    return whole ? Piece.between(webp, chunk.from, chunk.to) : Piece.of(Bytes.join(Arrays.copyOfRange(webp, chunk.from, chunk.to), new byte[1]));
  }

  private byte[] content(String type) {
    return find(type).map(chunk -> Arrays.copyOfRange(webp, chunk.data(), chunk.dataEnd)).orElse(new byte[0]);
  }

  private Optional<Chunk> find(String type) {
    return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
  }

  private Piece extended(boolean hasExif, boolean hasXmp) throws UnwritableException {
    byte[] data = content("VP8X");
    if (data.length < EXTENDED_BYTES) {
      data = extendedOfSimple();
    }
    data[0] |= (byte) ((hasExif ? HAS_EXIF : 0) | (hasXmp ? HAS_XMP : 0));
    return Piece.of(framed("VP8X", data));
  }

  /** Four bytes of flags, then width and height less one, three bytes each, out of the picture's own header. */
  private byte[] extendedOfSimple() throws UnwritableException {
    byte[] lossy = content("VP8 ");
    byte[] lossless = content("VP8L");
    int width;
    int height;
    int flags = 0;
    if (lossy.length >= 10 && lossy[3] == (byte) 0x9D && lossy[4] == 1 && lossy[5] == 0x2A) {
      width = ((lossy[6] & 0xFF) | ((lossy[7] & 0x3F) << 8)) - 1;
      height = ((lossy[8] & 0xFF) | ((lossy[9] & 0x3F) << 8)) - 1;
    } else if (lossless.length >= 5 && lossless[0] == 0x2F) {
      long bits = Bytes.u32LittleEndian(lossless, 1);
      width = (int) (bits & 0x3FFF);
      height = (int) (bits >> 14 & 0x3FFF);
      flags = (bits >> 28 & 1) == 1 ? HAS_ALPHA : 0;
    } else {
      throw new UnwritableException("the WebP has no picture");
    }
    return new byte[] {
      (byte) flags, 0, 0, 0, (byte) width, (byte) (width >> 8), 0, (byte) height, (byte) (height >> 8), 0
    };
  }

  private static void add(String type, byte[] data, List<Piece> pieces) {
    if (data.length > 0) {
      pieces.add(Piece.of(framed(type, data)));
    }
  }

  private static byte[] framed(String type, byte[] data) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    return frame.put(type.getBytes(ISO_8859_1)).putInt(data.length).put(data).array();
  }
}
