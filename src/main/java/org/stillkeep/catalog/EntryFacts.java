package org.stillkeep.catalog;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the bytes of a media entry say that may decide which sidecar or moving half is its own.
 *
 * @param time the digits of its embedded capture time
 * @param durationMillis the length of a video
 * @param contentIdentifier Apple's mark that both halves of a live photo carry
 */
public record EntryFacts(Optional<LocalDateTime> time, OptionalLong durationMillis, Optional<String> contentIdentifier) {

  public EntryFacts {
    Objects.requireNonNull(time);
    Objects.requireNonNull(durationMillis);
    Objects.requireNonNull(contentIdentifier);
  }
}
