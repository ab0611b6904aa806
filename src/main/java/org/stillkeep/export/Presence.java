package org.stillkeep.export;

import org.stillkeep.catalog.LedgerFile;

/**
 * What became of a file of ours.
 *
 * @param state the answer
 * @param file the ledger's row, brought up to date with what was seen
 */
record Presence(State state, LedgerFile file) {

  enum State {
    /** There, with content that we wrote. */
    OURS,
    /** There, with other content, or as something that is no plain file. */
    EDITED,
    /** Not there. */
    MISSING
  }
}
