package org.stillkeep.importer;

import java.util.Locale;
import java.util.Optional;

/** The name that an asset gets in the library. */
final class Titles {

  private Titles() {}

  /**
   * The sidecar's title, which Google's cutting and numbering of file names have not touched, if it bears the same
   * extension as the file; else the file's own name.
   *
   * @param editedCopy an edited copy shares its original's sidecar, and is told apart by its own name
   */
  static String of(String fileName, Optional<String> title, boolean editedCopy) {
    return title
        .map(String::strip)
        .filter(text -> !editedCopy && !text.isEmpty() && extension(text).equals(extension(fileName)))
        .orElse(fileName);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}
