package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stillkeep.importer.InspectJson;
import org.stillkeep.importer.InspectReport;
import org.stillkeep.importer.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillkeep inspect}. */
@Command(
    name = "inspect",
    header = "Says what an import would do with archives; writes nothing, and needs no vault.",
    description = {
      "", "Examples:", "  stillkeep inspect takeout-*.zip", "  stillkeep inspect --json takeout-*.zip > report.json", ""
    })
final class InspectCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "ARCHIVE", description = "ZIP files, unpacked folders, or loose media files.")
  private List<Path> paths;

  @Option(names = "--json", description = "Print one JSON object with every entry of every archive.")
  private boolean json;

  private final Face face;

  InspectCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    try (InspectReport report = Inspection.of(paths.stream().map(path -> path.toAbsolutePath().normalize()).toList())) {
      if (json) {
        InspectJson.write(report, face.terminal().dataStream());
        face.terminal().dataStream().flush();
      } else {
        InspectText.of(report).forEach(face.terminal()::data);
      }
    }
    return ExitCode.DONE.number();
  }
}
