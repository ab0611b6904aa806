package org.stillkeep.export;

import java.io.IOException;

/** A new file could not be written in the plain way, and what to do about it is not for the one who writes to decide. */
final class UndecidedException extends IOException {

  private static final long serialVersionUID = 1L;

  UndecidedException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
