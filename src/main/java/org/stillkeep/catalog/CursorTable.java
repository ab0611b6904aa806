package org.stillkeep.catalog;

import java.util.Optional;

/** How far something has been read, by name: a number or a text. Names have the form {@code room.what}. */
public final class CursorTable {

  private static final String UPSERT =
      "INSERT INTO cursor (name, number, text) VALUES (?, ?, ?)"
          + " ON CONFLICT (name) DO UPDATE SET number = excluded.number, text = excluded.text";

  private final Db db;

  CursorTable(Db db) {
    this.db = db;
  }

  /** The number under this name; 0 when there is none. */
  public long number(String name) {
    return db.one("SELECT coalesce(number, 0) FROM cursor WHERE name = ?", row -> row.getLong(1), name).orElse(0L);
  }

  /** The text under this name. */
  public Optional<String> text(String name) {
    String sql = "SELECT text FROM cursor WHERE name = ? AND text IS NOT NULL";
    return db.one(sql, row -> row.getString(1), name);
  }

  /** Puts a number under this name. */
  public void set(String name, long number) {
    db.update(UPSERT, name, number, null);
  }

  /** Puts a text under this name. */
  public void set(String name, String text) {
    db.update(UPSERT, name, null, text);
  }

  /** Forgets this name. */
  public void remove(String name) {
    db.update("DELETE FROM cursor WHERE name = ?", name);
  }
}
