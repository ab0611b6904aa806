package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.Objects;
import org.stillkeep.asset.ContentHash;

/**
 * What reading some content to its end has told about it.
 *
 * @param assetId whose content it is
 * @param header the stream header of the content that was read; with another one, the asset has other content by now
 * @param hash identity of the cleartext
 * @param sizeBytes cleartext size; of a live photo's still
 * @param liveVideoSizeBytes cleartext size of a live photo's moving half; else 0
 */
public record Measured(long assetId, byte[] header, ContentHash hash, long sizeBytes, long liveVideoSizeBytes) {

  public Measured {
    Objects.requireNonNull(header);
    Objects.requireNonNull(hash);
  }

  /** Whether this is about the content with the given header. */
  public boolean isOf(byte[] contentHeader) {
    return Arrays.equals(header, contentHeader);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measured that
        && assetId == that.assetId
        && isOf(that.header)
        && hash.equals(that.hash)
        && sizeBytes == that.sizeBytes
        && liveVideoSizeBytes == that.liveVideoSizeBytes;
  }

  @Override
  public int hashCode() {
    return Objects.hash(assetId, hash);
  }
}
