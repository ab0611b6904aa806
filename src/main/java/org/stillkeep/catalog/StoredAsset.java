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
 * @param shared whether it is another owner's: it can be looked at and exported, and never changed
 * @param hidden whether its owner hid it, as one asset; it may also lie in a hidden album
 * @param hashed whether its hash is that of its content; otherwise it only stands for it, until somebody has read that
 */
public record StoredAsset(
    Asset asset,
    AssetState state,
    SealedObject content,
    Optional<SealedObject> thumbnail,
    MagicText privateMagic,
    MagicText publicMagic,
    boolean shared,
    boolean hidden,
    boolean hashed) {

  public StoredAsset {
    Objects.requireNonNull(asset);
    Objects.requireNonNull(state);
    Objects.requireNonNull(content);
    Objects.requireNonNull(thumbnail);
    Objects.requireNonNull(privateMagic);
    Objects.requireNonNull(publicMagic);
  }

  /** One's own, in sight, and with the hash of its content. */
  public StoredAsset(
      Asset asset,
      AssetState state,
      SealedObject content,
      Optional<SealedObject> thumbnail,
      MagicText privateMagic,
      MagicText publicMagic) {
    this(asset, state, content, thumbnail, privateMagic, publicMagic, false, false, true);
  }

  /** The same asset with better details, and with metadata that says so. */
  public StoredAsset with(Asset better, MagicText newPrivateMagic, MagicText newPublicMagic) {
    return new StoredAsset(better, state, content, thumbnail, newPrivateMagic, newPublicMagic, shared, hidden, hashed);
  }

  /** The same asset, whose hash is that of its content now. */
  public StoredAsset hashed(Asset known, MagicText newPrivateMagic) {
    return new StoredAsset(known, state, content, thumbnail, newPrivateMagic, publicMagic, shared, hidden, true);
  }

  /** The store's number for it. */
  public long id() {
    return asset.id();
  }
}
