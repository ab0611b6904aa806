package org.stillkeep.export;

/** What becomes of exported files whose asset has left the library, or the album. */
public enum Deleted {
  /** They move into {@code Trash/} inside the export, which is never emptied by us. */
  TRASH,
  /** They stay where they are, and are no longer looked after. */
  KEEP
}
