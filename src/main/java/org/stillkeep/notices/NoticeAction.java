package org.stillkeep.notices;

/** What is to be done about a notice. */
sealed interface NoticeAction {

  /**
   * Shows it, in place of what its slot showed before.
   *
   * @param isNews whether it tells something new; else it only takes back what is over
   */
  record Show(Notice notice, boolean isNews) implements NoticeAction {}

  /** Takes away what this slot shows. */
  record Withdraw(String slot) implements NoticeAction {}
}
