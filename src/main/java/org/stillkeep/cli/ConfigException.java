package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.Objects;

/** A mistake in the configuration, with its file, line and key. */
final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param file the configuration file
   * @param line its line, from 1; 0 when the mistake is not in one line
   * @param key the key as one would write it, e.g. {@code export[1].layout}; empty when it is about no key
   * @param problem what is wrong
   * @param hint what to do
   */
  ConfigException(Path file, int line, String key, String problem, String hint) {
    super(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + problem);
    this.hint = Objects.requireNonNull(hint);
  }

  String hint() {
    return hint;
  }
}
