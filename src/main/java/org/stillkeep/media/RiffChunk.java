package org.stillkeep.media;

import java.util.Optional;

/**
 * The head of a chunk of RIFF, which AVI and WebP are made of: {@code type[4], u32 length (little endian), data}, padded to even.
 *
 * @param length of its data, without the padding
 * @param next where the chunk after it begins
 */
record RiffChunk(String type, long length, long next) {

  static final int HEAD_BYTES = 8;

  /** Where the first one begins, behind {@code "RIFF" u32} and the type of the file. */
  static final int FIRST_AT = 12;

  /** Reads the head of the chunk at this offset; empty at the end of the file. */
  static Optional<RiffChunk> at(long offset, byte[] head) {
    if (head.length < HEAD_BYTES) {
      return Optional.empty();
    }
    long length = Bytes.u32LittleEndian(head, 4);
    return Optional.of(new RiffChunk(Bytes.fourCc(head, 0), length, offset + HEAD_BYTES + length + (length & 1)));
  }
}
