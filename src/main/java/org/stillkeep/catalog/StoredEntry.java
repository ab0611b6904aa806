package org.stillkeep.catalog;

import java.util.Objects;
import java.util.Optional;

/**
 * An entry of an archive that was listed once, whether or not the archive is still there.
 *
 * @param key its name in the catalog
 * @param listed what the archive said
 * @param facts what its bytes say; empty until somebody looked
 * @param outcome what became of it
 */
public record StoredEntry(EntryKey key, ListedEntry listed, Optional<EntryFacts> facts, EntryOutcome outcome) {

  public StoredEntry {
    Objects.requireNonNull(key);
    Objects.requireNonNull(listed);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(outcome);
  }
}
