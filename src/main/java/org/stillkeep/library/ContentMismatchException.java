package org.stillkeep.library;

import java.io.IOException;

/** A file that was to enter the library is not what was announced: it changed, or its archive is damaged. */
public final class ContentMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String fileName;

  ContentMismatchException(String fileName, String what, long announced, long found) {
    super(fileName + ": " + what + " is " + found + ", announced was " + announced);
    this.fileName = fileName;
  }

  /** The file in question. */
  public String fileName() {
    return fileName;
  }
}
