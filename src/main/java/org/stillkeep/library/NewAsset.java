package org.stillkeep.library;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;

/**
 * An asset that is to be added.
 *
 * @param content its sealed content
 * @param kind photo, video or live photo; a live photo exactly when the content has two halves
 * @param details all that is known beside the bytes
 * @param albums the albums it belongs to; none puts it with the uncategorised
 * @param thumbnailJpeg a small JPEG of it, where there is one and the content has none in the store yet
 */
public record NewAsset(
    SealedContent content, AssetKind kind, AssetDetails details, List<Album> albums, Optional<byte[]> thumbnailJpeg) {

  public NewAsset {
    Objects.requireNonNull(content);
    Objects.requireNonNull(details);
    Objects.requireNonNull(thumbnailJpeg);
    albums = List.copyOf(albums);
    if ((kind == AssetKind.LIVE_PHOTO) != content.hash().isLivePhoto()) {
      throw new IllegalArgumentException("a " + kind + " does not have this content");
    }
  }
}
