package org.stillkeep.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Exchanges EXIF and XMP in a whole PNG: chunks of {@code u32 length, type[4], data, u32 CRC of type and data} behind eight
 * bytes of signature. New ones go before the picture's data, where every reader finds them; all other chunks stay.
 */
final class PngChunks {

  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAME_BYTES = 12;
  private static final byte[] XMP = "XML:com.adobe.xmp\0".getBytes(US_ASCII);

  /** Behind the keyword: not compressed, no method, no language, no translated keyword. */
  private static final byte[] PLAIN = {0, 0, 0, 0};

  /** A chunk with its frame. */
  private record Chunk(String type, int from, int to) {
    int data() {
      return from + 8;
    }

    int dataEnd() {
      return to - 4;
    }
  }

  private final byte[] png;
  private final List<Chunk> chunks = new ArrayList<>();

  private PngChunks(byte[] png) throws UnwritableException {
    this.png = png;
    int at = SIGNATURE_BYTES;
    while (chunks.isEmpty() || !chunks.get(chunks.size() - 1).type.equals("IEND")) {
      long length = at <= png.length - FRAME_BYTES ? Bytes.u32(png, at) : Integer.MAX_VALUE;
      if (at + FRAME_BYTES + length > png.length) {
        throw new UnwritableException("the PNG is cut off");
      }
      Chunk chunk = new Chunk(Bytes.fourCc(png, at + 4), at, (int) (at + FRAME_BYTES + length));
      chunks.add(chunk);
      at = chunk.to;
    }
  }

  /**
   * The file as it has to be; empty when it may stay as it is.
   *
   * @throws UnwritableException when it cannot be changed without risk
   */
  static Optional<List<Piece>> rewritten(byte[] png, Inscription inscription) throws UnwritableException {
    return new PngChunks(png).rewritten(inscription);
  }

  private Optional<List<Piece>> rewritten(Inscription inscription) throws UnwritableException {
    Optional<Chunk> exif = chunks.stream().filter(chunk -> chunk.type.equals("eXIf")).findFirst();
    Optional<Chunk> xmp = chunks.stream().filter(this::isXmp).findFirst();
    byte[] oldExif = exif.map(chunk -> Arrays.copyOfRange(png, chunk.data(), chunk.dataEnd())).orElse(new byte[0]);
    byte[] oldXmp = xmp.isPresent() ? packet(xmp.get()) : new byte[0];
    Rewriting rewriting = Rewriting.of(oldExif, oldXmp, inscription);
    if (rewriting.isNothing()) {
      return Optional.empty();
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.between(png, 0, SIGNATURE_BYTES));
    boolean put = false;
    for (Chunk chunk : chunks) {
      if (chunk.type.equals("IDAT") && !put) {
        rewriting.exif().ifPresent(block -> pieces.add(chunk("eXIf", block)));
        rewriting.xmp().ifPresent(packet -> pieces.add(chunk("iTXt", Bytes.join(XMP, PLAIN, packet))));
        put = true;
      }
      boolean replaced =
          (rewriting.exif().isPresent() && exif.filter(chunk::equals).isPresent())
              || (rewriting.xmp().isPresent() && xmp.filter(chunk::equals).isPresent());
      if (!replaced) {
        pieces.add(Piece.between(png, chunk.from, chunk.to));
      }
    }
    if (!put) {
      throw new UnwritableException("the PNG has no picture");
    }
    pieces.add(Piece.between(png, chunks.get(chunks.size() - 1).to, png.length));
    return Optional.of(pieces);
  }

  private boolean isXmp(Chunk chunk) {
    return chunk.type.equals("iTXt") && chunk.dataEnd() - chunk.data() > XMP.length && Bytes.startsWith(png, chunk.data(), XMP);
  }

  private byte[] packet(Chunk chunk) throws UnwritableException {
    int at = chunk.data() + XMP.length;
    if (png[at] != 0) {
      throw new UnwritableException("its XMP is compressed");
    }
    at += 2;
    for (int text = 0; text < 2; text++) {
      while (at < chunk.dataEnd() && png[at] != 0) {
        at++;
      }
      at++;
    }
    if (at > chunk.dataEnd()) {
      throw new UnwritableException("its XMP is cut off");
    }
    return Arrays.copyOfRange(png, at, chunk.dataEnd());
  }

  private static Piece chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(ISO_8859_1));
    crc.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(FRAME_BYTES + data.length);
    chunk.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data).putInt((int) crc.getValue());
    return Piece.of(chunk.array());
  }
}
