package org.stillkeep.catalog;

/** Where an asset stands. */
public enum AssetState {
  /** In the library, in at least one album or in the holder of those that are in none. */
  ACTIVE,
  /** In the library's trash: its content is still there. */
  TRASHED,
  /** Gone for good. The row stays as a tombstone, so that exports see what left. */
  GONE
}
