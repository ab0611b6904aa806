package org.stillkeep.library;

/**
 * What a refresh brought into the catalog.
 *
 * @param rebuilt whether the catalog was read from the beginning: it was empty, or of another store
 * @param changes how many assets, albums and memberships were found new, changed or gone
 * @param unreadable how many collections and files of the store the keys do not open, in all; {@code verify} names them
 * @param unhashed how many assets have content that nobody has hashed, see {@link Library#hashUnhashed}
 */
public record RefreshSummary(boolean rebuilt, long changes, int unreadable, long unhashed) {

  RefreshSummary withUnhashed(long left) {
    return new RefreshSummary(rebuilt, changes, unreadable, left);
  }
}
