package org.stillkeep.agent;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;

/**
 * What an agent is made of.
 *
 * @param inboxes the folders to watch
 * @param scanner lists them
 * @param importer imports sets
 * @param exporters one for each export folder
 * @param catalog counts, changes and the pause that survives a restart
 * @param folders all folders that must stay apart
 * @param link the line to the library and its store
 * @param reread how the library is read again
 * @param savesPower whether the computer runs on its battery, and work is to wait for mains; asked often, by any thread
 * @param scanInterval longest time between two looks
 * @param clock for times that people see
 * @param nanoTime a clock that never jumps, for waiting and pace
 */
public record AgentParts(
    List<Path> inboxes,
    InboxScanner scanner,
    Importer importer,
    List<Exporter> exporters,
    Catalog catalog,
    List<DisjointFolders.Folder> folders,
    LibraryLink link,
    RereadOptions reread,
    BooleanSupplier savesPower,
    Duration scanInterval,
    Clock clock,
    LongSupplier nanoTime) {

  public AgentParts {
    inboxes = List.copyOf(inboxes);
    exporters = List.copyOf(exporters);
    folders = List.copyOf(folders);
  }

  /** The folder of the vault; empty where the library lies on a server. */
  Optional<Path> vault() {
    return link.home() instanceof LibraryHome.Vault vault ? Optional.of(vault.folder()) : Optional.empty();
  }

  /** Parts of an agent that never reads the library again, and works wherever its power comes from. */
  public AgentParts(
      List<Path> inboxes,
      InboxScanner scanner,
      Importer importer,
      List<Exporter> exporters,
      Catalog catalog,
      List<DisjointFolders.Folder> folders,
      LibraryLink link,
      Duration scanInterval,
      Clock clock,
      LongSupplier nanoTime) {
    this(inboxes, scanner, importer, exporters, catalog, folders, link, RereadOptions.OFF, () -> false, scanInterval, clock, nanoTime);
  }
}
