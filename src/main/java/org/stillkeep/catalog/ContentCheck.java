package org.stillkeep.catalog;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an asset's content was found.
 *
 * @param assetId the asset
 * @param objectKey the object that was looked at; of another nothing is known
 * @param at when
 * @param damage what is wrong with it, for the curious; empty when it was read to its end and is whole
 */
public record ContentCheck(long assetId, String objectKey, Instant at, Optional<String> damage) {

  public ContentCheck {
    Objects.requireNonNull(objectKey);
    Objects.requireNonNull(at);
    Objects.requireNonNull(damage);
  }
}
