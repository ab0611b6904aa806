package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.ControlCommands;
import org.stillkeep.agent.ControlServer;
import org.stillkeep.agent.ControlSocket;
import org.stillkeep.web.PageOptions;
import org.stillkeep.web.PasswordCheck;
import org.stillkeep.web.StatusPage;
import org.stillkeep.web.TlsFiles;

/**
 * What surrounds the agent: the control socket, the status page, the tray icon and the notices. Only the control socket must
 * be there; what else fails is said once, and the program goes on without it.
 */
final class Surroundings implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Surroundings.class);

  private final Face face;
  private final PageHouse house;
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private boolean hasTray;

  private Surroundings(Face face, PageHouse house) {
    this.face = face;
    this.house = house;
  }

  /** Begins to listen and to serve the page. The state folder must be held. */
  static Surroundings start(Face face, PageHouse house, Config config) throws IOException {
    Surroundings around = new Surroundings(face, house);
    around.opened.push(
        ControlServer.start(ControlSocket.of(config.state()), new ControlCommands(house, Clock.systemUTC())));
    if (config.page().enabled()) {
      around.serve(config);
    }
    return around;
  }

  /** Puts the icon up, unless it is there or not wanted. Returns at once. */
  void showTray(Config config) {
    if (config.tray() && !hasTray) {
      hasTray = true;
      opened.push(TrayIcon.start(face, house, config));
    }
  }

  private void serve(Config config) {
    try {
      StatusPage page = StatusPage.start(options(config), house);
      opened.push(page);
      house.linksBy(Optional.of(page::link));
    } catch (IOException | IllegalArgumentException e) {
      log.warn("the status page is not served", e);
      face.terminal()
          .error(
              "the status page cannot be served: " + e.getMessage(),
              "choose another address in page.listen; all else goes on without the page");
    }
  }

  private static PageOptions options(Config config) {
    PageConfig page = config.page();
    PagePassword password = new PagePassword(config.state());
    return new PageOptions(
        page.listen(),
        page.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())),
        page.reverseProxy(),
        password.isSet() ? Optional.of(check(password)) : Optional.empty());
  }

  private static PasswordCheck check(PagePassword password) {
    return attempt -> {
      try {
        return password.matches(attempt);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Ends all of it, the last begun first; what fails at that is of no use to anybody any more. */
  @Override
  public void close() {
    house.linksBy(Optional.empty());
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException | RuntimeException e) {
        log.warn("not closed", e);
      }
    }
  }
}
