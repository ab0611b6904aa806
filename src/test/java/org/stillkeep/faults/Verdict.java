package org.stillkeep.faults;

/**
 * What became of a test that ran.
 *
 * @param reason why it was skipped or what failed, in one line, or empty
 */
record Verdict(Kind kind, String reason) {

  /** From the best to the worst, which decides where a test ran several times within one run, with other arguments. */
  enum Kind {
    PASSED,
    SKIPPED,
    FAILED
  }

  static final Verdict PASSED = new Verdict(Kind.PASSED, "");

  Verdict and(Verdict other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}
