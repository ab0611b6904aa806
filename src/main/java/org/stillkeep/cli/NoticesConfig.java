package org.stillkeep.cli;

import java.util.List;

/**
 * The section {@code [notices]} and {@code notify_command}.
 *
 * @param command program and arguments that get each notice as JSON; empty for none
 * @param desktop whether notices are shown on the desktop
 * @param setFinished whether a set that was imported is one
 * @param missingPart whether a part that stays missing is one
 * @param needsYou whether what only heals if somebody does something is one
 * @param exportAway whether an export folder that is away for a day is one
 */
record NoticesConfig(
    List<String> command, boolean desktop, boolean setFinished, boolean missingPart, boolean needsYou, boolean exportAway) {

  NoticesConfig {
    command = List.copyOf(command);
  }
}
