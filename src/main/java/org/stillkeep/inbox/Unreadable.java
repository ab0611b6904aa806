package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Words for a file that cannot be read. */
public final class Unreadable {

  private Unreadable() {}

  /** Why, without the file's name, which whoever says this has said before. */
  public static String why(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    String words = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return Optional.ofNullable(words).orElse(failure.getClass().getSimpleName());
  }
}
