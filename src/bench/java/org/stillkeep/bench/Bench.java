package org.stillkeep.bench;

import org.stillkeep.bench.run.CompareCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts a benchmark: {@code ./mvnw -q -Pbench verify -Dbench="COMMAND OPTIONS"}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measures Stillkeep.",
    subcommands = {CatalogCommand.class, CompareCommand.class, GenerateCommand.class, PrimitivesCommand.class})
final class Bench {

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}
