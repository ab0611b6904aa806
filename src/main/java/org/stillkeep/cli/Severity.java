package org.stillkeep.cli;

import java.util.Locale;

/** How much a finding of {@code verify} matters, the worst first. */
enum Severity {
  /** Something of the library cannot be read. */
  LOST,
  /** Nothing is lost, but something that guards against loss is, or could not be looked at. */
  WARNING,
  /** Harmless; nothing has to be done. */
  NOTE;

  /** As people and scripts read it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
