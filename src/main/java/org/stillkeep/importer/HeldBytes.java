package org.stillkeep.importer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/** A photo's bytes, kept while they pass since its archive gives them but once. */
final class HeldBytes {

  /** Larger photos go without. */
  static final int MAX_BYTES = 16 << 20;

  private final byte[] bytes;
  private int filled;

  private HeldBytes(int sizeBytes) {
    this.bytes = new byte[sizeBytes];
  }

  /** Room for a file of this size; none for large ones. */
  static Optional<HeldBytes> of(long sizeBytes) {
    return sizeBytes <= MAX_BYTES ? Optional.of(new HeldBytes((int) sizeBytes)) : Optional.empty();
  }

  /** Takes the next bytes; what goes beyond the announced size is not held. */
  void add(byte[] from, int offset, int length) {
    int count = Math.min(length, bytes.length - filled);
    System.arraycopy(from, offset, bytes, filled, count);
    filled += count;
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes, 0, filled);
  }
}
