package org.stillkeep.bench.run;

import java.util.List;

/** A command did not do what it was to do. */
final class FailedCommandException extends Exception {

  private static final long serialVersionUID = 1;

  FailedCommandException(List<String> command, String what) {
    super(String.join(" ", command) + ": " + what);
  }
}
