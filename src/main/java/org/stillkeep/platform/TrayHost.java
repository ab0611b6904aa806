package org.stillkeep.platform;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out where a tray icon can go, before anything of AWT or of a tray library is loaded. Never throws, and answers within a few
 * seconds even if the display does not.
 */
public final class TrayHost {

  /** The ways in which desktops show tray icons. */
  public enum Kind {
    /** A panel that reads icon and menu from the session bus (KDE, Xfce, GNOME with its extension …). */
    STATUS_NOTIFIER,
    /** A panel that lends a small X window (older ones). */
    XEMBED,
    /** What Windows and macOS always have. */
    NATIVE,
    /** No place for an icon. */
    NONE
  }

  /**
   * The answer.
   *
   * @param kind where the icon can go
   * @param reason why there is no place for one, in words; empty when there is
   * @param mayCome whether only a panel is missing, which may come
   */
  public record Found(Kind kind, String reason, boolean mayCome) {

    /** Whether there is a place for an icon. */
    public boolean isThere() {
      return kind != Kind.NONE;
    }

    private static Found there(Kind kind) {
      return new Found(kind, "", false);
    }

    private static Found none(String reason) {
      return new Found(Kind.NONE, reason, false);
    }
  }

  private static final long MILLIS_BETWEEN_LOOKS = 1000;

  private final Map<String, String> environment;

  private TrayHost(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The same for a program that is started along with the desktop, whose panel may take longer: looks again every second. Where no
   * panel can come, for want of a display, the answer is immediate.
   */
  public static Found await(Duration patience) throws InterruptedException {
    return await(System.getProperty("os.name"), System.getenv(), patience);
  }

  static Found await(String system, Map<String, String> environment, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Found found = look(system, environment);
    while (found.mayCome() && System.nanoTime() < end) {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
      found = look(system, environment);
    }
    return found;
  }

  /** Looks at the desktop that this process belongs to, as it is now: a panel that starts later is found by a later call. */
  public static Found look() {
    return look(System.getProperty("os.name"), System.getenv());
  }

  static Found look(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    return name.startsWith("windows") || name.startsWith("mac") ? Found.there(Kind.NATIVE) : new TrayHost(environment).onUnix();
  }

  private Found onUnix() {
    if (variable("DISPLAY").isEmpty()) {
      return Found.none(
          variable("WAYLAND_DISPLAY").isEmpty()
              ? "there is no display"
              : "this Wayland session has no X display (XWayland), which the icon needs");
    }
    Optional<Boolean> xTray = XDisplay.hasTray(variable("DISPLAY"));
    if (xTray.isEmpty()) {
      return Found.none("the display " + variable("DISPLAY") + " does not answer");
    }
    boolean onBus = SessionBus.of(environment).isOwned("org.kde.StatusNotifierWatcher");
    if (!onBus && !xTray.get()) {
      return new Found(Kind.NONE, nobody(), true);
    }
    return NotifierLibrary.isThere()
        ? Found.there(onBus ? Kind.STATUS_NOTIFIER : Kind.XEMBED)
        : Found.none("libayatana-appindicator3 is not installed, through which the panel shows icons");
  }

  private String nobody() {
    return variable("XDG_CURRENT_DESKTOP").toUpperCase(Locale.ROOT).contains("GNOME")
        ? "GNOME shows icons only with its extension AppIndicator and KStatusNotifierItem Support"
        : "no panel of this desktop shows icons";
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
