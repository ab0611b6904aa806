package org.stillkeep.cli;

import java.util.Optional;
import java.util.Set;
import org.stillkeep.agent.LibraryHome;
import picocli.CommandLine;

/** Which library a command was about, for words about its failure. */
final class CommandLibrary {

  /** Those that are about a vault and an account. */
  private static final Set<String> MOVES = Set.of("push", "pull");

  private CommandLibrary() {}

  /**
   * Where the library lies; empty when it may be either of two, or the configuration cannot be read.
   *
   * @param failed the command itself
   */
  static Optional<LibraryHome> home(Face face, StillkeepCommand stillkeep, CommandLine failed) {
    String group = failed.getParent() == null ? "" : failed.getParent().getCommandName();
    if (MOVES.contains(failed.getCommandName())) {
      return Optional.empty();
    }
    try {
      Config config = face.config(stillkeep);
      Config its =
          switch (group) {
            case "vault" -> config.at(LibraryConfig.Kind.VAULT);
            case "ente" -> config.at(LibraryConfig.Kind.ENTE);
            default -> config;
          };
      return Optional.of(LibraryPlace.of(its).home());
    } catch (ConfigException | UserException unreadable) {
      return Optional.empty(); // what the command itself failed at is said, in words that fit both
    }
  }
}
