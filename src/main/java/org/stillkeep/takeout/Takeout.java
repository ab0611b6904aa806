package org.stillkeep.takeout;

import java.util.List;
import java.util.Set;

/** Reads a Takeout: joins every photo with its sidecar, its moving half and its albums, across all parts of a set. */
public final class Takeout {

  private Takeout() {}

  /**
   * Understands all entries of one set. The same entries give the same answer in any order.
   *
   * @param entries every file of every part, and the loose files beside them; each ref once
   */
  public static TakeoutContents read(List<TakeoutEntry> entries) {
    if (entries.isEmpty()) {
      return new TakeoutContents(List.of(), List.of(), List.of(), List.of(), Set.of());
    }
    throw new UnsupportedOperationException("being built");
  }
}
