package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this platform keeps configuration and state, and what {@code ~} means. */
final class Places {

  private final Map<String, String> environment;
  private final Path home;
  private final String operatingSystem;

  Places(Map<String, String> environment, Path home, String operatingSystem) {
    this.environment = environment;
    this.home = home;
    this.operatingSystem = operatingSystem.toLowerCase(Locale.ROOT);
  }

  /** The places of this user on this computer. */
  static Places ofThisUser() {
    String operatingSystem = System.getProperty("os.name");
    return new Places(System.getenv(), home(System.getenv(), operatingSystem), operatingSystem);
  }

  /** What a shell takes for the home folder; Java itself asks the user database and does not hear of {@code HOME}. */
  static Path home(Map<String, String> environment, String operatingSystem) {
    String named = environment.getOrDefault("HOME", "");
    boolean usable = !operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows") && named.startsWith("/");
    return Path.of(usable ? named : System.getProperty("user.home"));
  }

  /** The configuration file that is read when no other is named. */
  Path configFile() {
    if (isWindows()) {
      return folder("APPDATA", home.resolve("AppData").resolve("Roaming")).resolve("Stillkeep").resolve("config.toml");
    }
    if (isMac()) {
      return home.resolve("Library/Application Support/Stillkeep/config.toml");
    }
    return folder("XDG_CONFIG_HOME", home.resolve(".config")).resolve("stillkeep").resolve("config.toml");
  }

  /** The state folder that is used when the configuration names no other. */
  Path stateFolder() {
    if (isWindows()) {
      return folder("LOCALAPPDATA", home.resolve("AppData").resolve("Local")).resolve("Stillkeep");
    }
    if (isMac()) {
      return home.resolve("Library/Application Support/Stillkeep/State");
    }
    return folder("XDG_STATE_HOME", home.resolve(".local").resolve("state")).resolve("stillkeep");
  }

  /** A path as people write it: {@code ~} is the home folder, and what is relative is relative to the given folder. */
  Path resolve(String written, Path base) {
    if (written.equals("~")) {
      return home;
    }
    if (written.startsWith("~/") || written.startsWith("~\\")) {
      return home.resolve(written.substring(2)).normalize();
    }
    return base.resolve(written).toAbsolutePath().normalize();
  }

  /** The home folder. */
  Path home() {
    return home;
  }

  /** Whether somebody sits before this process's desktop, or at least might: where a page can be opened in a browser. */
  boolean hasDisplay() {
    return isWindows() || isMac() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  private boolean isWindows() {
    return operatingSystem.startsWith("windows");
  }

  private boolean isMac() {
    return operatingSystem.startsWith("mac");
  }

  /** The XDG rules ignore relative values; the same is wise elsewhere. */
  private Path folder(String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty() && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
  }
}
