package org.stillkeep.importer;

import java.util.Arrays;
import org.stillkeep.catalog.Catalog;

/**
 * Content that a library may have got from another client, told by nothing but its size. Good enough to guess how much room an
 * import takes; what is really there, its hash tells.
 */
final class LikelyThere {

  /** What a live photo's ZIP has beside its halves, at most: other clients tell the size of the whole alone. */
  private static final int ZIP_BYTES = 1024;

  private final long[] sizes;

  private LikelyThere(long[] ascendingSizes) {
    this.sizes = ascendingSizes;
  }

  static LikelyThere nothing() {
    return new LikelyThere(new long[0]);
  }

  static LikelyThere in(Catalog catalog) {
    return new LikelyThere(catalog.assets().contentSizes());
  }

  boolean has(AssetGroup group, SetReading reading) {
    return has(group.contentBytes(reading), group.isLive());
  }

  /** @param bytes of both halves together, if there are two */
  boolean has(long bytes, boolean isLive) {
    int at = Arrays.binarySearch(sizes, bytes);
    int next = at < 0 ? -at - 1 : at;
    return next < sizes.length && sizes[next] <= bytes + (isLive ? ZIP_BYTES : 0);
  }
}
