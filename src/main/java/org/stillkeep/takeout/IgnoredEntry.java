package org.stillkeep.takeout;

import java.util.Objects;

/**
 * An entry that is neither media nor sidecar.
 *
 * @param ref the entry
 * @param reason why, in words for people
 */
public record IgnoredEntry(EntryRef ref, String reason) {

  public IgnoredEntry {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(reason);
  }
}
