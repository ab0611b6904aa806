package org.stillkeep.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over facts; numbers are big-endian. */
final class FingerprintDigest {

  private final MessageDigest digest;

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
    digest.update(bytes, offset, length);
  }

  void addInt(int value) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      digest.update((byte) (value >>> shift));
    }
  }

  void addLong(long value) {
    addInt((int) (value >>> Integer.SIZE));
    addInt((int) value);
  }

  ArchiveFingerprint finish() {
    return new ArchiveFingerprint(HexFormat.of().formatHex(digest.digest()));
  }
}
