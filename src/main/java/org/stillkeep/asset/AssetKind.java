package org.stillkeep.asset;

/** What an asset is. The numbers are those of Ente's {@code metadata.fileType}. */
public enum AssetKind {
  /** One still image. */
  PHOTO(0),
  /** One video. */
  VIDEO(1),
  /** A still and its moving half, kept as one asset. */
  LIVE_PHOTO(2);

  private final int enteFileType;

  AssetKind(int enteFileType) {
    this.enteFileType = enteFileType;
  }

  /** The number that stands for this kind in an asset's encrypted metadata. */
  public int enteFileType() {
    return enteFileType;
  }

  /**
   * The kind for a number read from encrypted metadata. Numbers of other clients that we do not know are shown as
   * photos: their bytes are kept and exported as they are.
   */
  public static AssetKind ofEnteFileType(int enteFileType) {
    for (AssetKind kind : values()) {
      if (kind.enteFileType == enteFileType) {
        return kind;
      }
    }
    return PHOTO;
  }
}
