package org.stillkeep.library;

import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Asset;
import org.stillkeep.store.StoreException;

/**
 * What became of an asset that was to be added.
 *
 * @param asset empty when the store refused it
 * @param refusal why it will never be taken as it is; its content has to be sealed anew, should it be tried again
 */
public record Addition(Optional<Asset> asset, Optional<StoreException> refusal) {

  public Addition {
    Objects.requireNonNull(asset);
    Objects.requireNonNull(refusal);
  }

  /** The new asset. */
  public Asset orThrow() throws StoreException {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return asset.orElseThrow();
  }

  static Addition of(Asset asset) {
    return new Addition(Optional.of(asset), Optional.empty());
  }

  static Addition refused(StoreException why) {
    return new Addition(Optional.empty(), Optional.of(why));
  }
}
