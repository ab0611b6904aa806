package org.stillkeep.cli;

/** How a command ended; the numbers are a contract with scripts (docs/design.md, section 9). */
enum ExitCode {
  DONE(0, "done"),
  UNEXPECTED(1, "something unexpected went wrong"),
  USAGE(2, "usage or configuration error, overlapping folders among them"),
  SOME_FAILED(3, "done, but some items failed"),
  LOCKED(4, "locked, or wrong passphrase"),
  ALREADY_RUNNING(5, "another agent is running"),
  EXPORT_NOT_CONNECTED(6, "an export folder is not connected"),
  STORE_REFUSED(7, "the store refused (no room, read-only, damaged, login)"),
  INTERRUPTED(130, "interrupted");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** What the process returns. */
  int number() {
    return number;
  }

  /** The line in the table of every help page. */
  String meaning() {
    return meaning;
  }
}
