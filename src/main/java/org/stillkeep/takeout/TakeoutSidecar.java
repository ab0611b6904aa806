package org.stillkeep.takeout;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of one JSON of Google Photos.
 *
 * @param ref the entry
 * @param role {@code item}, {@code album}, {@code print}, {@code memory}, {@code subscription}, {@code comments} or
 *     {@code unused}
 * @param media the media it describes, for the role {@code item}
 */
public record TakeoutSidecar(EntryRef ref, String role, Optional<EntryRef> media) {

  public TakeoutSidecar {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(role);
    Objects.requireNonNull(media);
  }
}
