package org.stillkeep.export;

import java.io.IOException;

/** Reading from the library failed: the trouble is not the export folder's, and writing again would not help. */
final class SourceException extends IOException {

  private static final long serialVersionUID = 1L;

  SourceException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
