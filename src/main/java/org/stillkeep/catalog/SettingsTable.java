package org.stillkeep.catalog;

import java.util.Optional;

/** Small facts that must survive a restart, as text by name. Each room begins its names with its own name and a dot. */
public final class SettingsTable {

  private final Db db;

  SettingsTable(Db db) {
    this.db = db;
  }

  public Optional<String> get(String name) {
    return db.one("SELECT value FROM setting WHERE name = ?", row -> row.getString(1), name);
  }

  /** Sets a value; it is durable on return. */
  public void put(String name, String value) {
    db.update(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value);
  }

  /** Removes a value; an unknown name is no error. */
  public void remove(String name) {
    db.update("DELETE FROM setting WHERE name = ?", name);
  }
}
