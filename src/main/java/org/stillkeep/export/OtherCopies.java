package org.stillkeep.export;

import java.io.IOException;
import java.util.Optional;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;

/** Knows where else in the export the very file lies that is wanted in a folder. */
final class OtherCopies {

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final Embedding embedding;

  OtherCopies(ExportFiles files, LedgerTable ledger, Embedding embedding) {
    this.files = files;
    this.ledger = ledger;
    this.embedding = embedding;
  }

  /** A copy in another folder that is there as we left it, with this content and with this stamp; empty if there is none. */
  Optional<LedgerFile> find(WantedMedia wanted, String stamp) throws IOException {
    for (LedgerFile other : ledger.filesOfAsset(wanted.asset().id())) {
      if (isCopyElsewhere(other, wanted, stamp) && files.find(other).state() == Presence.State.OURS) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private boolean isCopyElsewhere(LedgerFile other, WantedMedia wanted, String stamp) {
    return other.role() == wanted.role()
        && !other.folderKey().equals(wanted.folderKey())
        && other.isThere()
        && !other.edited()
        && other.libraryHash().equals(wanted.hash())
        && embedding.isRight(other, stamp);
  }
}
