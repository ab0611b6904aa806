package org.stillkeep.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.Blake2b;

/**
 * Hashes that stand in for those of content that its client never hashed. They equal no content's hash, and change with the
 * content; once somebody has read that, the true hash takes their place.
 */
final class StandIn {

  private StandIn() {}

  /** The stand-in for the content with this header. */
  static ContentHash of(AssetKind kind, long assetId, byte[] contentHeader) {
    ContentHash still = digest("still", assetId, contentHeader);
    return kind == AssetKind.LIVE_PHOTO ? ContentHash.ofLivePhoto(still, digest("video", assetId, contentHeader)) : still;
  }

  private static ContentHash digest(String half, long assetId, byte[] contentHeader) {
    byte[] text = ("stillkeep: nobody has hashed the " + half + " of ").getBytes(StandardCharsets.US_ASCII);
    byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(assetId).array();
    Blake2b hash = Blake2b.hash512();
    hash.update(text, 0, text.length);
    hash.update(id, 0, id.length);
    hash.update(contentHeader, 0, contentHeader.length);
    return ContentHash.ofDigest(hash.digest());
  }
}
