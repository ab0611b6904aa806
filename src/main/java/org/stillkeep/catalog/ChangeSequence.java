package org.stillkeep.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The one number that grows with every change of an asset, an album or a membership, and the statements that use it.
 *
 * <p>A statement that writes a changed row takes the number after the last one; it counts only if it did change a row, so
 * that reading the same thing from the store twice is no change. Each changed row has a number of its own.
 */
final class ChangeSequence {

  /** The SQL expression for the number of a change that is being made. */
  static final String NEXT = "(SELECT last + 1 FROM change_sequence)";

  private final Db db;

  ChangeSequence(Db db) {
    this.db = db;
  }

  /** The number of the latest change; 0 when there was none yet. */
  long last() {
    return db.one("SELECT last FROM change_sequence", row -> row.getLong(1)).orElseThrow();
  }

  /**
   * Runs a statement that changes at most one row and sets its {@code change} to {@link #NEXT}.
   *
   * @return whether it changed the row
   */
  boolean change(String sql, Object... arguments) {
    boolean[] changed = new boolean[1];
    db.inTransaction(
        () -> {
          changed[0] = db.update(sql, arguments) > 0;
          if (changed[0]) {
            db.update("UPDATE change_sequence SET last = last + 1");
          }
        });
    return changed[0];
  }

  /** A statement that inserts a row, or updates the one with the same key if any of the values differs. */
  static String upsert(String table, List<String> key, List<String> values) {
    String columns = String.join(", ", key) + ", " + String.join(", ", values);
    String marks = "?, ".repeat(key.size() + values.size());
    String set = values.stream().map(each -> each + " = excluded." + each).collect(Collectors.joining(", "));
    String old = values.stream().map(each -> table + "." + each).collect(Collectors.joining(", "));
    String excluded = values.stream().map(each -> "excluded." + each).collect(Collectors.joining(", "));
    return ("INSERT INTO " + table + " (" + columns + ", change) VALUES (" + marks + NEXT + ")")
        + (" ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET " + set + ", change = excluded.change")
        + (" WHERE (" + old + ") IS NOT (" + excluded + ")");
  }
}
