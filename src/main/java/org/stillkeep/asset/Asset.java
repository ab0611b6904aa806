package org.stillkeep.asset;

import java.util.Objects;

/**
 * One photo, video or live photo of the library.
 *
 * @param id the store's number for it; never reused
 * @param kind photo, video or live photo
 * @param hash identity of its content
 * @param sizeBytes cleartext size of the file; for a live photo that of the still
 * @param liveVideoSizeBytes cleartext size of a live photo's moving half; 0 for other kinds
 * @param details all that is known beside the bytes
 */
public record Asset(
    long id, AssetKind kind, ContentHash hash, long sizeBytes, long liveVideoSizeBytes, AssetDetails details) {

  public Asset {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(details);
  }
}
