package org.stillkeep.library;

import java.util.Objects;

/**
 * What the comparison after a transfer found missing in the target.
 *
 * @param what what is missing
 * @param title the asset's file name, or the album's title
 * @param album title of the album that the asset should be in; empty text unless it is a membership
 */
public record TransferDifference(Missing what, String title, String album) {

  /** What may be missing. */
  public enum Missing {
    /** An asset, in the trash or outside of it. */
    ASSET,
    /** An album. */
    ALBUM,
    /** An asset in an album. */
    MEMBERSHIP
  }

  public TransferDifference {
    Objects.requireNonNull(what);
    Objects.requireNonNull(title);
    Objects.requireNonNull(album);
  }
}
