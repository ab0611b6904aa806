package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultHeader;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * The rooms, wired: lock, catalog, vault, keys and library of one configuration, opened in the one right order and closed in
 * the reverse. Folders have been proved to lie apart before anything is opened.
 */
final class OpenLibrary implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(OpenLibrary.class);
  private static final String LAST_SEEN = "vault.last-seen.";
  /** Lies in the state folder while a program works; what is found at the next start was left by a crash. */
  private static final String RUNNING_FILE = "running";

  private final Config config;
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private Catalog catalog;
  private VaultStore vault;
  private Library library;

  private OpenLibrary(Config config) {
    this.config = config;
  }

  /** Takes the state folder, opens everything, unlocks the vault and brings the catalog in step with it. */
  static OpenLibrary open(Face face, Config config, BooleanSupplier stopRequested)
      throws IOException, WrongPassphraseException, AlreadyRunningException {
    OpenLibrary open = new OpenLibrary(config);
    boolean complete = false;
    try {
      Folders folders = new Folders(config, face.terminal());
      folders.refuseOverlaps();
      open.opened.push(HeldState.take(config.state(), face.terminal()));
      folders.sweepLeftovers();
      open.openWith(new VaultKeys(face, config).unlock(header(config).keyAttributes()), stopRequested);
      complete = true;
      return open;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /**
   * The same for whoever holds the state folder already, has proved the folders to lie apart and swept what lay there.
   *
   * @param keys those of the vault; closed here, in any case
   */
  static OpenLibrary open(Config config, Keys keys, BooleanSupplier stopRequested) throws IOException {
    OpenLibrary open = new OpenLibrary(config);
    boolean complete = false;
    try {
      open.openWith(keys, stopRequested);
      complete = true;
      return open;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /** What the vault says of itself to whoever has no key yet. */
  static VaultHeader header(Config config) throws IOException {
    return VaultStore.readHeader(config.vault());
  }

  Catalog catalog() {
    return catalog;
  }

  Library library() {
    return library;
  }

  VaultStore vault() {
    return vault;
  }

  Importer importer() {
    return new Importer(
        library,
        catalog,
        new ImportOptions(
            config.afterImport(),
            Optional.empty(),
            config.importTrashed(),
            config.importLocked(),
            config.trust(),
            config.zone(),
            Clock.systemUTC()));
  }

  List<Exporter> exporters(boolean allowMassDelete) throws IOException {
    ZoneId zone = config.zone();
    String owner = OwnerId.of(config.state());
    return config.exports().stream()
        .map(export -> export.options(zone, owner, vault.storeId()).withAllowMassDelete(allowMassDelete))
        .map(options -> new Exporter(library, catalog, options))
        .toList();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException | RuntimeException e) {
        IOException next = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        if (failure == null) {
          failure = next;
        } else {
          failure.addSuppressed(next);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void openWith(Keys keys, BooleanSupplier stopRequested) throws IOException {
    opened.push(keys::close);
    catalog = Catalog.open(config.catalogFile());
    opened.push(catalog);
    requireNotStopped(stopRequested);
    vault =
        VaultStore.open(
            config.vault(),
            keys.vaultAuthenticationKey(),
            VaultOptions.readWrite(lastSeen(header(config).vaultId())),
            stopRequested);
    opened.push(vault);
    sweepAfterCrash(stopRequested);
    library = Library.open(vault, keys, catalog, new SecureRandom());
    opened.push(library);
    opened.push(this::rememberHead);
    library.refresh(stopRequested);
    rememberHead();
    requireNotStopped(stopRequested);
  }

  /** Between two steps, which whoever asked for it may also take for a sign of life. */
  private static void requireNotStopped(BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException("stopped on request");
    }
  }

  private void sweepAfterCrash(BooleanSupplier stopRequested) throws IOException {
    Path running = config.state().resolve(RUNNING_FILE);
    if (Files.exists(running)) {
      int orphans = vault.sweepOrphans(stopRequested);
      log.info("the last run did not end by itself; {} objects that no file names were swept away", orphans);
    } else {
      DurableFiles.replace(running, new byte[0]);
    }
    opened.push(() -> Files.deleteIfExists(running));
  }

  /** What is remembered of another vault says nothing about this one. */
  private Optional<ChangeHead> lastSeen(String vaultId) {
    return catalog.settings().get(LAST_SEEN + vaultId).map(OpenLibrary::head);
  }

  /** So that a vault that was put back to an older state is noticed at the next start. */
  private void rememberHead() {
    catalog.settings().put(LAST_SEEN + vault.storeId(), vault.head().number() + ":" + vault.head().hash());
  }

  private static ChangeHead head(String remembered) {
    int colon = remembered.indexOf(':');
    return new ChangeHead(Long.parseLong(remembered.substring(0, colon)), remembered.substring(colon + 1));
  }
}
