package org.stillkeep.tray;

import org.stillkeep.agent.AgentStatus;

/**
 * All that somebody can see of the tray. Two statuses with the same drawing look the same.
 *
 * @param icon the icon
 * @param menu what opens from it
 */
record Drawing(TrayIcon icon, TrayMenu menu) {

  /** While the agent runs. */
  static Drawing of(AgentStatus status, TrayOptions options) {
    return new Drawing(TrayIcon.of(status.state()), TrayMenu.of(status, options));
  }

  /** Before the agent runs. */
  static Drawing ofNotRunning(AgentStatus status, TrayOptions options) {
    return new Drawing(TrayIcon.of(status.state()), TrayMenu.ofNotRunning(status, options));
  }
}
