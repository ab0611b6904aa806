package org.stillkeep.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.catalog.SettingsTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;
import org.stillkeep.store.StoreException;

/**
 * Keeps one export folder in step with the library. For one thread at a time, which may hang for as long as a network folder
 * does.
 */
public final class Exporter {

  private final Catalog catalog;
  private final ExportOptions options;
  private final ByteLimit limit;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final LongConsumer parkNanos;
  private final Connection connection;

  private final Upkeep upkeep;

  /** The library should be refreshed before each pass: what the catalog does not have is taken for deleted. */
  public Exporter(Library library, Catalog catalog, ExportOptions options) {
    this(library, catalog, options, ByteLimit.NONE);
  }

  /**
   * The same in no hurry.
   *
   * @param limit how fast content is written, together with all else that is told to it
   */
  public Exporter(Library library, Catalog catalog, ExportOptions options, ByteLimit limit) {
    this(library, catalog, options, limit, Clock.systemUTC(), System::nanoTime, LockSupport::parkNanos, System.getenv().getOrDefault("PATH", ""));
  }

  /** @param parkNanos waits for about so long, while {@code nanoTime} goes on */
  Exporter(
      Library library,
      Catalog catalog,
      ExportOptions options,
      ByteLimit limit,
      Clock clock,
      LongSupplier nanoTime,
      LongConsumer parkNanos,
      String searchPath) {
    this.catalog = catalog;
    this.options = options;
    this.limit = limit;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.parkNanos = parkNanos;
    this.connection = new Connection(options, catalog.settings());
    this.upkeep = new Upkeep(library, catalog, options, connection, searchPath, limit, nanoTime, parkNanos);
  }

  /** Why no file names can be written in this process's locale, in words (F66); empty when they can. */
  public static Optional<String> unusableLocale() {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    boolean unix = File.separatorChar == '/';
    if (unix && !encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")) {
      return Optional.of("file names are encoded as " + encoding + ", not as UTF-8");
    }
    return Optional.empty();
  }

  /**
   * As {@link #check()}, without a library: what can be told from the folder and from what is remembered of it.
   *
   * @param settings where exports are remembered; empty where nothing is yet
   */
  public static ExportState check(ExportOptions options, Optional<SettingsTable> settings) {
    return new ExpectedFolder(options, settings.flatMap(table -> table.get(Connection.idSetting(options)))).check();
  }

  /** What this export was made with. */
  public ExportOptions options() {
    return options;
  }

  /** How many photos and videos the ledger says are in the folder; 0 as long as it was never set up. Reads no disk but ours. */
  public long mediaInLedger() {
    return connection.rememberedId().map(id -> catalog.ledger(id).mediaCount()).orElse(0L);
  }

  /** How many photos and videos keep the metadata that they came with, because ExifTool is not installed. Reads no disk but ours. */
  public long leftWithoutExifTool() {
    // To count them goes through all of the ledger.
    return options.embed() ? connection.rememberedId().map(id -> catalog.ledger(id).countStamped(Embedding.LEFT)).orElse(0L) : 0;
  }

  /**
   * Compares the folder with the ledger. Writes nothing.
   *
   * @param readData whether to read every file in it that we wrote; otherwise size and time tell, and what they tell is looked into
   * @throws ExportException when the folder is not connected
   */
  public ExportReport verify(boolean readData, ExportCheckListener listener, BooleanSupplier stopRequested) throws IOException {
    Marker marker = connection.require();
    ExportReport report = check(readData, listener, stopRequested).run(catalog.ledger(marker.exportId()));
    // Of a disk that was taken away meanwhile, nothing was found out.
    connection.require();
    return report;
  }

  /**
   * Does the same, and lets the next pass restore what is missing or damaged. What is damaged goes into the trash of the export;
   * what somebody has changed, and what is not ours, stays as it is.
   *
   * @return what was found
   * @throws ExportException when the folder is not connected
   */
  public ExportReport repair(boolean readData, ExportCheckListener listener, BooleanSupplier stopRequested) throws IOException {
    Marker marker = connection.require();
    LedgerTable ledger = catalog.ledger(marker.exportId());
    ExportCheck check = check(readData, listener, stopRequested);
    ExportReport report = check.run(ledger);
    RootWatch watch = new RootWatch(options.folder(), marker, connection, ledger, nanoTime);
    ExportFiles files = new ExportFiles(options.folder(), ledger, watch, new Stopping(stopRequested, limit, nanoTime, parkNanos));
    watch.look();
    if (report.isRestorable()) {
      // First, so that the pass looks at everything although this is cut off.
      new PassMemory(catalog.settings(), marker.exportId()).forget();
    }
    if (options.deletions() == Deletions.RESPECT) {
      // Who asks for a repair wants back what is gone.
      check.missing().forEach(ledger::forget);
    }
    for (LedgerFile damaged : check.damaged()) {
      TrashCan.setAside(damaged, files);
    }
    return report;
  }

