package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The icon on an older panel, to which programs lend a small window. */
class XembedTrayTest {

  @TempDir private Path home;

  @Test
  void iconAppearsAndItsMenuPausesAndQuits() throws Exception {
    try (Desktop desktop = Desktop.withXembedPanel(home);
        RunningApp app = RunningApp.on(desktop, home)) {
      app.awaitLine("host XEMBED");
      app.awaitLine("tray");
      app.tell("idle");
      awaitTrue(() -> desktop.onPanel(TrayIcon.IDLE).isPresent());
      app.tell("working");
      awaitTrue(() -> desktop.onPanel(TrayIcon.WORKING).isPresent());

      desktop.click(desktop.onPanel(TrayIcon.WORKING).orElseThrow(), 1);
      awaitTrue(() -> desktop.menus().size() == 1);
      desktop.press("Down", "Right");
      awaitTrue(() -> desktop.menus().size() == 2);
      desktop.photograph("tray-xembed-menu.png");
      desktop.press("Return");
      app.awaitLine("clicked Ask[wish=Pause[until=Optional.empty]]");

      app.tell("problem");
      awaitTrue(() -> desktop.onPanel(TrayIcon.NEEDS_YOU).isPresent());
      desktop.click(desktop.onPanel(TrayIcon.NEEDS_YOU).orElseThrow(), 3);
      awaitTrue(() -> desktop.menus().size() == 1);
      desktop.photograph("tray-xembed-problem-menu.png");
      desktop.press("Up", "Return");
      app.awaitLine("clicked Quit[]");
      assertThat(app.awaitEnd()).isZero();
    }
  }

  @Test
  void withoutAPanelTheProgramGoesOnWithoutAnIcon() throws Exception {
    try (Desktop desktop = Desktop.withoutPanel(home);
        RunningApp app = RunningApp.on(desktop, home)) {
      app.awaitLine("host NONE no panel of this desktop shows icons");
      app.awaitLine("no tray");
      app.tell("idle");
      app.tell("quit");
      assertThat(app.awaitEnd()).isZero();
    }
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).until(condition);
  }
}
