package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.platform.TrayHost.Found;
import org.stillkeep.platform.TrayHost.Kind;
import org.stillkeep.tray.Desktop;

@Timeout(60)
class TrayHostTest {

  @TempDir private Path home;

  @Test
  void withoutADisplayThereIsNoPlace() {
    assertThat(look(Map.of())).isEqualTo(new Found(Kind.NONE, "there is no display", false));
    assertThat(look(Map.of("DISPLAY", ""))).isEqualTo(new Found(Kind.NONE, "there is no display", false));
  }

  @Test
  void aWaylandSessionWithoutXIsToldApart() {
    assertThat(look(Map.of("WAYLAND_DISPLAY", "wayland-0")).reason()).contains("Wayland").contains("XWayland");
  }

  @Test
  void aDisplayThatIsGoneIsNoPlace() {
    assertThat(look(Map.of("DISPLAY", ":9999"))).isEqualTo(new Found(Kind.NONE, "the display :9999 does not answer", false));
  }

  @Test
  void whatIsNoDisplayAtAllIsNoPlace() {
    assertThat(look(Map.of("DISPLAY", "\u0000;rm -rf")).kind()).isEqualTo(Kind.NONE);
  }

  @Test
  void aDisplayThatHangsIsGivenUpWithinSeconds() throws Exception {
    try (Desktop desktop = Desktop.withoutPanel(home)) {
      desktop.freezeDisplay();
      long start = System.nanoTime();
      assertThat(look(desktop.environment()).reason()).endsWith("does not answer");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void gnomeWithoutItsExtensionIsTold() throws Exception {
    try (Desktop desktop = Desktop.withoutPanel(home)) {
      assertThat(look(desktop.environment())).isEqualTo(new Found(Kind.NONE, "no panel of this desktop shows icons", true));
      Map<String, String> gnome = new HashMap<>(desktop.environment());
      gnome.put("XDG_CURRENT_DESKTOP", "ubuntu:GNOME");
      assertThat(look(gnome).reason()).contains("GNOME").contains("extension");
    }
  }

  @Test
  void anOlderPanelIsFoundByTheXServersSelection() throws Exception {
    try (Desktop desktop = Desktop.withXembedPanel(home)) {
      await().until(() -> look(desktop.environment()).equals(new Found(Kind.XEMBED, "", false)));
    }
  }

  @Test
  void aPanelOnTheSessionBusIsPreferred() throws Exception {
    try (Desktop desktop = Desktop.withNotifierPanel(home)) {
      assertThat(look(desktop.environment())).isEqualTo(new Found(Kind.STATUS_NOTIFIER, "", false));
      Map<String, String> noBus = new HashMap<>(desktop.environment());
      noBus.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
      await().until(() -> look(noBus).kind() == Kind.XEMBED);
    }
  }

  @Test
  void aPanelThatComesLateIsWaitedFor() throws Exception {
    try (Desktop desktop = Desktop.withoutPanel(home)) {
      CompletableFuture<Found> found =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return TrayHost.await("Linux", desktop.environment(), Duration.ofSeconds(30));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(look(desktop.environment()).mayCome()).isTrue();
      desktop.startNotifierPanel();
      assertThat(found.get(30, TimeUnit.SECONDS).kind()).isNotEqualTo(Kind.NONE);
    }
  }

  @Test
  void whereNoPanelCanComeNoneIsWaitedFor() throws Exception {
    assertThat(TrayHost.await("Linux", Map.of(), Duration.ofHours(1)).reason()).isEqualTo("there is no display");
  }

  @Test
  void windowsAndMacAlwaysHaveAPlace() {
    assertThat(TrayHost.look("Windows 11", Map.of()).kind()).isEqualTo(Kind.NATIVE);
    assertThat(TrayHost.look("Mac OS X", Map.of()).kind()).isEqualTo(Kind.NATIVE);
  }

  private static Found look(Map<String, String> environment) {
    return TrayHost.look("Linux", environment);
  }
}
