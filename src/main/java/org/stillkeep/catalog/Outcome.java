package org.stillkeep.catalog;

import java.util.Locale;

/** What became of one archive entry. Each entry has exactly one. */
public enum Outcome {
  /** Nothing yet: it was listed and waits to be read. */
  PENDING,
  /** It became an asset. */
  IMPORTED,
  /** Its content was in the library before. */
  ALREADY_THERE,
  /** The same content as another entry of its set; both are one asset. */
  COPY,
  /** The moving half of a live photo's asset. */
  LIVE_HALF,
  /** A sidecar whose facts an asset has. */
  SIDECAR_USED,
  /** A sidecar whose media has not been seen; its text is kept, for a later part may bring it. */
  SIDECAR_WAITING,
  /** Describes an album. */
  ALBUM_DATA,
  /** Other JSON of Google Photos: print orders, memories, comments. */
  OTHER_DATA,
  /** Neither media nor sidecar: other products, folders, litter. */
  IGNORED,
  /** Media from Google's bin, left out as configured; also the moving half of a still that is in the library's trash. */
  TRASHED_SKIPPED,
  /** Media from Google's locked folder, left out as configured. */
  LOCKED_SKIPPED,
  /** Media without a single byte. */
  EMPTY,
  /** Its bytes are not what its archive declares. */
  DAMAGED,
  /** Protected by a password. */
  ENCRYPTED,
  /** Packed in a way that we do not read. */
  UNSUPPORTED;

  /** As reports call it, e.g. {@code already-there}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the entry should have become an asset and could not. */
  public boolean isFailure() {
    return this == EMPTY || this == DAMAGED || this == ENCRYPTED || this == UNSUPPORTED;
  }
}
