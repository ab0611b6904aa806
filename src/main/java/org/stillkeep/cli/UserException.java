package org.stillkeep.cli;

import java.util.Objects;

/** An end that is the user's to act on: what happened, what to do, and the exit code. Never shown with a stack trace. */
final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String hint;

  UserException(ExitCode exitCode, String message, String hint) {
    super(message);
    this.exitCode = Objects.requireNonNull(exitCode);
    this.hint = Objects.requireNonNull(hint);
  }

  ExitCode exitCode() {
    return exitCode;
  }

  /** What to do next, for the {@code hint:} line. */
  String hint() {
    return hint;
  }
}
