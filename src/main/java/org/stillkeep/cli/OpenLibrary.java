package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoEngine;
import org.stillkeep.export.Exporter;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.library.RefreshSummary;
import org.stillkeep.library.WrongPassphraseException;

/**
 * The rooms, wired: lock, catalog, store, keys and library of one configuration, opened in the one right order and closed in
 * the reverse. Folders have been proved to lie apart before anything is opened.
 */
final class OpenLibrary implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(OpenLibrary.class);

  private final Config config;
  private final Set<Path> silent;
  private final StopSignal stop;
  private final Deque<Closeable> opened = new ArrayDeque<>();
  private ByteLimit limit = ByteLimit.NONE;
  private Catalog catalog;
  private OpenStore store;
  private Library library;

  private OpenLibrary(Config config, Set<Path> silent, BooleanSupplier stopRequested) {
    HeapBound.requireEnough();
    this.config = config.without(silent);
    this.silent = silent;
    this.stop = new StopSignal(stopRequested);
    CryptoEngine.ofThisProcess().configure(config.libsodium(), inUse -> log.info("crypto: {}", EngineWords.of(inUse)));
  }

  /**
   * Takes the state folder, opens everything, unlocks the library and brings the catalog in step with it. Inboxes and export folders
   * whose disks do not answer are said and left out.
   */
  static OpenLibrary open(Face face, Config config, BooleanSupplier stopRequested)
      throws IOException, WrongPassphraseException, AlreadyRunningException {
    Set<Path> silent = SilentFolders.of(config, face.terminal());
    SilentFolders.refuseVault(silent, config);
    OpenLibrary open = new OpenLibrary(config, silent, stopRequested);
    boolean complete = false;
    try {
      Folders folders = new Folders(open.config, face.terminal());
      folders.refuseOverlaps();
      open.opened.push(HeldState.take(config.state(), face.terminal()));
      folders.sweepLeftovers();
      open.openWith(new LibraryKeys(face, config).unlock(LibraryPlace.of(config).keyAttributes()));
      open.sayWhatIsLeftOut(open.refresh(), face.terminal());
      complete = true;
      return open;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /** Says what is damaged of the files that the store keeps twice: it works all the same, and somebody should know. */
  void sayDamage(Terminal terminal) {
    store.damage().ifPresent(damage -> terminal.error(damage.what(), damage.remedy()));
  }

  /** What cannot be read would be in no export, and nobody would miss it there. */
  private void sayWhatIsLeftOut(RefreshSummary news, Terminal terminal) throws IOException {
    long unhashed = news.unhashed() == 0 ? 0 : library.hashUnhashed(Long.MAX_VALUE, stop).left();
    long leftOut = news.unreadable() + unhashed;
    if (leftOut > 0) {
      terminal.error(
          leftOut + " in " + LibraryPlace.of(config).home().inWords() + " cannot be read",
          "`stillkeep verify --read-data` names them; all else goes on");
    }
  }

  /**
   * The same for whoever holds the state folder already, has proved the folders to lie apart and swept what lay there. The
   * catalog is not brought in step with a store behind a network, which may be away: {@link #refresh} does it.
   *
   * @param keys those of the library; closed here, in any case
   */
  static OpenLibrary open(Config config, Keys keys, BooleanSupplier stopRequested) throws IOException {
    OpenLibrary open = new OpenLibrary(config, Set.of(), stopRequested);
    boolean complete = false;
    try {
      open.openWith(keys);
      if (!open.store.store().isRemote()) {
        open.refresh();
      }
      complete = true;
      return open;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /** Brings the catalog in step with the store. */
  RefreshSummary refresh() throws IOException {
    RefreshSummary news = library.refresh(stop);
    store.inStep();
    requireNotStopped();
    return news;
  }

  /** From now on another one says whether work in the store is to stop. */
  void stopBy(BooleanSupplier stopRequested) {
    stop.askFromNowOn(stopRequested);
  }

  /** Importers and exporters that are made from now on go no faster than this, all together. */
  void limitTo(long bytesPerSecond) {
    limit = new ByteLimit(bytesPerSecond);
  }

  /** Inboxes and export folders that are left out, since their disks do not answer. */
  Set<Path> silent() {
    return silent;
  }

  Catalog catalog() {
    return catalog;
  }

  Library library() {
    return library;
  }

  /** The store that holds the library. */
  OpenStore store() {
    return store;
  }

  Importer importer() {
    return importer(config.afterImport());
  }

  /** The importer, with another fate for archives. */
  Importer importer(AfterImport fate) {
    return new Importer(
        library,
        catalog,
        new ImportOptions(
            fate,
            Optional.empty(),
            config.library().importTrashed(),
            config.library().importLocked(),
            config.trust(),
            config.zone(),
            contentsAtOnce(),
            Clock.systemUTC()),
        limit);
  }

  private int contentsAtOnce() {
    long heapBytes = HeapBound.bytes();
    return library.isRemote()
        ? ImportOptions.uploadsWithin(heapBytes, config.library().account().uploads())
        : ImportOptions.localWithin(heapBytes, Runtime.getRuntime().availableProcessors());
  }

  List<Exporter> exporters(boolean allowMassDelete) throws IOException {
    ZoneId zone = config.zone();
    String owner = OwnerId.of(config.state());
    return config.exports().stream()
        .map(export -> export.options(zone, owner, store.store().storeId()).withAllowMassDelete(allowMassDelete))
        .map(options -> new Exporter(library, catalog, options, limit))
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

  private void openWith(Keys keys) throws IOException {
    opened.push(keys::close);
    catalog = Catalog.open(config.catalogFile());
    opened.push(catalog);
    requireNotStopped();
    store = LibraryPlace.of(config).open(keys, catalog, stop);
    opened.push(store);
    library = Library.open(store.store(), keys, catalog, new SecureRandom());
    opened.push(library);
    opened.push(store::inStep);
    requireNotStopped();
  }

  /** Between two steps, which whoever asked for it may also take for a sign of life. */
  private void requireNotStopped() {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped on request");
    }
  }
}
