package org.stillkeep.tray;

import dorkbox.os.OS;
import dorkbox.systemTray.SystemTray;
import dorkbox.systemTray.SystemTray.TrayType;
import dorkbox.systemTray.util.SizeAndScalingLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.stillkeep.platform.TrayHost;

/**
 * The icon on the panel: with {@link PanelMenu}, all that knows the tray library. May throw anything, errors among it, wherever the
 * library, GTK or AWT do; who calls it expects that. For one thread.
 */
final class PanelIcon {

  /** Sharp on the largest panels; smaller ones scale it down. */
  private static final int ICON_PIXELS = 64;

  private static final int MENU_IMAGE_PIXELS = 16;
  private static final String NAME = "Stillkeep";

  private final SystemTray tray;
  private final PanelMenu menu;
  private final Map<TrayIcon, Path> files;
  private TrayIcon shown;

  private PanelIcon(SystemTray tray, PanelMenu menu, Map<TrayIcon, Path> files) {
    this.tray = tray;
    this.menu = menu;
    this.files = files;
  }

  /**
   * Puts an icon onto the panel, which appears with its first drawing.
   *
   * @param folder a private folder for files that the panel reads
   * @param clicks told of clicks, on a thread of the library
   * @throws IllegalStateException if the library could not, and has logged why
   */
  static PanelIcon open(TrayHost.Kind kind, Path folder, Consumer<Click> clicks)
      throws IOException, InterruptedException {
    // Before anything else of the library, which asks when it is loaded.
    keepFilesIn(folder);
    // On Linux said here and never found out by the library, which would exchange extensions of GNOME to suit itself.
    TrayType wanted = type(kind);
    SystemTray.FORCE_TRAY_TYPE = wanted;
    // Root has a session bus when it has a desktop.
    SystemTray.ENABLE_ROOT_CHECK = false;
    boolean linux = kind != TrayHost.Kind.NATIVE;
    SystemTray.AUTO_SIZE = !linux;
    // Said, so that the library starts no programs to find them out.
    SizeAndScalingLinux.OVERRIDE_TRAY_SIZE = ICON_PIXELS;
    SizeAndScalingLinux.OVERRIDE_MENU_SIZE = MENU_IMAGE_PIXELS;
    if (linux) {
      GtkThread.start();
    }
    SystemTray tray = SystemTray.get(NAME);
    if (tray == null) {
      throw new IllegalStateException("the tray library found no place for the icon");
    }
    if (linux && tray.getType() != wanted) {
      tray.shutdown();
      throw new IllegalStateException("the tray library chose " + tray.getType() + " instead of " + wanted);
    }
    return new PanelIcon(tray, new PanelMenu(tray.getMenu(), linux, clicks), icons(folder));
  }

  /** Shows a drawing; what is the same as in the one before stays untouched. */
  void draw(Drawing drawing) throws InterruptedException {
    // First the menu: some panels show no icon that has none.
    menu.show(drawing.menu().entries());
    if (shown != drawing.icon()) {
      tray.setImage(files.get(drawing.icon()).toFile());
      shown = drawing.icon();
    }
  }

  /** Takes the icon away, or gives up. */
  void close(Duration patience) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    tray.shutdown(closed::countDown);
    closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static TrayType type(TrayHost.Kind kind) {
    return switch (kind) {
      // The system's library itself falls back to XEmbed; the tray library's own way there would first read the list of all
      // processes, three times, and waits a minute for each that is longer than 64 KB.
      case STATUS_NOTIFIER, XEMBED -> TrayType.AppIndicator;
      case NATIVE -> TrayType.AutoDetect;
      case NONE -> throw new IllegalArgumentException("no place for an icon");
    };
  }

  /** The library asks once for the folder of temporary files, and would use names there that anybody can guess. */
  private static void keepFilesIn(Path folder) {
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", folder.toString());
    try {
      if (!OS.INSTANCE.getTEMP_DIR().toPath().startsWith(folder)) {
        throw new IllegalStateException("the tray library keeps its files in " + OS.INSTANCE.getTEMP_DIR());
      }
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private static Map<TrayIcon, Path> icons(Path folder) throws IOException {
    Map<TrayIcon, Path> files = new EnumMap<>(TrayIcon.class);
    for (TrayIcon icon : TrayIcon.values()) {
      Path file = folder.resolve(icon.name().toLowerCase(Locale.ROOT) + ".png");
      try (var out = Files.newOutputStream(file)) {
        ImageIO.write(icon.drawn(ICON_PIXELS), "png", out);
      }
      files.put(icon, file);
    }
    return files;
  }
}
