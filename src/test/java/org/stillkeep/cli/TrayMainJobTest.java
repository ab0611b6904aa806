package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.tray.Desktop;
import org.stillkeep.tray.PanelItem;

/** The whole program on a desktop: what somebody does by its icon happens to the import. */
class TrayMainJobTest {

  private static final int PHOTOS = 4_000;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  @TempDir private static Path shared;
  private static Installation made;

  @TempDir private Path home;
  @TempDir private Path desktopHome;

  @BeforeAll
  static void makeAVault() throws Exception {
    made = Installation.withVault(shared.resolve("made"));
  }

  @Test
  @Covers("F68")
  void anImportIsPausedByAClickOverARestartAndResumedOverTheBus() throws Exception {
    try (Desktop desktop = Desktop.withNotifierPanel(desktopHome)) {
      Installation installation = made.copyTo(home.resolve("eva"));
      installation.environment(desktop.environment());
      installation.bePolite("nice = 0\ndisk = \"normal\"\non_battery = \"run\"\nkib_per_second = 50\n");
      try (RunningAgent agent = RunningAgent.withTray(installation)) {
        desktop.awaitOnPanel(State.IDLE);
        writeTakeout(installation.inbox());
        pauseByClick(desktop, installation, agent);
        assertStill(agent);
        desktop.awaitOnPanel(State.PAUSED);
        agent.terminate(Duration.ofSeconds(5));
      }

      try (RunningAgent agent = RunningAgent.withTray(installation)) {
        desktop.awaitOnPanel(State.PAUSED);
        assertStill(agent);
        int before = stored(installation);
        new PanelItem(desktop).click("Resume");
        await().atMost(A_WHILE).until(() -> stored(installation) > before);
        desktop.awaitOnPanel(State.WORKING);
      }
    }
  }

  @Test
  void aProblemChangesTheIconAndPutsItsRemedyFirstAndQuitEndsIt() throws Exception {
    try (Desktop desktop = Desktop.withNotifierPanel(desktopHome)) {
      Installation installation = made.copyTo(home.resolve("eva"));
      installation.environment(desktop.environment());
      Path login = Files.writeString(installation.inbox().resolve("takeout-20240701T101010Z-001.zip"), "<!DOCTYPE html><html>Sign in</html>");
      try (RunningAgent agent = RunningAgent.withTray(installation)) {
        Rectangle icon = desktop.awaitOnPanel(State.NEEDS_YOU);
        PanelItem item = new PanelItem(desktop);
        PanelItem.Entry remedy = item.entries().stream().filter(PanelItem.Entry::enabled).findFirst().orElseThrow();
        assertThat(remedy.label()).startsWith("\u2192 the download was not an archive");
        desktop.openMenu(icon);
        desktop.photograph("tray-program-needs-you.png");
        desktop.press("Escape");

        Files.delete(login);
        desktop.awaitOnPanel(State.IDLE);
        item.click("Quit Stillkeep");
        await().atMost(Duration.ofSeconds(5)).until(() -> !agent.handle().isAlive());
        assertThat(item.isThere()).isFalse();
      }
    }
  }

  @Test
  void withoutADisplayItSaysSoOnceAndGoesOn() throws Exception {
    Installation installation = made.copyTo(home.resolve("eva"));
    installation.environment(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", ""));
    try (RunningAgent agent = RunningAgent.withTray(installation)) {
      await().atMost(A_WHILE).until(() -> lines(installation, "no tray icon").size() == 1);
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/files").asLong() == 1);
      assertThat(lines(installation, "no tray icon")).singleElement().asString().contains("there is no display").contains("stillkeep page");
      agent.terminate(Duration.ofSeconds(5));
    }
  }

  private static List<String> lines(Installation installation, String part) throws IOException {
    return Files.readString(installation.agentLog()).lines().filter(line -> line.contains(part)).toList();
  }

  /** So many photos that they take longer, at the pace that was set, than somebody who looks for the menu. */
  private static void writeTakeout(Path inbox) throws IOException {
    TakeoutBuilder takeout = TakeoutBuilder.takeout();
    for (int i = 0; i < PHOTOS; i++) {
      takeout.photo("IMG_" + i + ".jpg");
    }
    takeout.writeTo(inbox);
  }

  private static void pauseByClick(Desktop desktop, Installation installation, RunningAgent agent) throws Exception {
    await().atMost(A_WHILE).until(() -> stored(installation) > 0);
    desktop.clickFirstLine(desktop.openFirstSubmenu(desktop.openMenu(desktop.awaitOnPanel(State.WORKING))));
    agent.awaitStatus(A_SECOND.multipliedBy(5), status -> status.path("state").asText().equals("paused"));
    assertThat(stored(installation)).as("there is something left to do").isLessThan(PHOTOS);
  }

  /** How many photos lie in the vault. */
  private static int stored(Installation installation) throws IOException {
    Path objects = installation.vault().resolve("objects");
    return Files.exists(objects) ? Installation.files(objects).size() : 0;
  }

  /** Nothing grows any more. */
  private static void assertStill(RunningAgent agent) throws Exception {
    await().pollDelay(A_SECOND).until(() -> true);
    Map<String, String> before = agent.activity();
    await().pollDelay(A_SECOND).until(() -> true);
    assertThat(agent.activity()).isEqualTo(before);
  }
}
