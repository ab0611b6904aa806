package org.stillkeep.catalog;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a list of the newest assets shows of one.
 *
 * @param id the store's number for it
 * @param title its name
 * @param cameAt when it came into this catalog; empty when that was not noted yet
 * @param hasThumbnail whether the store has a preview of it
 */
public record RecentAsset(long id, String title, Optional<Instant> cameAt, boolean hasThumbnail) {

  public RecentAsset {
    Objects.requireNonNull(title);
    Objects.requireNonNull(cameAt);
  }
}
