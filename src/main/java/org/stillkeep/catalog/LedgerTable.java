package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.stillkeep.asset.ContentHash;

/** What we wrote into one export folder. Every change is durable on return. */
public final class LedgerTable {

  private static final String FILE_COLUMNS =
      "folder_key, asset_id, role, path, content_hash, intended_hash, library_hash, size_bytes, stamp, set_ms, read_ms, edited";

  private static final int PAGE_ROWS = 500;

  /** What the files of one export are ordered by. */
  private record FileKey(String folderKey, long assetId, String role) {

    /** Before all others. */
    static final FileKey FIRST = new FileKey("", Long.MIN_VALUE, "");

    static FileKey of(LedgerFile file) {
      return new FileKey(file.folderKey(), file.assetId(), file.role().name());
    }
  }

  private final Db db;
  private final long export;

  private LedgerTable(Db db, long export) {
    this.db = db;
    this.export = export;
  }

  /** The ledger of the export with this id, empty when it is new. */
  static LedgerTable of(Db db, String exportId) {
    Optional<Long> known = db.one("SELECT number FROM export WHERE export_id = ?", row -> row.getLong(1), exportId);
    return new LedgerTable(db, known.orElseGet(() -> db.insert("INSERT INTO export (export_id) VALUES (?)", exportId)));
  }

  /** All folders, by key. */
  public List<LedgerFolder> folders() {
    return db.all(
        "SELECT folder_key, path, title, renaming_to FROM ledger_folder WHERE export = ? ORDER BY folder_key",
        LedgerTable::folder,
        export);
  }

  /** The folder that stands for this. */
  public Optional<LedgerFolder> folder(String key) {
    return db.one(
        "SELECT folder_key, path, title, renaming_to FROM ledger_folder WHERE export = ? AND folder_key = ?", LedgerTable::folder, export, key);
  }

  /** Whether anything was ever put into this export. */
  public boolean hasFolders() {
    return db.one("SELECT 1 FROM ledger_folder WHERE export = ? LIMIT 1", row -> row.getInt(1), export).isPresent();
  }

  /** Folders whose renaming was begun, and is not known to be over. */
  public List<LedgerFolder> foldersBeingRenamed() {
    return db.all(
        "SELECT folder_key, path, title, renaming_to FROM ledger_folder WHERE export = ? AND renaming_to IS NOT NULL ORDER BY folder_key",
        LedgerTable::folder,
        export);
  }

  /** Records a folder, in place of what was known of its key. */
  public void put(LedgerFolder folder) {
    db.update(
        "INSERT OR REPLACE INTO ledger_folder (export, folder_key, path, title, renaming_to) VALUES (?, ?, ?, ?, ?)",
        export,
        folder.key(),
        folder.path(),
        folder.title(),
        folder.renamingTo().orElse(null));
  }

  /** Records that a folder, with every file of ours in it, now lies at another path. */
  public void folderRenamed(LedgerFolder folder, String newPath) {
    db.inTransaction(
        () -> {
          put(new LedgerFolder(folder.key(), newPath, folder.title(), Optional.empty()));
          db.update(
              "UPDATE ledger_file SET path = ?1 || substr(path, length(?2) + 1)"
                  + " WHERE export = ?3 AND folder_key = ?4 AND substr(path, 1, length(?2) + 1) = ?2 || '/'",
              newPath,
              folder.path(),
              export,
              folder.key());
        });
  }

  /** Forgets a folder; its files, if any, stay in the ledger. */
  public void forgetFolder(String key) {
    db.update("DELETE FROM ledger_folder WHERE export = ? AND folder_key = ?", export, key);
  }

  /** The files of one folder, by asset and role. */
  public List<LedgerFile> filesOf(String folderKey) {
    return db.all(
        "SELECT " + FILE_COLUMNS + " FROM ledger_file WHERE export = ? AND folder_key = ? ORDER BY asset_id, role",
        LedgerTable::file,
        export,
        folderKey);
  }

  /** Whether there are files of this folder. */
  public boolean hasFilesOf(String folderKey) {
    String sql = "SELECT 1 FROM ledger_file WHERE export = ? AND folder_key = ? LIMIT 1";
    return db.one(sql, row -> row.getInt(1), export, folderKey).isPresent();
  }

  /** The files of one asset, in all folders. */
  public List<LedgerFile> filesOfAsset(long assetId) {
    return db.all(
        "SELECT " + FILE_COLUMNS + " FROM ledger_file WHERE export = ? AND asset_id = ? ORDER BY folder_key, role",
        LedgerTable::file,
        export,
        assetId);
  }

  /** Whether a file of ours has this path, whatever the case of its ASCII letters. */
  public boolean hasNameLike(String path) {
    String sql = "SELECT 1 FROM ledger_file WHERE export = ? AND path = ? COLLATE NOCASE LIMIT 1";
    return db.one(sql, row -> row.getInt(1), export, path).isPresent();
  }

  /** Some assets that have files in a folder, by number; 0 is none. */
  public List<Long> someAssetsIn(String folderKey, int most) {
    return db.all(
        "SELECT DISTINCT asset_id FROM ledger_file WHERE export = ? AND folder_key = ? AND asset_id > 0 ORDER BY asset_id LIMIT ?",
        row -> row.getLong(1),
        export,
        folderKey,
        most);
  }

