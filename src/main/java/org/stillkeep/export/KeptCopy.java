package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.catalog.SettingsTable;

/**
 * The copy of the ledger beside the photos, and whether it is the one that we wrote last. Where it is not, the catalog was put back
 * from a backup, or the folder was: either way the copy knows better what was written there, and by name what has been edited since.
 */
final class KeptCopy {

  private static final Logger LOG = LoggerFactory.getLogger(KeptCopy.class);

  private final Path root;
  private final Marker marker;
  private final Catalog catalog;
  private final LedgerTable ledger;
  private final SettingsTable settings;
  private final String lastSetting;

  KeptCopy(Path root, Marker marker, Catalog catalog, LedgerTable ledger) {
    this.root = root;
    this.marker = marker;
    this.catalog = catalog;
    this.ledger = ledger;
    this.settings = catalog.settings();
    this.lastSetting = "export." + marker.exportId() + ".copy";
  }

  /**
   * Takes what it says for the ledger, if that is empty or the copy is another than our last. It is to be believed only after a
   * look at all files.
   *
   * @return whether it was taken
   */
  boolean take() throws IOException {
    Optional<String> seal = LedgerCopy.seal(root);
    Optional<String> last = settings.get(lastSetting);
    boolean isAnother = last.isPresent() && seal.isPresent() && !seal.equals(last);
    if (!ledger.folders().isEmpty() && !isAnother) {
      return false;
    }
    Optional<LedgerCopy.Contents> copy = LedgerCopy.read(root, marker);
    copy.ifPresent(
        contents -> {
          LOG.info("{} is not as we remember it; what its own ledger says is taken", root);
          catalog.inTransaction(
              () -> {
                ledger.clear();
                contents.folders().forEach(ledger::put);
                ledger.putAll(contents.files());
                seal.ifPresent(each -> settings.put(lastSetting, each));
              });
        });
    return copy.isPresent();
  }

  /** Writes it anew. */
  void write() throws IOException {
    settings.put(lastSetting, LedgerCopy.write(root, marker, ledger));
  }
}
