package org.stillkeep.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over facts; numbers are big-endian. */
final class FingerprintDigest {

  private static final int GATHERED_BYTES = 8 * 1024;

  private final MessageDigest digest;

  /** Gathered first: a digest takes single bytes slowly. */
  private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED_BYTES);

  /** @param domain keeps fingerprints of different kinds of things apart */
  FingerprintDigest(String domain) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    digest.update(domain.getBytes(StandardCharsets.US_ASCII));
  }

  void add(byte[] bytes, int offset, int length) {
    if (gathered.remaining() < length) {
      pass();
    }
    if (length <= gathered.remaining()) {
      gathered.put(bytes, offset, length);
    } else {
      digest.update(bytes, offset, length);
    }
  }

  void addInt(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void addLong(long value) {
    room(Long.BYTES).putLong(value);
  }

  private ByteBuffer room(int bytes) {
    if (gathered.remaining() < bytes) {
      pass();
    }
    return gathered;
  }

  private void pass() {
    digest.update(gathered.flip());
    gathered.clear();
  }

  ArchiveFingerprint finish() {
    pass();
    return new ArchiveFingerprint(HexFormat.of().formatHex(digest.digest()));
  }
}
