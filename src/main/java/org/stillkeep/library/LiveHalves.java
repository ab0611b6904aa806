package org.stillkeep.library;

import org.stillkeep.asset.ContentHash;

/**
 * A live photo in memory.
 *
 * @param still the bytes of the still
 * @param video those of its moving half
 */
public record LiveHalves(byte[] still, byte[] video) {

  ContentHash hash() {
    return ContentHash.ofLivePhoto(ContentHasher.hash(still), ContentHasher.hash(video));
  }
}