  private ExportCheck check(boolean readData, ExportCheckListener listener, BooleanSupplier stopRequested) {
    return new ExportCheck(
        options.folder(),
        readData,
        options.deletions() == Deletions.RESPECT,
        listener,
        () -> {
          if (stopRequested.getAsBoolean()) {
            throw new CancellationException("stopped");
          }
        });
  }

  /**
   * A file of the export that should have an asset's content, as it is in the library, for when the library has lost it. Whether
   * it still has is for the reader to find out.
   *
   * @throws ExportException when the folder is not connected
   */
  public Optional<Path> copyOf(Asset asset, Half half) throws IOException {
    Marker marker = connection.require();
    ContentHash hash = half == Half.LIVE_VIDEO ? asset.hash().video() : asset.hash().still();
    Role role = half == Half.LIVE_VIDEO ? Role.LIVE_VIDEO : Role.MEDIA;
    for (LedgerFile file : catalog.ledger(marker.exportId()).filesOfAsset(asset.id())) {
      Path path = ExportPath.under(options.folder(), file.path());
      boolean written = file.role() == role && file.isThere() && file.hash().equals(hash);
      if (written && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == file.sizeBytes()) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** Whether the right folder is there. Reads; writes nothing. */
  public ExportState check() {
    return connection.check();
  }

  /**
   * Sets up a new export: creates the folder if need be, and writes its marker. Only for a first set-up that a person asked
   * for. Does nothing when the export is connected already.
   *
   * @throws ExportException unless the state is NEW or CONNECTED
   */
  public void adoptOrCreate() throws IOException {
    ExportState state = check();
    if (state.isConnected()) {
      return;
    }
    if (state.kind() != ExportState.Kind.NEW) {
      throw connection.refusal(state);
    }
    DurableFiles.createDirectories(options.folder());
    setUp(UUID.randomUUID().toString());
  }

  /**
   * Takes over whatever folder lies at the path: one with files but no marker, or another machine's export. Only on an
   * explicit command. Its files stay; those with the right bytes are adopted by the next pass. Does nothing when the export
   * is connected already.
   *
   * @throws ExportException NOT_CONNECTED when no folder is there
   */
  public void takeOver() throws IOException {
    ExportState state = check();
    if (state.isConnected()) {
      return;
    }
    if (!Files.isDirectory(options.folder())) {
      throw connection.refusal(state);
    }
    Optional<Marker> marker = Marker.read(options.folder());
    String exportId =
        marker
            .filter(each -> each.libraryId().equals(options.libraryId()))
            .map(Marker::exportId)
            .or(() -> marker.isEmpty() ? connection.rememberedId() : Optional.empty())
            .orElseGet(() -> UUID.randomUUID().toString());
    // Somebody else has written here since; what we remember of it is old.
    forget(exportId);
    setUp(exportId);
  }

  /**
   * Brings the folder up to date. Stopping it or killing it at any moment is harmless; the next pass goes on.
   *
   * @param full whether to re-check everything on disk too: files that are gone are restored, edited ones reported
   * @throws ExportException when the pass cannot begin or go on
   * @throws LibraryBusyException when the catalog is half read
   * @throws org.stillkeep.store.StoreException UNAVAILABLE or LOGIN_REQUIRED when the library's store is away: what was done
   *     stays done
   * @throws CancellationException soon after {@code stopRequested} says so
   */
  public ExportSummary run(boolean full, ExportListener listener, BooleanSupplier stopRequested) throws IOException {
    requireLocale();
    Marker marker = connection.require();
    try {
      return upkeep.run(marker, full, listener, stopRequested);
    } catch (ExportException | StoreException | LibraryBusyException e) {
      throw e;
    } catch (IOException e) {
      throw judged(e);
    }
  }

  /** What failed between the steps of a pass, as a listing or the ledger's copy, says of the target what a step's failure says. */
  private IOException judged(IOException failure) throws IOException {
    connection.require();
    Optional<ExportException> trouble = TargetTrouble.of(failure, options.folder(), 0);
    return trouble.isPresent() ? trouble.get() : failure;
  }

  private void setUp(String exportId) throws IOException {
    String created = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Marker marker = new Marker(exportId, options.libraryId(), options.owner(), created);
    marker.write(options.folder());
    connection.remember(marker);
  }

  private void forget(String exportId) {
    LedgerTable ledger = catalog.ledger(exportId);
    ledger.clear();
    new PassMemory(catalog.settings(), exportId).forget();
  }

  private void requireLocale() throws ExportException {
    boolean onDisk = options.folder().getFileSystem().equals(FileSystems.getDefault());
    Optional<String> trouble = onDisk ? unusableLocale() : Optional.empty();
    if (trouble.isPresent()) {
      throw new ExportException(ExportException.Reason.LOCALE, options.folder(), trouble.get(), null);
    }
  }
}
