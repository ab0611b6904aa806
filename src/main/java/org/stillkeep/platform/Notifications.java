package org.stillkeep.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Notifications of the desktop: over the session bus on Linux, by {@code osascript} on macOS, by PowerShell on Windows. The
 * latter two have not been tried on such computers, and can neither replace nor withdraw. Calls take seconds at worst, so
 * they belong on a thread of their own. Thread-safe.
 *
 * @see <a href="https://specifications.freedesktop.org/notification-spec/latest/">Desktop Notifications Specification</a>
 */
public final class Notifications {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PROGRAM_PATIENCE = Duration.ofSeconds(20);
  private static final String APP_NAME = "Stillkeep";
  private static final String ICON_NAME = "stillkeep";
  private static final String SERVICE = "org.freedesktop.Notifications";
  private static final String PATH = "/org/freedesktop/Notifications";
  private static final int EXPIRES_AS_THE_DESKTOP_LIKES = -1;

  /** The text comes by arguments, so that none of it is ever taken for script. */
  private static final String APPLE_SCRIPT =
      "on run argv\ndisplay notification (item 3 of argv) with title (item 1 of argv) subtitle (item 2 of argv)\nend run";

  /** The text comes by the environment, so that none of it is ever taken for script. */
  private static final String POWER_SHELL =
      "Add-Type -AssemblyName System.Windows.Forms,System.Drawing;"
          + "$i = New-Object System.Windows.Forms.NotifyIcon;"
          + "$i.Icon = [System.Drawing.SystemIcons]::Information;"
          + "$i.Visible = $true;"
          + "$i.ShowBalloonTip(10000, $env:NOTICE_TITLE, $env:NOTICE_TEXT, 'None');"
          + "Start-Sleep -Seconds 10;"
          + "$i.Dispose()";

  private final SessionBus bus;
  private final String operatingSystem;

  Notifications(SessionBus bus, String operatingSystem) {
    this.bus = bus;
    this.operatingSystem = operatingSystem.toLowerCase(Locale.ROOT);
  }

  /** How much a notification presses; the numbers are the specification's. */
  public enum Urgency {
    LOW(0),
    NORMAL(1),
    CRITICAL(2);

    private final byte level;

    Urgency(int level) {
      this.level = (byte) level;
    }
  }

  /** Those of the desktop that this program runs on. */
  public static Notifications ofThisDesktop() {
    return new Notifications(SessionBus.of(System.getenv()), System.getProperty("os.name"));
  }

  /** Those on the session bus that this environment names. */
  public static Notifications onBusOf(Map<String, String> environment) {
    return new Notifications(SessionBus.of(environment), "linux");
  }

  /**
   * Shows a notification.
   *
   * @param title one line
   * @param text plain text
   * @param replaces the one whose place it takes, if that is still shown
   * @return by which it can be replaced and withdrawn, where that can be done
   * @throws IOException if there is no desktop that shows notifications
   * @throws InterruptedException if this thread is to end
   */
  public OptionalLong show(String title, String text, Urgency urgency, OptionalLong replaces)
      throws IOException, InterruptedException {
    if (operatingSystem.startsWith("windows")) {
      run(new Program(powerShell(), Map.of("NOTICE_TITLE", title, "NOTICE_TEXT", text)));
      return OptionalLong.empty();
    }
    if (operatingSystem.startsWith("mac")) {
      run(new Program(List.of("osascript", "-e", APPLE_SCRIPT, APP_NAME, title, text), Map.of()));
      return OptionalLong.empty();
    }
    return OptionalLong.of(showOverBus(title, text, urgency, replaces.orElse(0)));
  }

  /**
   * Takes a notification away, if it is still shown.
   *
   * @throws IOException if there is no desktop that shows notifications
   */
  public void withdraw(long id) throws IOException {
    try (BusConnection connection = bus.connect(PATIENCE)) {
      connection.call(SERVICE, PATH, SERVICE, "CloseNotification", "u", id);
    } catch (BusException goneAlready) {
      // The specification lets a server answer so when somebody has clicked it away.
      return;
    }
  }

  private long showOverBus(String title, String text, Urgency urgency, long replaces) throws IOException {
    try (BusConnection connection = bus.connect(PATIENCE)) {
      List<?> can = BusReader.at(List.class, connection.call(SERVICE, PATH, SERVICE, "GetCapabilities", ""), 0);
      Map<String, BusVariant> hints =
          Map.of(
              "urgency", new BusVariant("y", urgency.level),
              "desktop-entry", new BusVariant("s", ICON_NAME));
      List<Object> answer =
          connection.call(
              SERVICE,
              PATH,
              SERVICE,
              "Notify",
              "susssasa{sv}i",
              APP_NAME,
              replaces,
              ICON_NAME,
              title,
              can.contains("body-markup") ? escaped(text) : text,
              List.of(),
              hints,
              EXPIRES_AS_THE_DESKTOP_LIKES);
      return BusReader.at(Long.class, answer, 0);
    }
  }

  /** Titles are plain by the specification; texts may be markup. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static List<String> powerShell() {
    return List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", POWER_SHELL);
  }

  private static void run(Program program) throws IOException, InterruptedException {
    Program.Ending ending = program.run(new byte[0], PROGRAM_PATIENCE);
    if (ending.exitCode() != 0) {
      throw new IOException("the notification was not shown: " + ending.output().strip());
    }
  }
}
