package org.stillkeep.takeout;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks entries for what their bytes say, and remembers whom it asked in vain: the caller may read those and come again. */
final class EmbeddedFacts {

  private final Set<EntryRef> wanted = new HashSet<>();

  Optional<LocalDateTime> time(Media media) {
    if (media.embeddedTime().isEmpty()) {
      wanted.add(media.ref());
    }
    return media.embeddedTime();
  }

  OptionalLong durationMillis(Media media) {
    if (media.durationMillis().isEmpty()) {
      wanted.add(media.ref());
    }
    return media.durationMillis();
  }

  Optional<String> contentIdentifier(Media media) {
    if (media.contentIdentifier().isEmpty()) {
      wanted.add(media.ref());
    }
    return media.contentIdentifier();
  }

  Set<EntryRef> wanted() {
    return wanted;
  }
}
