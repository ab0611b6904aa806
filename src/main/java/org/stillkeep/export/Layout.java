package org.stillkeep.export;

/** How an export folder is divided. */
public enum Layout {
  /** A folder for each album, and year folders. */
  ALBUMS,
  /** {@code YYYY/YYYY-MM} by the local date of capture. */
  DATES
}
