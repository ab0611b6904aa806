package org.stillkeep.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A stretch of bytes of a file that is put together anew: so what stays is not copied in memory. */
record Piece(byte[] bytes, int from, int length) {

  static Piece of(byte[] bytes) {
    return new Piece(bytes, 0, bytes.length);
  }

  /** From an offset up to another. */
  static Piece between(byte[] bytes, int from, int to) {
    return new Piece(bytes, from, to - from);
  }

  static void write(List<Piece> pieces, OutputStream out) throws IOException {
    for (Piece piece : pieces) {
      out.write(piece.bytes, piece.from, piece.length);
    }
  }

  static long bytesOf(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::length).sum();
  }
}