  /** One file of an asset in a folder. */
  public Optional<LedgerFile> file(String folderKey, long assetId, LedgerFile.Role role) {
    return db.one(
        "SELECT " + FILE_COLUMNS + " FROM ledger_file WHERE export = ? AND folder_key = ? AND asset_id = ? AND role = ?",
        LedgerTable::file,
        export,
        folderKey,
        assetId,
        role.name());
  }

  /**
   * Hands over every file, by folder, asset and role. Reads some hundred rows at a time and holds no lock while the consumer
   * runs; files that change meanwhile are seen in either form.
   */
  public void forEachFile(Consumer<LedgerFile> consumer) {
    Pages.forEach(FileKey.FIRST, this::filesAfter, FileKey::of, PAGE_ROWS, consumer);
  }

  private List<LedgerFile> filesAfter(FileKey last) {
    return db.all(
        "SELECT " + FILE_COLUMNS + " FROM ledger_file WHERE export = ? AND (folder_key, asset_id, role) > (?, ?, ?)"
            + " ORDER BY folder_key, asset_id, role LIMIT " + PAGE_ROWS,
        LedgerTable::file,
        export,
        last.folderKey,
        last.assetId,
        last.role);
  }

  /** How many photos and videos we look after here; JSON files are not counted. */
  public long mediaCount() {
    return db.one(
            "SELECT count(*) FROM ledger_file WHERE export = ? AND role IN ('MEDIA', 'LIVE_VIDEO')",
            row -> row.getLong(1),
            export)
        .orElse(0L);
  }

  /** How many files there are, and how many bytes they have together. */
  public long[] filesAndBytes() {
    String sql = "SELECT count(*), coalesce(sum(size_bytes), 0) FROM ledger_file WHERE export = ?";
    return db.one(sql, row -> new long[] {row.getLong(1), row.getLong(2)}, export).orElseThrow();
  }

  /** Keys of all that files belong to, known as folders or not. */
  public List<String> folderKeysOfFiles() {
    return db.all("SELECT DISTINCT folder_key FROM ledger_file WHERE export = ? ORDER BY folder_key", row -> row.getString(1), export);
  }

  /** How many photos and videos have a stamp that ends so. */
  public long countStamped(String ending) {
    return db.one(
            "SELECT count(*) FROM ledger_file WHERE export = ?1 AND role IN ('MEDIA', 'LIVE_VIDEO')"
                + " AND substr(stamp, -length(?2)) = ?2",
            row -> row.getLong(1),
            export,
            ending)
        .orElse(0L);
  }

  /** Records a file, in place of what was known of its folder, asset and role. */
  public void put(LedgerFile file) {
    db.update(
        "INSERT OR REPLACE INTO ledger_file (export, " + FILE_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        export,
        file.folderKey(),
        file.assetId(),
        file.role().name(),
        file.path(),
        file.hash().text(),
        file.intended().map(ContentHash::text).orElse(null),
        file.madeFrom().map(ContentHash::text).orElse(null),
        file.sizeBytes(),
        file.stamp(),
        orNull(file.setMillis()),
        orNull(file.readMillis()),
        file.edited() ? 1 : 0);
  }

  /** Records several files at once. */
  public void putAll(List<LedgerFile> files) {
    db.inTransaction(() -> files.forEach(this::put));
  }

  /** Records that a file moved, and may now belong to another folder. */
  public void moved(LedgerFile from, LedgerFile to) {
    db.inTransaction(
        () -> {
          forget(from);
          put(to);
        });
  }

  /** Forgets a file. */
  public void forget(LedgerFile file) {
    db.update(
        "DELETE FROM ledger_file WHERE export = ? AND folder_key = ? AND asset_id = ? AND role = ?",
        export,
        file.folderKey(),
        file.assetId(),
        file.role().name());
  }

  /** Forgets several files at once. */
  public void forgetAll(List<LedgerFile> files) {
    db.inTransaction(() -> files.forEach(this::forget));
  }

  /** Forgets all folders and files. */
  public void clear() {
    db.inTransaction(
        () -> {
          db.update("DELETE FROM ledger_file WHERE export = ?", export);
          db.update("DELETE FROM ledger_folder WHERE export = ?", export);
        });
  }

  private static LedgerFolder folder(ResultSet row) throws SQLException {
    return new LedgerFolder(row.getString(1), row.getString(2), row.getString(3), Optional.ofNullable(row.getString(4)));
  }

  private static LedgerFile file(ResultSet row) throws SQLException {
    return new LedgerFile(
        row.getString("folder_key"),
        row.getLong("asset_id"),
        LedgerFile.Role.valueOf(row.getString("role")),
        row.getString("path"),
        new ContentHash(row.getString("content_hash")),
        Optional.ofNullable(row.getString("intended_hash")).map(ContentHash::new),
        Optional.ofNullable(row.getString("library_hash")).map(ContentHash::new),
        row.getLong("size_bytes"),
        row.getString("stamp"),
        millis(row, "set_ms"),
        millis(row, "read_ms"),
        row.getInt("edited") != 0);
  }

  private static OptionalLong millis(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
