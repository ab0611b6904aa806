package org.stillkeep.tray;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our icon as the panel of a {@link Desktop} sees it on the session bus. */
public final class PanelItem {

  private static final String WATCHER = "org.kde.StatusNotifierWatcher";
  private static final Pattern ITEM = Pattern.compile("(:[0-9.]+)(/[A-Za-z0-9/]*)");
  private static final Pattern ENTRY = Pattern.compile("\\((\\d+), (?:@a\\{sv\\} )?\\{([^}]*)\\}");
  private static final Pattern LABEL = Pattern.compile("'label': <(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")>");

  private final Desktop desktop;

  /**
   * A line of the menu.
   *
   * @param id its number on the bus
   * @param label its text
   * @param enabled whether it can be clicked
   */
  public record Entry(int id, String label, boolean enabled) {}

  /** @param desktop one with a StatusNotifier panel */
  public PanelItem(Desktop desktop) {
    this.desktop = desktop;
  }

  /** Whether the panel knows our icon. */
  public boolean isThere() {
    return address().isPresent();
  }

  /** Waits for the icon. */
  public void awaitThere() {
    await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).until(this::isThere);
  }

  /** The name of the file that the icon is in. */
  public String icon() {
    String path = property("IconName");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A property of the icon. */
  public String property(String name) {
    String[] address = address().orElseThrow();
    String answer =
        call(address[0], address[1], "org.freedesktop.DBus.Properties.Get", "org.kde.StatusNotifierItem", name);
    return answer.replaceAll("(?s)^\\(<'?|'?>,\\)\\s*$", "");
  }

  /** All lines of the menu with a text, those of submenus behind the line that opens them. */
  public List<Entry> entries() {
    String[] address = address().orElseThrow();
    Matcher entries = ENTRY.matcher(call(address[0], address[1] + "/Menu", "com.canonical.dbusmenu.GetLayout", "0", "--", "-1", "[]"));
    List<Entry> lines = new ArrayList<>();
    while (entries.find()) {
      Matcher label = LABEL.matcher(entries.group(2));
      if (label.find()) {
        String text = label.group(1) == null ? label.group(2) : label.group(1);
        lines.add(new Entry(Integer.parseInt(entries.group(1)), text, !entries.group(2).contains("'enabled': <false>")));
      }
    }
    return lines;
  }

  /** The texts of the menu. */
  public List<String> labels() {
    return entries().stream().map(Entry::label).toList();
  }

  /** Waits until the menu has a line with this text. */
  public Entry awaitLabel(String label) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> entries().stream().filter(entry -> entry.label().equals(label)).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Clicks a line over the bus. */
  public void click(String label) {
    int id = awaitLabel(label).id();
    String[] address = address().orElseThrow();
    call(address[0], address[1] + "/Menu", "com.canonical.dbusmenu.Event", String.valueOf(id), "clicked", "<int32 0>", "0");
  }

  private Optional<String[]> address() {
    String items = call(WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties.Get", WATCHER, "RegisteredStatusNotifierItems");
    Matcher item = ITEM.matcher(items);
    return item.find() ? Optional.of(new String[] {item.group(1), item.group(2)}) : Optional.empty();
  }

  private String call(String destination, String path, String method, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("gdbus", "call", "--session", "--dest", destination, "--object-path", path, "--method", method));
    command.addAll(List.of(arguments));
    return desktop.run(command.toArray(String[]::new));
  }
}
