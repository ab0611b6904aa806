package org.stillkeep.cli;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.Wish;
import org.stillkeep.media.ThumbnailMaker;
import org.stillkeep.platform.Opener;
import org.stillkeep.platform.TrayHost;
import org.stillkeep.tray.Tray;
import org.stillkeep.tray.TrayAction;
import org.stillkeep.tray.TrayOptions;
import org.stillkeep.web.PageBackend.Phase;

/**
 * The tray icon and what its menu does. Looking for a place for it, starting it and opening things take seconds: all of that is
 * done by one thread of its own, so that neither the agent nor the menu waits.
 */
final class DesktopIcon implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(DesktopIcon.class);

  /** Panels come up some time after the programs that start with the desktop. */
  private static final Duration TIME_FOR_A_PANEL = Duration.ofSeconds(30);

  private final Face face;
  private final PageHouse house;
  private final Opener opener = new Opener();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "stillkeep-desktop");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Optional<Tray> tray = Optional.empty();
  private volatile boolean closed;

  private DesktopIcon(Face face, PageHouse house) {
    this.face = face;
    this.house = house;
  }

  /** Begins to look for a place and puts the icon there. */
  static DesktopIcon start(Face face, PageHouse house, Config config) {
    DesktopIcon icon = new DesktopIcon(face, house);
    TrayOptions options =
        new TrayOptions(config.state().resolve("icons"), config.inboxes(), house.hasPage());
    ThumbnailMaker.holdBack();
    icon.worker.execute(() -> icon.lookAndPutUp(options));
    return icon;
  }

  private void lookAndPutUp(TrayOptions options) {
    try {
      putUp(options);
    } finally {
      ThumbnailMaker.letGo();
    }
  }

  private void putUp(TrayOptions options) {
    TrayHost.Found host;
    try {
      host = TrayHost.await(TIME_FOR_A_PANEL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!host.isThere()) {
      face.terminal().say("no tray icon: " + host.reason() + "; `stillkeep page` opens the status page");
      return;
    }
    // Until now, so that nothing of AWT could look for a display that is not there.
    System.setProperty("java.awt.headless", "false");
    tray = Tray.start(host, options, this::carryOut);
    if (closed) {
      tray.ifPresent(Tray::close);
      return;
    }
    tray.ifPresent(
        icon -> {
          Consumer<AgentStatus> show = status -> show(icon, status);
          house.observe(show);
          show.accept(house.status());
        });
  }

  private void show(Tray icon, AgentStatus status) {
    if (house.phase() == Phase.RUNNING) {
      icon.show(status);
    } else {
      icon.showNotRunning(status);
    }
  }

  /** On a thread of the tray. */
  private void carryOut(TrayAction action) {
    if (action instanceof TrayAction.Ask ask) {
      ask(ask.wish());
    } else if (action instanceof TrayAction.OpenFolder open) {
      worker.execute(() -> say(opener.openFolder(open.folder()), "the folder " + open.folder()));
    } else if (action instanceof TrayAction.OpenPage) {
      worker.execute(() -> say(openPage(), "the status page"));
    } else if (action instanceof TrayAction.Quit) {
      ask(new Wish.Stop());
    }
  }

  private void ask(Wish wish) {
    try {
      house.wish(wish);
    } catch (IllegalStateException notYet) {
      log.info("{} was asked for too early: {}", wish, notYet.getMessage());
    }
  }

  private boolean openPage() {
    Optional<URI> link = house.pageLinkToOpenHere();
    return link.isPresent() && opener.openPage(link.get());
  }

  private static void say(boolean opened, String what) {
    if (!opened) {
      log.warn("{} could not be opened: this desktop has no program for it", what);
    }
  }

  /** Takes the icon away in the background: the process is about to end, and waits for more important things. */
  @Override
  public void close() {
    closed = true;
    worker.execute(() -> tray.ifPresent(Tray::close));
    worker.shutdown();
  }
}
