package org.stillkeep.tray;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionTimeoutException;
import org.stillkeep.agent.AgentStatus;

/**
 * A desktop that nobody sees: an X display of 1000 x 600 with a session bus, a window manager and a panel, all of its own and gone when it
 * is closed. Needs Debian's packages xvfb, dbus, openbox, xdotool, imagemagick,
 * x11-utils, and xfce4-panel or tint2 with libayatana-appindicator3-1.
 */
public final class Desktop implements Closeable {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TIME_FOR_A_SUBMENU = Duration.ofMillis(700);

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final Thread lastResort = new Thread(this::kill);
  private Process panel;
  /** The end of the panel, where no icon ever is. */
  private int clockWidth;

  private Desktop(Path home) {
    this.home = home;
    environment.put("HOME", home.toString());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("NO_AT_BRIDGE", "1");
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** With a panel that reads icons and menus from the session bus. */
  public static Desktop withNotifierPanel(Path home) throws IOException {
    Desktop desktop = withTrayLibrary(home, "xfce4-panel", "gdbus");
    desktop.startNotifierPanel();
    return desktop;
  }

  /** With a panel that only knows the older way, by which programs draw into small windows of their own. */
  public static Desktop withXembedPanel(Path home) throws IOException {
    Desktop desktop = withTrayLibrary(home, "tint2");
    desktop.clockWidth = 40;
    desktop.panel = desktop.start("tint2", "-c", copy("tint2rc", home).toString());
    desktop.awaitTrue(() -> desktop.run("xwininfo", "-root", "-tree").contains("tint2"));
    return desktop;
  }

  /** Without any panel. */
  public static Desktop withoutPanel(Path home) throws IOException {
    return bare(home);
  }

  private static Desktop withTrayLibrary(Path home, String... morePrograms) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      assumeTrue(
          folders.anyMatch(folder -> Files.exists(folder.resolve("libappindicator3.so.1"))), "needs libayatana-appindicator3-1");
    }
    return bare(home, morePrograms);
  }

  private static Desktop bare(Path home, String... morePrograms) throws IOException {
    Stream.concat(Stream.of("Xvfb", "dbus-daemon", "openbox", "xdotool", "import", "xprop", "xwininfo"), Stream.of(morePrograms))
        .forEach(program -> assumeTrue(isHere(program), () -> "needs " + program));
    assumeTrue(Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so")), "needs a JDK that is not headless");
    Files.createDirectories(home.resolve("run"));
    Desktop desktop = new Desktop(home);
    try {
      desktop.startDisplay();
      desktop.startBus();
      desktop.start("openbox");
      desktop.run("display", "-size", WIDTH + "x" + HEIGHT, "-window", "root", "xc:#3a6ea5");
      return desktop;
    } catch (IOException | RuntimeException e) {
      desktop.close();
      throw e;
    }
  }

  private static boolean isHere(String program) {
    return Stream.of("/usr/local/bin", "/usr/bin", "/bin").anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void startDisplay() throws IOException {
    ProcessBuilder builder =
        builder("Xvfb", "-displayfd", "1", "-screen", "0", WIDTH + "x" + HEIGHT + "x24", "-nolisten", "tcp", "-noreset");
    environment.put("DISPLAY", ":" + firstLine(started(builder)));
  }

  private void startBus() throws IOException {
    String address = "unix:path=" + home.resolve("run/bus");
    ProcessBuilder builder = builder("dbus-daemon", "--session", "--nofork", "--print-address=1", "--address=" + address);
    environment.put("DBUS_SESSION_BUS_ADDRESS", firstLine(started(builder)));
  }

  private String firstLine(Process process) throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("ended at once: " + Files.readString(log()));
    }
    return line.strip();
  }

  /** Starts a panel that reads icons and menus from the session bus, and waits for it. */
  public void startNotifierPanel() throws IOException {
    copy("xfce4-panel.xml", Files.createDirectories(home.resolve(".config/xfce4/xfconf/xfce-perchannel-xml")));
    clockWidth = 70;
    startPanel();
  }

  private void startPanel() throws IOException {
    panel = start("xfce4-panel", "--disable-wm-check");
    awaitTrue(() -> hasOwner("org.kde.StatusNotifierWatcher"));
  }

  /** Kills the panel and starts it again, as desktops do when it has crashed. */
  public void restartPanel() throws IOException {
    panel.destroyForcibly().onExit().join();
    awaitTrue(() -> !hasOwner("org.kde.StatusNotifierWatcher"));
    startPanel();
  }

  private boolean hasOwner(String busName) {
    return run("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus", "--method",
            "org.freedesktop.DBus.NameHasOwner", busName)
        .contains("true");
  }

  /** The environment of a program that belongs to this desktop. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** Stops the display without ending it, as a machine does that has no time left. */
  public void freezeDisplay() throws IOException {
    run("kill", "-STOP", String.valueOf(processes.get(0).pid()));
  }

  /** Waits until the icon of this state is to be seen on the panel, and tells where. */
  public Rectangle awaitOnPanel(AgentStatus.State state) {
    try {
      awaitTrue(() -> onPanel(TrayIcon.of(state)).isPresent());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no icon for " + state + ", see " + photographed("tray-missing.png"), e);
    }
    return onPanel(TrayIcon.of(state)).orElseThrow();
  }

  /** Clicks an icon and waits for its menu. */
  public Rectangle openMenu(Rectangle icon) {
    click(icon, 1);
    awaitTrue(() -> menus().size() == 1);
    return menus().get(0);
  }

  /** Points at one line of a menu after the other, as people do, until a second one opens. */
  public Rectangle openFirstSubmenu(Rectangle menu) {
    for (int y = menu.y + 10; y < menu.y + menu.height; y += 20) {
      point(menu.x + 60, y);
      long end = System.nanoTime() + TIME_FOR_A_SUBMENU.toNanos();
      while (System.nanoTime() < end) {
        Optional<Rectangle> submenu = menus().stream().filter(each -> !each.equals(menu)).findFirst();
        if (submenu.isPresent()) {
          return submenu.get();
        }
      }
    }
    throw new AssertionError("no submenu opened");
  }

  /** Clicks the first line of a menu. */
  public void clickFirstLine(Rectangle menu) {
    point(menu.x + 40, menu.y + 14);
    run("xdotool", "click", "1");
  }

  /** Where on the panel, beside its clock, the icon of this state is to be seen. */
  Optional<Rectangle> onPanel(TrayIcon icon) {
    return new Screen(screenshot()).find(icon, new Rectangle(0, HEIGHT - 40, WIDTH - clockWidth, 40));
  }

  /** The screen as it is now. */
  public BufferedImage screenshot() {
    Path file = home.resolve("screen.png");
    run("import", "-window", "root", "-silent", file.toString());
    try {
      return ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves a picture of the screen for people to look at. */
  public void photograph(String name) {
    photographed(name);
  }

  private Path photographed(String name) {
    try {
      Path file = Artefacts.file(name);
      ImageIO.write(screenshot(), "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The menus that stand open, the one that was opened last at the end. */
  public List<Rectangle> menus() {
    // Of all windows that are not the panel's or the root's children by name, menus are those of the type popup menu.
    List<Rectangle> menus = new ArrayList<>();
    for (String id : run("xdotool", "search", "--onlyvisible", "--maxdepth", "1", "--name", ".*").lines().toList()) {
      if (run("xprop", "-id", id.strip(), "_NET_WM_WINDOW_TYPE").contains("MENU")) {
        menus.add(geometry(run("xwininfo", "-id", id.strip())));
      }
    }
    return menus;
  }

  private static Rectangle geometry(String windowInfo) {
    return new Rectangle(
        number(windowInfo, "Absolute upper-left X:"),
        number(windowInfo, "Absolute upper-left Y:"),
        number(windowInfo, "Width:"),
        number(windowInfo, "Height:"));
  }

  private static int number(String text, String label) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(label))
        .map(line -> Integer.parseInt(line.substring(label.length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** Clicks our icon, whatever it shows, and waits until its menu stands open. */
  public void openMenu() {
    AtomicReference<Rectangle> icon = new AtomicReference<>();
    awaitTrue(
        () -> {
          Stream.of(TrayIcon.values()).map(this::onPanel).flatMap(Optional::stream).findFirst().ifPresent(icon::set);
          return icon.get() != null;
        });
    click(icon.get(), 1);
    awaitTrue(() -> !menus().isEmpty());
  }

  /** Starts a program of this desktop, which ends with it. */
  public void startProgram(String... command) throws IOException {
    start(command);
  }

  /** Waits for a window with this title, and gives it a place of its own. */
  public void place(String title, Rectangle where) {
    awaitTrue(() -> !run("xdotool", "search", "--onlyvisible", "--name", title).isBlank());
    String id = run("xdotool", "search", "--onlyvisible", "--name", title).lines().findFirst().orElseThrow();
    run("xdotool", "windowmove", id, String.valueOf(where.x), String.valueOf(where.y));
    run("xdotool", "windowsize", id, String.valueOf(where.width), String.valueOf(where.height));
  }

  /** Moves the mouse there. */
  public void point(int x, int y) {
    run("xdotool", "mousemove", String.valueOf(x), String.valueOf(y));
  }

  /** Clicks into the middle of something; 1 is the left button. */
  public void click(Rectangle target, int button) {
    point((int) target.getCenterX(), (int) target.getCenterY());
    run("xdotool", "click", String.valueOf(button));
  }

  /** Presses keys, one after the other. */
  public void press(String... keys) {
    for (String key : keys) {
      run("xdotool", "key", key);
    }
  }

  /** Runs a program of this desktop to its end and returns what it printed. */
  public String run(String... command) {
    try {
      Process process = builder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("did not end: " + String.join(" ", command));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a program that ends with the desktop. */
  private Process start(String... command) throws IOException {
    return started(builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
  }

  private Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    processes.add(process);
    return process;
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectInput(new File("/dev/null"));
  }

  private Path log() {
    return home.resolve("desktop.log");
  }

  private void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private static Path copy(String resource, Path folder) throws IOException {
    try (InputStream in = Desktop.class.getResourceAsStream(resource)) {
      Path copy = folder.resolve(resource);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    kill();
    processes.forEach(process -> process.onExit().join());
  }

  /** The last first: a panel whose display ends complains. */
  private void kill() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).descendants().forEach(ProcessHandle::destroyForcibly);
      processes.get(i).destroyForcibly();
    }
  }
}
