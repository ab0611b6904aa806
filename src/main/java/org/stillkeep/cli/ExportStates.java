package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;

/** Whether the configured export folders are there, as far as it can be told without opening the library. Writes nothing. */
final class ExportStates {

  private ExportStates() {}

  /** The state of each export folder, by its path. */
  static Map<Path, ExportState> of(Config config) throws IOException {
    if (!Files.exists(config.catalogFile())) {
      return look(config, Optional.empty());
    }
    try (Catalog catalog = Catalog.open(config.catalogFile())) {
      return look(config, Optional.of(catalog));
    }
  }

  private static Map<Path, ExportState> look(Config config, Optional<Catalog> catalog) throws IOException {
    String owner = OwnerId.ifThere(config.state()).orElse("");
    String libraryId = LibraryPlace.of(config).libraryId().orElse("");
    Map<Path, ExportState> states = new LinkedHashMap<>();
    for (ExportConfig export : config.exports()) {
      states.put(
          export.path(),
          Exporter.check(export.options(config.zone(), owner, libraryId), catalog.map(Catalog::settings)));
    }
    return states;
  }
}
