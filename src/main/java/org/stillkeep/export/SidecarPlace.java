package org.stillkeep.export;

/** Where a photo's JSON lies. */
public enum SidecarPlace {
  /** {@code metadata/<photo>.json} in the photo's folder. */
  METADATA_FOLDER,
  /** {@code <photo>.supplemental-metadata.json} beside the photo. */
  BESIDE
}
