package org.stillkeep.tray;

import java.nio.file.Path;
import org.stillkeep.agent.Wish;

/** What somebody asked for by a click in the menu. */
public sealed interface TrayAction {

  /** Something for the agent. */
  record Ask(Wish wish) implements TrayAction {}

  /** Show a folder in the file manager. */
  record OpenFolder(Path folder) implements TrayAction {}

  /** Show the status page. */
  record OpenPage() implements TrayAction {}

  /** End Stillkeep. */
  record Quit() implements TrayAction {}
}
