package org.stillkeep.notices;

import java.util.List;

/**
 * What is told, and to whom.
 *
 * @param desktop whether the desktop shows it
 * @param command program and arguments that get each notice as JSON on standard input; empty for none
 * @param setFinished whether finished imports are told
 * @param missingPart whether a part that does not come is told
 * @param needsYou whether problems are told that do not heal by themselves
 * @param exportAway whether an export folder is told that is not connected for a day
 */
public record NoticeOptions(
    boolean desktop, List<String> command, boolean setFinished, boolean missingPart, boolean needsYou, boolean exportAway) {

  public NoticeOptions {
    command = List.copyOf(command);
  }

  /** Whether there is nothing to tell, or nobody to tell it to. */
  boolean isOff() {
    return (!desktop && command.isEmpty()) || !(setFinished || missingPart || needsYou || exportAway);
  }
}
