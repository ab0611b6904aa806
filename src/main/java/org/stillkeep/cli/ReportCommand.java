package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stillkeep.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep report}. */
@Command(
    name = "report",
    header = "Says what became of every entry of every archive seen so far; the sums close.",
    description = {
      "",
      "Which rule found each photo's sidecar, where each time is from, which parts are there and which are missing, what"
          + " wants attention and what to do about it. Works beside a running agent, and needs no passphrase.",
      "",
      "Examples:",
      "  stillkeep report",
      "  stillkeep report --html ~/reports",
      "  stillkeep report --json --entries > entries.json",
      ""
    })
final class ReportCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--json", description = "Print one JSON object: sets, archives, outcomes, failures, totals.")
  private boolean json;

  @Option(names = "--entries", description = "Also every single entry, with its outcome, its sidecar and the rule that found it.")
  private boolean entries;

  @Option(
      names = "--html",
      paramLabel = "FOLDER|FILE",
      description = "Write a page for each set into a folder, or that of one set into a file ending in .html; print their names.")
  private Path html;

  @Option(names = "--set", paramLabel = "ID", description = "Only this set, as the report names it.")
  private String onlySet;

  private final Face face;

  ReportCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = face.config(stillkeep);
    if (!Files.exists(config.catalogFile())) {
      throw new UserException(
          ExitCode.UNEXPECTED, "nothing has been imported with " + config.file(), "drop archives into " + config.inboxes().get(0));
    }
    try (Catalog catalog = Catalog.open(config.catalogFile())) {
      report(catalog, chosen(SetReport.all(catalog)));
    }
    return ExitCode.DONE.number();
  }

  private void report(Catalog catalog, List<SetReport> sets) throws IOException, UserException {
    if (html != null) {
      new ReportFiles(catalog).write(sets, html.toAbsolutePath().normalize()).forEach(file -> face.terminal().data(file.toString()));
    } else if (json) {
      ReportJson.write(catalog, sets, entries, face.terminal().dataStream());
    } else {
      new ReportText(catalog, entries, face.terminal()::data).print(sets);
    }
  }

  private List<SetReport> chosen(List<SetReport> sets) throws UserException {
    List<SetReport> chosen = sets.stream().filter(set -> onlySet == null || set.id().equals(onlySet)).toList();
    if (chosen.isEmpty() && onlySet != null) {
      throw new UserException(ExitCode.USAGE, "there is no set " + onlySet, "`stillkeep report` names all of them");
    }
    return chosen;
  }
}
