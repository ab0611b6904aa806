package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;

/** Sets up export folders that are used for the first time: naming an empty folder in the configuration is consent enough. */
final class ExportSetUp {

  private ExportSetUp() {}

  /** Puts our marker into folders that never were an export and are empty or not there yet; leaves all others alone. */
  static void ofNewFolders(List<Exporter> exporters, Terminal terminal) throws IOException {
    for (Exporter exporter : exporters) {
      if (exporter.check().kind() == ExportState.Kind.NEW) {
        exporter.adoptOrCreate();
        terminal.say("exporting to " + exporter.options().folder());
      }
    }
  }
}
