package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.State;

/** The icon on a real panel that reads it from the session bus. */
class NotifierTrayTest {

  @TempDir private static Path desktopHome;
  private static Desktop desktop;

  @TempDir private Path home;
  private RunningApp app;
  private PanelItem item;

  @BeforeAll
  static void startDesktop() throws Exception {
    desktop = Desktop.withNotifierPanel(desktopHome);
  }

  @AfterAll
  static void endDesktop() {
    if (desktop != null) {
      desktop.close();
    }
  }

  @BeforeEach
  void startApp() throws Exception {
    app = RunningApp.on(desktop, home);
    item = new PanelItem(desktop);
    app.awaitLine("host STATUS_NOTIFIER");
    app.awaitLine("tray");
  }

  @AfterEach
  void endApp() {
    app.close();
    awaitTrue(() -> !item.isThere());
  }

  @Test
  void iconAndMenuAppear() throws Exception {
    app.tell("idle");
    item.awaitThere();
    item.awaitLabel("Quit Stillkeep");
    assertThat(item.labels())
        .containsExactly(
            "Up to date: 12,345 in the library",
            "Pause",
            "Until I resume",
            "For 1 hour",
            "Until tomorrow at 6:00",
            "Scan inbox now",
            "Open inbox",
            "Open export folder",
            "Open status page",
            "Quit Stillkeep");
    assertThat(item.entries().get(0).enabled()).isFalse();
    assertThat(item.property("Title")).isEqualTo("Stillkeep");
    desktop.awaitOnPanel(State.IDLE);
  }

  @Test
  void nobodyElseCanLookIntoOrWriteToTheFolderOfTheIcons() throws Exception {
    app.tell("idle");
    item.awaitThere();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("icons")))).isEqualTo("rwx------");
    assertThat(Path.of(item.property("IconName"))).startsWith(home.resolve("icons").toRealPath());
    assertThat(Path.of("/tmp/StillkeepCache_" + System.getProperty("user.name"))).doesNotExist();
  }

  @Test
  void theMenuOpensByAClickAndPausesByAnother() throws Exception {
    app.tell("working");
    Rectangle submenu = desktop.openFirstSubmenu(desktop.openMenu(desktop.awaitOnPanel(State.WORKING)));
    desktop.photograph("tray-notifier-menu.png");
    desktop.clickFirstLine(submenu);
    app.awaitLine("clicked Ask[wish=Pause[until=Optional.empty]]");
  }

  @Test
  void everyStateShowsItsIcon() throws Exception {
    for (String situation : List.of("idle", "working", "paused", "problem")) {
      app.tell(situation);
      State state = situation.equals("problem") ? State.NEEDS_YOU : State.valueOf(situation.toUpperCase(Locale.ROOT));
      desktop.awaitOnPanel(state);
      awaitTrue(() -> item.icon().equalsIgnoreCase(state + ".png"));
      desktop.photograph("tray-notifier-" + situation + ".png");
    }
  }

  @Test
  void aMenuThatStandsOpenIsUpdatedInPlace() throws Exception {
    app.tell("working");
    desktop.openMenu(desktop.awaitOnPanel(State.WORKING));
    List<Integer> before = item.entries().stream().map(PanelItem.Entry::id).toList();
    app.tell("further");
    item.awaitLabel("66 % · 20.0 of 30.1 GB · 4 min left");
    assertThat(item.entries().stream().map(PanelItem.Entry::id).toList()).isEqualTo(before);
    assertThat(desktop.menus()).hasSize(1);
    desktop.photograph("tray-notifier-updated.png");
    desktop.press("Escape");
  }

  @Test
  void underscoresOfFileNamesAreSeen() throws Exception {
    app.tell("problem");
    desktop.openMenu(desktop.awaitOnPanel(State.NEEDS_YOU));
    desktop.photograph("tray-notifier-problem-menu.png");
    desktop.press("Escape");
    // In the protocol of the menu, too, two of them are one that is seen.
    assertThat(item.labels().get(0)).isEqualTo("IMG__0001__edited.jpg is damaged");
  }

  @Test
  void theIconComesBackWithAPanelThatWasRestarted() throws Exception {
    app.tell("paused");
    desktop.awaitOnPanel(State.PAUSED);
    desktop.restartPanel();
    desktop.awaitOnPanel(State.PAUSED);
    item.click("Resume");
    app.awaitLine("clicked Ask[wish=Resume[]]");
  }

  @Test
  void itGoesWithinSecondsWhenSomebodyQuits() throws Exception {
    app.tell("idle");
    item.awaitThere();
    item.click("Quit Stillkeep");
    assertThat(app.awaitEnd()).isZero();
    awaitTrue(() -> !item.isThere());
  }

  @Test
  void itGoesWithinSecondsWhenTheProgramEnds() throws Exception {
    app.tell("working");
    item.awaitThere();
    app.tell("quit");
    assertThat(app.awaitEnd()).isZero();
    assertThat(app.said()).contains("closed").doesNotContain("Exception").doesNotContain("CRITICAL");
  }

  private static void awaitTrue(BooleanSupplier condition) {
    await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).until(condition::getAsBoolean);
  }
}
