package org.stillkeep.library;

/** An entry of the store was opened, but what it says is not what any client writes. */
final class UnreadableEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableEntryException(String message) {
    super(message);
  }

  UnreadableEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
