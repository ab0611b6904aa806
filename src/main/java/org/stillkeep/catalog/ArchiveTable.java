package org.stillkeep.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The archives that were ever listed. An archive is known by its fingerprint, whatever it is called today. */
public final class ArchiveTable {

  /** In place of the set's id while the entries of an archive are being noted. */
  private static final String BEING_LISTED = "";

  private final Db db;

  ArchiveTable(Db db) {
    this.db = db;
  }

  /**
   * Begins to note an archive. Until {@link #finish} nobody sees it, and what a crash leaves half noted is forgotten at the
   * next beginning; no lock is held in between. One at a time.
   *
   * @param archive its id is not looked at
   * @return its id
   */
  public long begin(StoredArchive archive) {
    long[] id = new long[1];
    db.inTransaction(
        () -> {
          db.update("DELETE FROM archive WHERE set_id = ?", BEING_LISTED);
          id[0] =
              db.insert(
                  "INSERT INTO archive (fingerprint, set_id, file_name, part, kind, size_bytes, file_ms, read_back)"
                      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  archive.fingerprint(),
                  BEING_LISTED,
                  archive.fileName(),
                  archive.part().isPresent() ? archive.part().getAsInt() : null,
                  archive.kind(),
                  archive.sizeBytes(),
                  archive.fileMillis(),
                  archive.readBack() ? 1 : 0);
        });
    return id[0];
  }

  /** Notes further entries of an archive that was begun, each with the outcome PENDING. */
  public void addEntries(long id, List<ListedEntry> entries) {
    db.inTransaction(() -> entries.forEach(entry -> addEntry(id, entry)));
  }

  /** All entries of an archive are noted: from now on it is in its set. */
  public void finish(long id, String setId) {
    db.update("UPDATE archive SET set_id = ? WHERE id = ?", setId, id);
  }

  /** The archive with this number. */
  public Optional<StoredArchive> byId(long id) {
    return db.one("SELECT * FROM archive WHERE id = ?", ArchiveTable::read, id);
  }

  /** The archive with this identity. */
  public Optional<StoredArchive> byFingerprint(String fingerprint) {
    return db.one("SELECT * FROM archive WHERE fingerprint = ? AND set_id <> ?", ArchiveTable::read, fingerprint, BEING_LISTED);
  }

  /** All archives of a set, in the order in which they were first seen. */
  public List<StoredArchive> ofSet(String setId) {
    return db.all("SELECT * FROM archive WHERE set_id = ? ORDER BY id", ArchiveTable::read, setId);
  }

  /** The ids of all sets. */
  public List<String> setIds() {
    return db.all("SELECT DISTINCT set_id FROM archive WHERE set_id <> ? ORDER BY set_id", row -> row.getString(1), BEING_LISTED);
  }

  /** Notes under which name and in which set an archive was seen again. */
  public void seenAs(long id, String fileName, String setId) {
    db.update("UPDATE archive SET file_name = ?, set_id = ? WHERE id = ?", fileName, setId, id);
  }

  /** Notes what an archive that was listed before says of some of its entries now. */
  public void listAgain(long id, List<ListedEntry> entries) {
    db.inTransaction(() -> entries.forEach(entry -> listAgain(id, entry)));
  }

  /**
   * Lets damaged entries be read once more, because the archive's file is another one than last time, with the same
   * directory; after all its entries have been listed again.
   *
   * @param fileMillis its file time now
   */
  public void lookAgain(long id, long fileMillis) {
    db.inTransaction(
        () -> {
          db.update("UPDATE archive SET file_ms = ? WHERE id = ?", fileMillis, id);
          db.update(
              "UPDATE entry SET outcome = ?, reason = '' WHERE archive_id = ? AND outcome = ?",
              Outcome.PENDING.name(),
              id,
              Outcome.DAMAGED.name());
        });
  }

  private void listAgain(long archiveId, ListedEntry entry) {
    String sql = "UPDATE entry SET state = ? WHERE archive_id = ? AND position = ? AND state <> ?";
    if (db.update(sql, entry.state(), archiveId, entry.position(), entry.state()) > 0) {
      addText(archiveId, entry);
    }
  }

  /** Joins all archives of one set to another set, when it turns out that both are one. */
  public void joinSets(String from, String into) {
    db.update("UPDATE archive SET set_id = ? WHERE set_id = ?", into, from);
  }

  /** Notes that everything that was imported from an archive has been read back. */
  public void markReadBack(long id) {
    db.update("UPDATE archive SET read_back = 1 WHERE id = ?", id);
  }

  /** Forgets all archives, their entries and outcomes. */
  void clear() {
    db.update("DELETE FROM archive");
  }

  /** Notes that what was imported from an archive is to be read back once more before anything happens to it. */
  public void forgetReadBack(long id) {
    db.update("UPDATE archive SET read_back = 0 WHERE id = ?", id);
  }

  private void addEntry(long archiveId, ListedEntry entry) {
    db.update(
        "INSERT INTO entry (archive_id, position, path, size_bytes, crc32, modified, state, outcome, reason, healed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0)",
        archiveId,
        entry.position(),
        entry.path(),
        entry.sizeBytes(),
        entry.crc32(),
        entry.modified().map(digits -> digits.toEpochSecond(ZoneOffset.UTC)).orElse(null),
        entry.state(),
        Outcome.PENDING.name());
    addText(archiveId, entry);
  }

  private void addText(long archiveId, ListedEntry entry) {
    entry
        .json()
        .ifPresent(
            json ->
                db.update(
                    "INSERT OR REPLACE INTO entry_json (archive_id, position, json) VALUES (?, ?, ?)",
                    archiveId,
                    entry.position(),
                    json));
  }

  private static StoredArchive read(ResultSet row) throws SQLException {
    int part = row.getInt("part");
    return new StoredArchive(
        row.getLong("id"),
        row.getString("fingerprint"),
        row.getString("set_id"),
        row.getString("file_name"),
        row.wasNull() ? OptionalInt.empty() : OptionalInt.of(part),
        row.getString("kind"),
        row.getLong("size_bytes"),
        row.getLong("file_ms"),
        row.getInt("read_back") != 0);
  }
}
