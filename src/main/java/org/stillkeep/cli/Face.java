package org.stillkeep.cli;

import java.util.Map;

/**
 * What every command talks to: the terminal, the environment, and this platform's places.
 *
 * @param terminal where words go
 * @param environment the process's environment variables
 * @param places where configuration and state are kept
 */
record Face(Terminal terminal, Map<String, String> environment, Places places) {

  /** Where passphrases come from. */
  Passphrases passphrases() {
    return new Passphrases(terminal, environment, System.in);
  }

  /** Reads the configuration that the command line names, or else the usual one. */
  Config config(StillkeepCommand command) throws ConfigException {
    return new ConfigReader(places).read(command.configFile(places));
  }
}
