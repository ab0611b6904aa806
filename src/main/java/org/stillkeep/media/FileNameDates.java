package org.stillkeep.media;

import java.time.LocalDate;
import java.util.Optional;

/** Dates in the names of files and folders: a fallback for media that nothing else dates. */
public final class FileNameDates {

  private FileNameDates() {}

  /** The date in a file's name (without folders), unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFile(String fileName, LocalDate latest) {
    return Optional.empty();
  }

  /** The day in the nearest folder of a path that is named after one, unless it lies after {@code latest}. */
  public static Optional<NameDate> ofFolders(String path, LocalDate latest) {
    return Optional.empty();
  }
}
