package org.stillkeep.tray;

import java.util.List;
import java.util.Optional;

/** One line of a menu. */
sealed interface TrayEntry {

  /**
   * A text; without a click it is only to be read.
   *
   * @param label what it says
   * @param click what a click on it means
   */
  record Line(String label, Optional<Click> click) implements TrayEntry {

    static Line toRead(String label) {
      return new Line(label, Optional.empty());
    }

    static Line toClick(String label, Click click) {
      return new Line(label, Optional.of(click));
    }

    static Line toClick(String label, TrayAction action) {
      return toClick(label, new Click.Plain(action));
    }
  }

  /**
   * A menu in the menu.
   *
   * @param label what it says
   * @param entries what opens beside it; at least one
   */
  record Submenu(String label, List<TrayEntry> entries) implements TrayEntry {

    public Submenu {
      entries = List.copyOf(entries);
    }
  }

  /** A rule between groups. */
  record Rule() implements TrayEntry {}
}
