package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;

/** Sets up export folders that are used for the first time: naming an empty folder in the configuration is consent enough. */
final class ExportSetUp {

  private ExportSetUp() {}

  /**
   * Puts our marker into folders that never were an export and are empty or not there yet; leaves all others alone. One that
   * cannot be set up is said, and counts as not connected: it must not keep the others, or imports, from going on.
   */
  static void ofNewFolders(List<Exporter> exporters, Terminal terminal) {
    for (Exporter exporter : exporters) {
      if (exporter.check().kind() == ExportState.Kind.NEW) {
        try {
          exporter.adoptOrCreate();
          terminal.say("exporting to " + exporter.options().folder());
        } catch (IOException e) {
          terminal.error(
              "the export folder " + exporter.options().folder() + " cannot be set up: " + e,
              "make its parent folder writable, or choose another; it is tried again at the next start");
        }
      }
    }
  }

  /**
   * Whether somebody's word is enough to take this folder over: it holds files already, or is another computer's. Never an
   * empty folder that was an export once: it may be the bare mount point of the disk that is meant.
   */
  static boolean mayBeTakenOver(Exporter exporter) throws IOException {
    Path folder = exporter.options().folder();
    if (exporter.check().kind() != ExportState.Kind.NOT_CONNECTED || !Files.isDirectory(folder)) {
      return exporter.check().kind() == ExportState.Kind.FOREIGN;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }
}
