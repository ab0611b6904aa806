package dorkbox.systemTray;

import dorkbox.systemTray.peer.MenuPeer;

/**
 * Ours, in the tray library's package, because the library keeps to itself what it takes to change a menu as a whole: its own methods
 * queue every entry as a change of its own, and with GTK each makes the panel read the whole menu again. A dozen in a row, when the
 * icon appears, have crashed the panel of Xfce 4.18.
 */
public final class Peers {

  private Peers() {}

  /** Puts an entry into a menu that is shown, at once and on this thread. */
  public static void add(Menu menu, Entry entry, int index) {
    ((MenuPeer) menu.peer).add(menu, entry, index);
  }

  /** Takes an entry out of the menu that it is shown in, at once and on this thread. */
  public static void remove(Entry entry) {
    entry.peer.remove();
  }
}
