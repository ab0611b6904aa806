package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
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

  /** So much may be added to a small copy before it is written anew. */
  private static final long ROOM_BYTES = 64 * 1024;

  private final Path root;
  private final Marker marker;
  private final Catalog catalog;
  private final LedgerTable ledger;
  private final SettingsTable settings;
  private final String lastSetting;
  private final String behindSetting;
  private final String wholeSetting;
  private boolean wasBehind;

  KeptCopy(Path root, Marker marker, Catalog catalog, LedgerTable ledger) {
    this.root = root;
    this.marker = marker;
    this.catalog = catalog;
    this.ledger = ledger;
    this.settings = catalog.settings();
    this.lastSetting = "export." + marker.exportId() + ".copy";
    this.behindSetting = lastSetting + "-behind";
    this.wholeSetting = lastSetting + "-bytes";
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
    if (ledger.hasFolders() && !isAnother) {
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

  /** Before the ledger changes: from now on, until it is written, the copy may lack some of it. */
  void begin() {
    wasBehind = settings.get(behindSetting).isPresent();
    if (!wasBehind) {
      settings.put(behindSetting, "yes");
    }
  }

  /** Writes it anew. */
  void write() throws IOException {
    LedgerCopy.Written written = LedgerCopy.write(root, marker, ledger);
    catalog.inTransaction(
        () -> {
          settings.put(lastSetting, written.seal());
          settings.put(wholeSetting, Long.toString(written.bytes()));
          settings.remove(behindSetting);
        });
  }

  /**
   * Adds what has changed since {@link #begin}, at a cost that goes with the changes; writes it anew if it lacks more than that, is not
   * the one that we know, or has become much longer than it need be.
   */
  void add(Collection<Long> assetIds, Collection<String> folderKeys) throws IOException {
    Optional<String> last = settings.get(lastSetting);
    long whole = settings.get(wholeSetting).map(Long::parseLong).orElse(0L);
    Optional<String> added =
        wasBehind || last.isEmpty() ? Optional.empty() : LedgerCopy.add(root, last.get(), whole + whole / 4 + ROOM_BYTES, ledger, assetIds, folderKeys);
    if (added.isEmpty()) {
      write();
      return;
    }
    catalog.inTransaction(
        () -> {
          settings.put(lastSetting, added.get());
          settings.remove(behindSetting);
        });
  }
}
