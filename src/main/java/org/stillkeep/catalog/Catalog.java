package org.stillkeep.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Our local memory. Lies on a local disk; one process at a time; safe for use by several threads, which take turns.
 *
 * <p>A commit is on disk when the method that made it returns (WAL, {@code synchronous=FULL}), unless that says otherwise.
 */
public final class Catalog implements Closeable {

  private static final String BEGINNING = "library.beginning";

  /** "Stlk": marks the file as ours in {@code PRAGMA application_id}. */
  private static final int APPLICATION_ID = 0x53746C6B;

  private static final List<String> MIGRATIONS =
      List.of(
          "001-library.sql",
          "002-import.sql",
          "003-export.sql",
          "004-embed.sql",
          "005-recent.sql",
          "006-server.sql",
          "007-checks.sql",
          "008-in-step.sql",
          "009-short-index.sql",
          "010-names.sql");

  private final Db db;
  private final ChangeSequence changes;
  private final AssetTable assets;
  private final AlbumTable albums;
  private final CursorTable cursors;
  private final UnreadableTable unreadable;

  private Catalog(Db db) {
    this.db = db;
    this.changes = new ChangeSequence(db);
    this.assets = new AssetTable(db, changes);
    this.albums = new AlbumTable(db, changes);
    this.cursors = new CursorTable(db);
    this.unreadable = new UnreadableTable(db);
  }

  /**
   * Opens the catalog, creating or upgrading it as needed. It is readable for its owner only, as is a folder that has to be
   * created for it; {@link #isOwnerOnly} tells whether the file system went along with that.
   *
   * @throws CatalogException when the file is not a catalog, is damaged, or was written by a newer program
   */
  public static Catalog open(Path file) throws IOException {
    PrivateFile.create(file.toAbsolutePath());
    NativeLibrary.unpackInto(file.toAbsolutePath().getParent());
    // As a URI, because SQLite's driver takes what follows a question mark in a path for options.
    return open("jdbc:sqlite:" + file.toAbsolutePath().toUri());
  }

  /** Whether nobody but its owner may read the file, as the file system says when asked. */
  public static boolean isOwnerOnly(Path file) throws IOException {
    return PrivateFile.isOwnerOnly(file);
  }

  /** A catalog that lives in memory and dies with this object, for {@code inspect} and for tests. */
  public static Catalog inMemory() {
    return open("jdbc:sqlite::memory:");
  }

  private static Catalog open(String url) {
    try {
      Connection connection = DriverManager.getConnection(url);
      Db db = new Db(connection);
      try {
        int version = requireOurs(db);
        configure(db);
        migrate(db, version);
      } catch (RuntimeException e) {
        db.close();
        throw e;
      }
      return new Catalog(db);
    } catch (SQLException e) {
      throw CatalogException.of(e);
    }
  }

  /** The assets of the library. */
  public AssetTable assets() {
    return assets;
  }

  /** The albums of the library and what is in them. */
  public AlbumTable albums() {
    return albums;
  }

  /** How far things have been read. */
  public CursorTable cursors() {
    return cursors;
  }

  /** What the library's keys did not open. */
  public UnreadableTable unreadable() {
    return unreadable;
  }

  /** What we found out about content of which other clients noted too little. */
  public MeasuredTable measured() {
    return new MeasuredTable(db);
  }

  /** How content was found when it was last read. */
  public CheckTable checks() {
    return new CheckTable(db);
  }

  /** Uploads that were begun. */
  public UploadTable uploads() {
    return new UploadTable(db);
  }

  /** Registrations that are on their way. */
  public RegistrationTable registrations() {
    return new RegistrationTable(db);
  }

  /** The archives that were ever listed. */
  public ArchiveTable archives() {
    return new ArchiveTable(db);
  }

  /** What became of every entry of every archive. */
  public OutcomeTable outcomes() {
    return new OutcomeTable(db);
  }

  /** Sets of which a plan found nothing to do. */
  public InStepTable inStep() {
    return new InStepTable(db);
  }

  /** Sums and lists over what became of the entries, for reports. */
  public Accounts accounts() {
    return new Accounts(db);
  }

