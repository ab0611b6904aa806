package org.stillkeep.catalog;

import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Asset;

/**
 * An asset with all that is needed to open and to improve it.
 *
 * @param asset what people see
 * @param state in the library, in its trash, or gone
 * @param content where its sealed bytes lie
 * @param thumbnail where its sealed preview lies; empty when it has none
 * @param privateMagic changeable metadata for the owner, without the sidecar's text: that is in the asset's details
 * @param publicMagic changeable metadata for all who may see it
 */
public record StoredAsset(
    Asset asset,
    AssetState state,
    SealedObject content,
    Optional<SealedObject> thumbnail,
    MagicText privateMagic,
    MagicText publicMagic) {

  public StoredAsset {
    Objects.requireNonNull(asset);
    Objects.requireNonNull(state);
    Objects.requireNonNull(content);
    Objects.requireNonNull(thumbnail);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(publicMagic);
  }

  /** The store's number for it. */
  public long id() {
    return asset.id();
  }
}
