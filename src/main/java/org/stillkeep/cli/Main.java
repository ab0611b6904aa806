package org.stillkeep.cli;

import java.util.Map;
import picocli.CommandLine;

/** Entry point of the command {@code stillkeep}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Nothing may go looking for a display; `run` takes this back once it has found a place for its icon.
    System.setProperty("java.awt.headless", "true");
    // Always by exit(): a library's forgotten thread must not keep the process alive.
    System.exit(run(args, Terminal.ofThisProcess(), System.getenv()));
  }

  /** The command that was being carried out, as its user calls it. */
  private static String commandOf(CommandLine commandLine) {
    CommandLine.ParseResult parsed = commandLine.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? "stillkeep" : parsed.commandSpec().qualifiedName();
  }

  /** Runs one command and returns its exit code. */
  static int run(String[] args, Terminal terminal, Map<String, String> environment) {
    Logs.startQuietly();
    Face face = new Face(terminal, environment, Places.ofThisUser());
    StillkeepCommand stillkeep = new StillkeepCommand();
    CommandLine commandLine = new CommandLine(stillkeep, new CommandFactory(face));
    Version.giveTo(commandLine);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(100);
    commandLine.setParameterExceptionHandler(new Translation(terminal)::wrongUsage);
    commandLine.setExecutionExceptionHandler(
        (failure, at, parsed) ->
            new Translation(terminal, () -> CommandLibrary.home(face, stillkeep, at)).explain(failure));
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      // Everything that filled the memory is out of reach by now.
      return new Translation(terminal).explain(e, commandOf(commandLine), Runtime.getRuntime().maxMemory());
    }
  }
}
