package org.stillkeep.library;

import java.io.IOException;

/** A file that was to enter the library is not what was announced: it changed, or its archive is damaged. */
public final class ContentMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String fileName;

  ContentMismatchException(String fileName, String what, long announced, long found) {
    this(fileName, what + " is " + found + ", announced was " + announced);
  }

  private ContentMismatchException(String fileName, String what) {
    super(fileName + ": " + what);
    this.fileName = fileName;
  }

  /** Its bytes are not those of an earlier reading. */
  static ContentMismatchException sinceTheUploadBegan(String fileName) {
    return new ContentMismatchException(fileName, "its bytes are not those that were read when its upload began");
  }

  /** The file in question. */
  public String fileName() {
    return fileName;
  }
}
