package org.stillkeep.export;

import java.util.Objects;

/**
 * A file in an export folder that is not as it was left.
 *
 * @param path relative to the export's root, with {@code /}
 * @param detail what is different, and what will become of it
 */
public record ExportFinding(String path, String detail) {

  public ExportFinding {
    Objects.requireNonNull(path);
    Objects.requireNonNull(detail);
  }
}
