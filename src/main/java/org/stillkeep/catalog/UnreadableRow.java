package org.stillkeep.catalog;

import java.util.Objects;

/**
 * Something in the store that the library's keys do not open, and which therefore has no readable row here.
 *
 * @param albumId the collection
 * @param fileId the file; 0 when it is the collection itself
 * @param reason what was wrong, without secrets
 */
public record UnreadableRow(long albumId, long fileId, String reason) {

  public UnreadableRow {
    Objects.requireNonNull(reason);
  }
}