  /** The ledger of the export with this id; an empty one when it is new. */
  public LedgerTable ledger(String exportId) {
    return LedgerTable.of(db, exportId);
  }

  /** Settings that survive a restart. */
  public SettingsTable settings() {
    return new SettingsTable(db);
  }

  /**
   * The number of the latest change of an asset, album or membership. What is read after this call and asked for again
   * with {@code changedSince} this number misses nothing.
   */
  public long lastChange() {
    return changes.last();
  }

  /**
   * Forgets assets, albums, uploads and what was unreadable, as for a library that is read for the first time; and the import
   * journal, whose outcomes name assets of the library that was. The sequence of changes goes on; exports keep what they
   * noted.
   */
  public void forgetLibrary() {
    db.inTransaction(
        () -> {
          albums.clear();
          assets.clear();
          unreadable.clear();
          measured().clear();
          checks().clear();
          uploads().clear();
          registrations().clear();
          archives().clear();
          settings().put(BEGINNING, Long.toString(lastChange()));
        });
  }

  /** The latest change before the library was read for the first time: of what was known then, no later change tells. */
  public long beginning() {
    return settings().get(BEGINNING).map(Long::parseLong).orElse(-1L);
  }

  /** Runs the work in one transaction: all of it is durable, or none. */
  public void inTransaction(Runnable work) {
    db.inTransaction(work);
  }

  /**
   * Gives back the memory that is held for speed; for when nothing is to be done for a while. Moves what the log holds into
   * the file, so that it is not kept twice.
   */
  public void rest() {
    db.rest();
  }

  /**
   * What is wrong with the file: torn pages, rows that an index knows and the table does not, assets in a state that there is not,
   * which nobody would come upon. Reads all of it. A value that is another one, and yet could be right, is not seen.
   *
   * @return the first few things, in SQLite's words; nothing when it is whole as far as can be seen
   */
  public List<String> damage() {
    List<String> damage = new ArrayList<>(db.all("PRAGMA integrity_check(5)", row -> row.getString(1)));
    damage.remove("ok");
    if (assets.hasUnknownStates()) {
      damage.add("there are assets in a state that there is not");
    }
    return damage;
  }

  /** Runs work that only reads: all of it sees one moment, and a program that imports meanwhile is not held up. */
  public void inSnapshot(Runnable work) {
    db.inSnapshot(work);
  }

  @Override
  public void close() {
    db.close();
  }

  private static void configure(Db db) {
    for (String pragma :
        List.of(
            "journal_mode=WAL",
            "synchronous=FULL",
            "fullfsync=ON", // on macOS, nothing less reaches the disk itself
            "foreign_keys=ON",
            "busy_timeout=10000",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "temp_store=MEMORY",
            "cache_size=-8000",
            "mmap_size=0",
            "journal_size_limit=67108864")) {
      db.execute("PRAGMA " + pragma);
    }
  }

  /** Before anything is changed in the file: whether it is a catalog, or empty, and of which schema. */
  private static int requireOurs(Db db) {
    int version = db.one("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    int owner = db.one("PRAGMA application_id", row -> row.getInt(1)).orElse(0);
    boolean isEmpty = db.one("SELECT 1 FROM sqlite_schema", row -> row.getInt(1)).isEmpty();
    if (!isEmpty && owner != APPLICATION_ID) {
      throw new CatalogException(
          CatalogException.Reason.NOT_A_CATALOG, "the file is an SQLite database, but not a Stillkeep catalog");
    }
    if (version > MIGRATIONS.size()) {
      throw new CatalogException(
          CatalogException.Reason.NEWER_SCHEMA,
          "the catalog has schema " + version + ", written by a newer Stillkeep; this one knows up to " + MIGRATIONS.size());
    }
    return version;
  }

  private static void migrate(Db db, int version) {
    for (int next = version; next < MIGRATIONS.size(); next++) {
      String script = resource(MIGRATIONS.get(next));
      int reached = next + 1;
      db.inTransaction(
          () -> {
            db.execute(script);
            db.execute("PRAGMA user_version=" + reached);
            db.execute("PRAGMA application_id=" + APPLICATION_ID);
          });
    }
  }

  private static String resource(String name) {
    try (InputStream in = Catalog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
