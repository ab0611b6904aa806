package org.stillkeep.importer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file's bytes, kept while they pass for the first time, since its archive gives them but once. */
final class HeldBytes {

  /** Most that is held of one photo, or of both halves of a live photo. */
  static final long MOST_BYTES = 16L << 20;

  private final byte[] bytes;
  private int filled;

  /** @param sizeBytes as announced */
  HeldBytes(long sizeBytes) {
    this.bytes = new byte[Math.toIntExact(sizeBytes)];
  }

  /** Takes the next bytes; what goes beyond the announced size is not held. */
  void add(byte[] from, int offset, int length) {
    int count = Math.min(length, bytes.length - filled);
    System.arraycopy(from, offset, bytes, filled, count);
    filled += count;
  }

  boolean isComplete() {
    return filled == bytes.length;
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
