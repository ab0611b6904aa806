package org.stillkeep.export;

import java.io.IOException;

/**
 * The catalog is being brought in step with the library's store, or was left half way: no wish can be read off it. Nothing was
 * changed; the pass can be tried again after the next refresh.
 */
public final class LibraryBusyException extends IOException {

  private static final long serialVersionUID = 1L;

  LibraryBusyException() {
    super("the library is being read from its store");
  }
}
