package org.stillkeep.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code stillkeep} itself: what all commands share. */
@Command(
    name = "stillkeep",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    header = "Brings Google Takeout archives into an end-to-end encrypted library, and keeps plain export folders in step.",
    description = {
      "",
      "Drop the archives that Google sends you into the inbox folder. Stillkeep reads them (and never changes them), joins"
          + " every photo with its metadata, stores it encrypted, and writes plain folders of albums from it.",
      ""
    },
    footerHeading = "%nExit status:%n",
    footer = {
      "    0  done",
      "    1  something unexpected went wrong",
      "    2  usage or configuration error, or folders that overlap",
      "    3  done, but some items failed",
      "    4  locked, or wrong passphrase",
      "    5  another agent is running",
      "    6  an export folder is not connected",
      "    7  the store refused (no room, read-only, damaged, not logged in, server away)",
      "  130  interrupted"
    },
    subcommands = {
      RunCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      StatusCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ScanCommand.class,
      PageCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
      VaultCommand.class,
      EnteCommand.class,
      CheckConfigCommand.class
    })
final class StillkeepCommand implements Runnable {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration file; default: the one in your configuration folder.")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** The configuration file to be used. */
  Path configFile(Places places) {
    return config == null ? places.configFile() : config.toAbsolutePath().normalize();
  }
}
