package org.stillkeep.vault;

import java.util.Objects;

/**
 * The newest change set of a vault, by which its whole history is known. Whoever remembers one outside the vault notices
 * when the vault is rolled back or replaced by another history.
 *
 * @param number its number; 0 while there is none
 * @param hash BLAKE2b-256 of its bytes, 64 hex digits; zeros while there is none
 */
public record ChangeHead(long number, String hash) {

  /** The head of a vault that has no change set yet. */
  public static final ChangeHead NONE = new ChangeHead(0, "0".repeat(64));

  public ChangeHead {
    Objects.requireNonNull(hash);
  }
}
