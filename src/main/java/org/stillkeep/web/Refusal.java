package org.stillkeep.web;

/** A request that is not granted: answered with a status and, in JSON, what is wrong and what to do about it. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String hint;

  /**
   * @param status of HTTP, 4xx or 5xx
   * @param error what is wrong, for people; holds nothing that the client has sent
   * @param hint what to do; may be empty
   */
  Refusal(int status, String error, String hint) {
    super(error, null, false, false);
    this.status = status;
    this.hint = hint;
  }

  int status() {
    return status;
  }

  String hint() {
    return hint;
  }
}
