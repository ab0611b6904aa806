package org.stillkeep.tray;

import java.io.Closeable;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.platform.TrayHost;

/**
 * An icon with a menu, drawn from the agent's status. What goes wrong with it is logged and stays here: the program goes on without
 * an icon. All methods may be called from any thread.
 */
public final class Tray implements Closeable {

  private Tray() {}

  /**
   * Puts the icon onto the desktop. Takes a second or three, so not on the way to getting ready; {@code java.awt.headless} must not
   * have been decided otherwise before.
   *
   * @param host where the icon can go, as {@link TrayHost#look} found it
   * @param actions told of each click, on a thread of the tray; returns quickly
   * @return empty where there is no place for an icon, or it could not be put there
   */
  public static Optional<Tray> start(TrayHost.Found host, TrayOptions options, Consumer<TrayAction> actions) {
    return Optional.empty();
  }

  /** Shows the newest status: at once, or two seconds after the last change. */
  public void show(AgentStatus status) {}

  /** Shows a status of a program whose agent does not run yet: nothing can be asked of it but to quit and to open things. */
  public void showNotRunning(AgentStatus status) {}

  /** Takes the icon away, within two seconds. */
  @Override
  public void close() {}
}
