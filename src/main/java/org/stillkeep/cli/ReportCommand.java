package org.stillkeep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep report}. */
@Command(
    name = "report",
    header = "Says what became of every entry of every archive seen so far; the sums close.",
    description = {
      "",
      "Works beside a running agent, and needs no passphrase.",
      "",
      "Examples:",
      "  stillkeep report",
      "  stillkeep report --json --entries > entries.json",
      ""
    })
final class ReportCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--json", description = "Print one JSON object: sets, archives, outcomes, failures, totals.")
  private boolean json;

  @Option(names = "--entries", description = "With --json: also every single entry, with its outcome and matching rule.")
  private boolean entries;

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
      List<SetReport> sets = SetReport.all(catalog);
      if (json) {
        writeJson(catalog, sets);
      } else {
        sets.forEach(set -> set.lines().forEach(face.terminal()::data));
        face.terminal().data(SetReport.totalLine(sets));
      }
    }
    return ExitCode.DONE.number();
  }

  private void writeJson(Catalog catalog, List<SetReport> sets) throws IOException {
    JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (JsonGenerator out = factory.createGenerator(face.terminal().dataStream()).useDefaultPrettyPrinter()) {
      out.writeStartObject();
      out.writeArrayFieldStart("sets");
      for (SetReport set : sets) {
        set.write(out, catalog, entries);
      }
      out.writeEndArray();
      out.writeObjectFieldStart("totals");
      out.writeNumberField("entries", sets.stream().mapToLong(SetReport::entries).sum());
      for (Map.Entry<Outcome, Long> sum : SetReport.totals(sets).entrySet()) {
        out.writeNumberField(SetReport.word(sum.getKey()), sum.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
      out.writeRaw(System.lineSeparator());
    }
    face.terminal().dataStream().flush();
  }
}
