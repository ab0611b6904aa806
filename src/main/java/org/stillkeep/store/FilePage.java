package org.stillkeep.store;

import java.util.List;

/**
 * Some of a collection's changed files, in ascending {@code updatedAt}; rows of equal {@code updatedAt} are never split
 * over two pages.
 *
 * @param files the rows
 * @param hasMore whether a further call with the last row's {@code updatedAt} will bring more
 */
public record FilePage(List<StoredFile> files, boolean hasMore) {

  public FilePage {
    files = List.copyOf(files);
  }
}
