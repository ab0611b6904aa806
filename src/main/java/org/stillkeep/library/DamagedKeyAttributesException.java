package org.stillkeep.library;

import java.io.IOException;

/**
 * The wrapped keys of a library are damaged, or are not ones that we would ever have written: no passphrase can be tried, or
 * the right one opened the master key and the rest does not fit it.
 */
public final class DamagedKeyAttributesException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedKeyAttributesException(String message) {
    super(message);
  }

  DamagedKeyAttributesException(String message, Throwable cause) {
    super(message, cause);
  }
}
