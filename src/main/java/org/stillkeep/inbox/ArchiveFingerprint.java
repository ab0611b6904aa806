package org.stillkeep.inbox;

/**
 * The identity of an archive under any file name: a SHA-256 over the names, sizes and CRCs of all its entries.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ArchiveFingerprint(String hex) {

  private static final int HEX_DIGITS = 64;

  /** @throws IllegalArgumentException unless it is a SHA-256 in lower-case hexadecimal */
  public ArchiveFingerprint {
    if (hex.length() != HEX_DIGITS || !hex.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("not a fingerprint");
    }
  }
}
