package org.stillkeep.catalog;

import java.util.Locale;

/** What about an entry may want attention. An entry may give cause for several. */
public enum Concern {
  /** It should have become an asset and could not. */
  FAILED("entry.outcome IN ('EMPTY', 'DAMAGED', 'ENCRYPTED', 'UNSUPPORTED')"),
  /** It waits to be read. */
  PENDING("entry.outcome = 'PENDING'"),
  /** Several sidecars are equally likely to be its own, so it has none. */
  AMBIGUOUS("entry.candidates IS NOT NULL"),
  /** It has a sidecar, and it is not sure that it is its own. */
  UNSURE("entry.sidecar_archive IS NOT NULL AND entry.confidence IN ('low', 'medium')"),
  /** It has no sidecar, and there is none that might be its own. */
  WITHOUT_SIDECAR(
      "entry.confidence IS NOT NULL AND entry.outcome <> 'LIVE_HALF' AND entry.sidecar_archive IS NULL"
          + " AND entry.candidates IS NULL"),
  /** Of when it was taken there is no more than a year, or the day of the export, or nothing. */
  UNDATED("entry.confidence IS NOT NULL AND asset.taken_source IN ('FOLDER', 'ENTRY', 'NONE')"),
  /** A sidecar whose media has not been seen. */
  WAITING("entry.outcome = 'SIDECAR_WAITING'"),
  /** Left out as configured: from Google's bin or locked folder. */
  LEFT_OUT("entry.outcome IN ('TRASHED_SKIPPED', 'LOCKED_SKIPPED')");

  /** Over a row of entry, and of asset where the entry became one. */
  private final String condition;

  Concern(String condition) {
    this.condition = condition;
  }

  /** As reports call it, e.g. {@code without-sidecar}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String condition() {
    return condition;
  }
}
