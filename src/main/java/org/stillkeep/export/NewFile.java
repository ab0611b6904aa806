package org.stillkeep.export;

import org.stillkeep.catalog.LedgerFile;

/** A file to be written where none of ours is, and which the ledger has announced. */
sealed interface NewFile {

  /** Its row, as long as it is only intended. */
  LedgerFile intent();

  /** A photo, a video or a moving half, byte for byte from the library. */
  record Content(LedgerFile intent, WantedMedia wanted) implements NewFile {}

  /**
   * A sidecar, or an album's JSON.
   *
   * @param stamp of what it was made from
   */
  record Text(LedgerFile intent, byte[] bytes, String stamp) implements NewFile {}

  /** A second name of a file of ours in another folder. */
  record Link(LedgerFile intent, LedgerFile other) implements NewFile {}
}
