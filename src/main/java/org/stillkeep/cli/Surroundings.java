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
import org.stillkeep.notices.NoticeOptions;
import org.stillkeep.notices.Notices;
import org.stillkeep.platform.Notifications;
import org.stillkeep.platform.Systemd;
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
  private final ServiceWatch service = new ServiceWatch(Systemd.ofThisProcess());
  private Optional<StatusPage> page = Optional.empty();
  private Optional<Notices> notices = Optional.empty();
  private boolean attended;

  private Surroundings(Face face, PageHouse house) {
    this.face = face;
    this.house = house;
  }

  /** Begins to listen and to serve the page. The state folder must be held. */
  static Surroundings start(Face face, PageHouse house, Config config) throws IOException {
    Surroundings around = new Surroundings(face, house);
    house.observe(around.service::observe);
    around.opened.push(
        ControlServer.start(ControlSocket.of(config.state()), new ControlCommands(house, Clock.systemUTC())));
    if (config.page().enabled()) {
      around.serve(config);
    }
    return around;
  }

  /** Whoever has started this program and wants to know how it is. */
  ServiceWatch service() {
    return service;
  }

  /** Shows the icon and begins to tell of what is worth it, where they are wanted; once. Returns at once. */
  void attend(Config config, boolean headless) {
    if (attended) {
      return;
    }
    attended = true;
    notices = Optional.of(notices(config));
    opened.push(notices.get());
    house.observe(notices.get()::observe);
    notices.get().observe(house.status());
    if (config.tray() && !headless) {
      opened.push(DesktopIcon.start(face, house, config));
    }
  }

  /** From now on the agent is the one that is told of, and whose worker gives the signs of life. */
  void watch(Agent agent) {
    service.watch(agent);
    notices.ifPresent(told -> agent.listen(told::listen));
  }

  private static Notices notices(Config config) {
    NoticesConfig wanted = config.notices();
    NoticeOptions options =
        new NoticeOptions(
            wanted.desktop(), wanted.command(), wanted.setFinished(), wanted.missingPart(), wanted.needsYou(), wanted.exportAway());
    return Notices.start(
        options,
        new NoticeFile(config.state()),
        Notifications.ofThisDesktop(),
        Clock.system(config.zone()),
        System::nanoTime);
  }

  private void serve(Config config) {
    try {
      StatusPage served = StatusPage.start(options(config), house);
      page = Optional.of(served);
      house.linksInto(page);
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

  /** Ends what looks into the library, before that is closed under it. All else may take longer, and does not matter to it. */
  void closePage() {
    service.stopping();
    house.ending();
    house.linksInto(Optional.empty());
    page.ifPresent(this::closeQuietly);
    page = Optional.empty();
  }

  /** Ends all of it, the last begun first. */
  @Override
  public void close() {
    closePage();
    while (!opened.isEmpty()) {
      closeQuietly(opened.pop());
    }
  }

  /** What fails at that is of no use to anybody any more. */
  private void closeQuietly(Closeable each) {
    try {
      each.close();
    } catch (IOException | RuntimeException e) {
      log.warn("not closed", e);
    }
  }
}
