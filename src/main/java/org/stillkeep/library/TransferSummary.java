package org.stillkeep.library;

import java.util.List;

/**
 * What became of a transfer.
 *
 * @param sent assets that were sent, those in the trash among them
 * @param sentBytes bytes of sealed content that were sent for them
 * @param alreadyThere assets that the target had; they only got their albums
 * @param trashedThere those among them that the target's owner has in the trash, and which stay there
 * @param shared assets of others that stayed where they are
 * @param failures what did not come along, and why
 * @param differences what the comparison at the end found missing, the failures aside; empty when all is well
 */
public record TransferSummary(
    long sent,
    long sentBytes,
    long alreadyThere,
    long trashedThere,
    long shared,
    List<TransferFailure> failures,
    List<TransferDifference> differences) {

  public TransferSummary {
    failures = List.copyOf(failures);
    differences = List.copyOf(differences);
  }

  /** Whether all that can be moved is in the target now. */
  public boolean isComplete() {
    return failures.isEmpty() && differences.isEmpty();
  }
}
