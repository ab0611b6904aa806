package org.stillkeep.catalog;

import java.util.Objects;
import java.util.Optional;

/**
 * A folder inside an export.
 *
 * @param key what it stands for: an album, a year, a month
 * @param path below the export's root, segments joined by {@code /}
 * @param title the title that the path was made from
 * @param renamingTo the path it is being renamed to; present only if a rename did not live to be recorded
 */
public record LedgerFolder(String key, String path, String title, Optional<String> renamingTo) {

  public LedgerFolder {
    Objects.requireNonNull(key);
    Objects.requireNonNull(path);
    Objects.requireNonNull(title);
    Objects.requireNonNull(renamingTo);
  }
}
