package org.stillkeep.tray;

import dorkbox.systemTray.Entry;
import dorkbox.systemTray.Menu;
import dorkbox.systemTray.MenuItem;
import dorkbox.systemTray.Peers;
import dorkbox.systemTray.Separator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stillkeep.tray.TrayEntry.Line;
import org.stillkeep.tray.TrayEntry.Rule;
import org.stillkeep.tray.TrayEntry.Submenu;

/**
 * The menu on the panel. Texts change in place, so that a menu that stands open does not close; only what has another shape than before
 * is taken out and put in again, for which the library builds the whole menu anew. For one thread.
 */
final class PanelMenu {

  /** An entry, the library's counterpart of it, and those of the entries in it. */
  private static final class Shown {
    private final Entry entry;
    private final List<Shown> children;
    /** Read by the library's thread when somebody clicks. */
    private volatile TrayEntry what;

    Shown(Entry entry, List<Shown> children, TrayEntry what) {
      this.entry = entry;
      this.children = children;
      this.what = what;
    }
  }

  private final Menu root;
  private final boolean gtk;
  private final Consumer<Click> clicks;
  private final List<Shown> shown = new ArrayList<>();

  /** @param gtk whether GTK draws it, to which an underscore means that the next letter is a shortcut */
  PanelMenu(Menu root, boolean gtk, Consumer<Click> clicks) {
    this.root = root;
    this.gtk = gtk;
    this.clicks = clicks;
  }

  /** Shows these entries. */
  void show(List<TrayEntry> wanted) throws InterruptedException {
    if (gtk) {
      GtkThread.run(() -> change(wanted));
    } else {
      change(wanted);
    }
  }

  private void change(List<TrayEntry> wanted) {
    int least = Math.min(shown.size(), wanted.size());
    int same = 0;
    while (same < least && fits(shown.get(same), wanted.get(same))) {
      same++;
    }
    int sameAtEnd = 0;
    while (sameAtEnd < least - same
        && fits(shown.get(shown.size() - 1 - sameAtEnd), wanted.get(wanted.size() - 1 - sameAtEnd))) {
      sameAtEnd++;
    }
    List<Shown> leaving = shown.subList(same, shown.size() - sameAtEnd);
    leaving.forEach(each -> Peers.remove(each.entry));
    leaving.clear();
    for (int i = same; i < wanted.size() - sameAtEnd; i++) {
      Shown made = make(wanted.get(i));
      shown.add(i, made);
      Peers.add(root, made.entry, i);
    }
    for (int i = 0; i < wanted.size(); i++) {
      update(shown.get(i), wanted.get(i));
    }
  }

  /** Whether the one can become the other without adding or removing anything. */
  private static boolean fits(Shown shown, TrayEntry wanted) {
    if (!(wanted instanceof Submenu submenu)) {
      return shown.what.getClass() == wanted.getClass();
    }
    if (!(shown.what instanceof Submenu) || shown.children.size() != submenu.entries().size()) {
      return false;
    }
    for (int i = 0; i < shown.children.size(); i++) {
      if (!fits(shown.children.get(i), submenu.entries().get(i))) {
        return false;
      }
    }
    return true;
  }

  private Shown make(TrayEntry what) {
    if (what instanceof Line line) {
      MenuItem item = new MenuItem(text(line.label()));
      item.setEnabled(line.click().isPresent());
      Shown made = new Shown(item, List.of(), line);
      item.setCallback(event -> clicked(made));
      return made;
    }
    if (what instanceof Submenu submenu) {
      Menu menu = new Menu(text(submenu.label()));
      List<Shown> children = submenu.entries().stream().map(this::make).toList();
      children.forEach(child -> menu.add(child.entry));
      return new Shown(menu, children, submenu);
    }
    return new Shown(new Separator(), List.of(), new Rule());
  }

  private void update(Shown shown, TrayEntry wanted) {
    TrayEntry before = shown.what;
    if (before.equals(wanted)) {
      return;
    }
    shown.what = wanted;
    if (before instanceof Line was && wanted instanceof Line line) {
      MenuItem item = (MenuItem) shown.entry;
      if (!was.label().equals(line.label())) {
        item.setText(text(line.label()));
      }
      if (was.click().isPresent() != line.click().isPresent()) {
        item.setEnabled(line.click().isPresent());
      }
    } else if (before instanceof Submenu was && wanted instanceof Submenu submenu) {
      if (!was.label().equals(submenu.label())) {
        ((Menu) shown.entry).setText(text(submenu.label()));
      }
      for (int i = 0; i < shown.children.size(); i++) {
        update(shown.children.get(i), submenu.entries().get(i));
      }
    }
  }

  private void clicked(Shown shown) {
    if (shown.what instanceof Line line) {
      line.click().ifPresent(clicks);
    }
  }

  private String text(String label) {
    return gtk ? label.replace("_", "__") : label;
  }
}
