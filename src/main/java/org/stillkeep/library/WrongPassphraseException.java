package org.stillkeep.library;

/** The passphrase, recovery words or key are well formed, but they do not open this library. */
public final class WrongPassphraseException extends Exception {

  private static final long serialVersionUID = 1L;

  WrongPassphraseException(String message, Throwable cause) {
    super(message, cause);
  }
}
