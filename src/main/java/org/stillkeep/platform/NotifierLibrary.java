package org.stillkeep.platform;

import com.sun.jna.NativeLibrary;
import java.util.List;

/** The system's library that puts an icon onto a panel: over the session bus, or by XEmbed where the panel is an older one. */
final class NotifierLibrary {

  /** The names under which distributions have it for GTK 3, and under which the tray library looks for it. */
  private static final List<String> NAMES =
      List.of("appindicator3", "appindicator3-1", "appindicator-gtk3", "appindicator-gtk3-1");

  private NotifierLibrary() {}

  /** Whether it can be loaded here. */
  static boolean isThere() {
    return NAMES.stream().anyMatch(NotifierLibrary::loads);
  }

  private static boolean loads(String name) {
    try {
      NativeLibrary.getInstance(name);
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }
}
