package org.stillkeep.export;

/** What is written about each photo, beside the photo itself. */
public enum SidecarForm {
  /** Takeout's JSON, for whoever reads Takeouts; with it, each album's own {@code metadata.json}. */
  JSON,
  /** XMP as {@code <photo>.xmp}, for digiKam, darktable, Immich and others. */
  XMP
}
