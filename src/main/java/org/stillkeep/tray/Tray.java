package org.stillkeep.tray;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.platform.TrayHost;

/**
 * An icon with a menu, drawn from the agent's status. What goes wrong with it is logged and stays here: the program goes on without
 * an icon. All methods may be called from any thread.
 */
public final class Tray implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Tray.class);
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(2);
  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(1);

  private final PanelIcon icon;
  private final TrayOptions options;
  private final Painter painter;
  /** Set by the painter's thread, which then leaves the icon alone. */
  private boolean broken;

  private Tray(PanelIcon icon, TrayOptions options) {
    this.icon = icon;
    this.options = options;
    this.painter = Painter.start(this::draw, BETWEEN_CHANGES);
  }

  /**
   * Puts the icon onto the desktop, where it appears with the first status. Takes a second or three, so not on the way to getting
   * ready. Decides {@code java.awt.headless} unless that was decided before.
   *
   * @param host where the icon can go, as {@link TrayHost#look} found it
   * @param actions told of each click, on a thread of the tray; returns quickly
   * @return empty where there is no place for an icon, or it could not be put there
   */
  public static Optional<Tray> start(TrayHost.Found host, TrayOptions options, Consumer<TrayAction> actions) {
    if (!host.isThere()) {
      return Optional.empty();
    }
    Clock clock = Clock.system(ZoneId.systemDefault());
    try {
      Path folder = privateFolder(options.cacheFolder());
      return Optional.of(new Tray(PanelIcon.open(host.kind(), folder, click -> tell(actions, click, clock)), options));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (Throwable e) {
      // Errors too: what AWT, GTK and their loaders throw must not end a program that can do without them.
      log.warn("no tray icon", e);
      return Optional.empty();
    }
  }

  /** Shows the newest status: at once, or two seconds after the last change. */
  public void show(AgentStatus status) {
    painter.paint(Drawing.of(status, options));
  }

  /** Shows a status of a program whose agent does not run yet: nothing can be asked of it but to quit and to open the page. */
  public void showNotRunning(AgentStatus status) {
    painter.paint(Drawing.ofNotRunning(status, options));
  }

  /** Takes the icon away, within two seconds. */
  @Override
  public void close() {
    try {
      painter.close(TIME_TO_CLOSE);
      icon.close(TIME_TO_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      log.warn("the tray icon could not be taken away", e);
    }
  }

  private void draw(Drawing drawing) {
    if (broken) {
      return;
    }
    try {
      icon.draw(drawing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      broken = true;
      log.warn("the tray icon stays as it is", e);
    }
  }

  private static void tell(Consumer<TrayAction> actions, Click click, Clock clock) {
    actions.accept(click.at(ZonedDateTime.now(clock)));
  }

  /** Nobody else may put a picture there, or learn from one what goes on. */
  private static Path privateFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder.toRealPath();
  }
}
