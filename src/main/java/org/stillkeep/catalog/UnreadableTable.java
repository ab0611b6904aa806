package org.stillkeep.catalog;

import java.util.List;

/** What the library's keys did not open, so that a check can name it later. */
public final class UnreadableTable {

  private final Db db;

  UnreadableTable(Db db) {
    this.db = db;
  }

  /** Notes a collection or file as unreadable. */
  public void add(UnreadableRow row) {
    db.update(
        "INSERT INTO unreadable (album_id, file_id, reason) VALUES (?, ?, ?)"
            + " ON CONFLICT (album_id, file_id) DO UPDATE SET reason = excluded.reason",
        row.albumId(),
        row.fileId(),
        row.reason());
  }

  /** Forgets one that could be read after all, or is gone. */
  public void remove(long albumId, long fileId) {
    db.update("DELETE FROM unreadable WHERE album_id = ? AND file_id = ?", albumId, fileId);
  }

  /** Forgets a collection that is gone, with all its files. */
  public void removeAlbum(long albumId) {
    db.update("DELETE FROM unreadable WHERE album_id = ?", albumId);
  }

  /** All of them, by collection and file. */
  public List<UnreadableRow> all() {
    return db.all(
        "SELECT album_id, file_id, reason FROM unreadable ORDER BY album_id, file_id",
        row -> new UnreadableRow(row.getLong(1), row.getLong(2), row.getString(3)));
  }

  void clear() {
    db.update("DELETE FROM unreadable");
  }
}
