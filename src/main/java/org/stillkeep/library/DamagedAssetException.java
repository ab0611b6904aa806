package org.stillkeep.library;

import java.io.IOException;

/** The content of an asset is missing in the store, or is not what once was put there. Names the photo, not the blob. */
public final class DamagedAssetException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long assetId;
  private final String title;
  private final boolean missing;

  DamagedAssetException(long assetId, String title, boolean missing, String what, Throwable cause) {
    super(title + " (asset " + assetId + "): " + what, cause);
    this.assetId = assetId;
    this.title = title;
    this.missing = missing;
  }

  /** The asset's number. */
  public long assetId() {
    return assetId;
  }

  /** The asset's file name. */
  public String title() {
    return title;
  }

  /** Whether the content is not there at all, rather than there and wrong. */
  public boolean isMissing() {
    return missing;
  }
}
