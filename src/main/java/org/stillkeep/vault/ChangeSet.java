package org.stillkeep.vault;

import java.util.List;

/**
 * One atomic change, verified.
 *
 * @param number its place in the chain, from 1
 * @param previous the hash of its predecessor; zeros for the first
 * @param hash its own hash
 * @param rows what it says, in order
 */
record ChangeSet(long number, String previous, String hash, List<Row> rows) {

  ChangeHead head() {
    return new ChangeHead(number, hash);
  }
}
