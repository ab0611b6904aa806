package org.stillkeep.catalog;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.sqlite.ProgressHandler;

/** Makes a library large without its content, and measures how much work SQLite has with what is done then. */
public final class Workload {

  private static final int STEPS = 100;

  /** What may fail. */
  public interface Work {
    void run() throws Exception;
  }

  private Workload() {}

  /** How many instructions SQLite's machine carries out for some work, roughly: a row that is looked at takes some ten. */
  public static long instructions(Catalog catalog, Work work) throws Exception {
    AtomicLong hundreds = new AtomicLong();
    Connection connection = connection(catalog);
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            hundreds.incrementAndGet();
            return 0;
          }
        });
    try {
      work.run();
    } finally {
      ProgressHandler.clearHandler(connection);
    }
    return hundreds.get() * STEPS;
  }

  /**
   * Adds copies of an asset, with other numbers, names and content, wherever it is, and where it was exported to; the exports are in
   * step with them.
   */
  public static void multiply(Catalog catalog, long assetId, int copies) throws SQLException {
    Db db = db(catalog);
    long first = assetId * 1_000_000;
    db.inTransaction(
        () -> {
          long last = catalog.lastChange();
          copy(db, "asset", "id", assetId, copies, List.of("id=" + first + "+i", "hash=randomblob(64)", "title='copy'||i||'.jpg'", "change=" + last + "+i"));
          copy(db, "membership", "asset_id", assetId, copies, List.of("asset_id=" + first + "+i", "change=" + (last + copies) + "+i"));
          copy(
              db,
              "ledger_file",
              "asset_id",
              assetId,
              copies,
              List.of("asset_id=" + first + "+i", "path=replace(path, '.jpg', i||'.jpg')", "content_hash=content_hash||i"));
          db.update("UPDATE change_sequence SET last = ?", last + 2L * copies);
          db.update(
              "UPDATE setting SET value = ? || substr(value, instr(value, ' ')) WHERE name LIKE 'export.%.done'", String.valueOf(last + 2L * copies));
        });
  }

  private static void copy(Db db, String table, String key, long value, int copies, List<String> changes) {
    List<String> columns = db.all("SELECT name FROM pragma_table_info('" + table + "')", row -> row.getString(1));
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      values.add(
          changes.stream().filter(each -> each.startsWith(column + "=")).map(each -> each.substring(column.length() + 1)).findAny().orElse(column));
    }
    db.update(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + copies + ") INSERT INTO " + table + " ("
            + String.join(", ", columns)
            + ") SELECT "
            + values.stream().collect(Collectors.joining(", "))
            + " FROM " + table + " JOIN n WHERE " + key + " = ?",
        value);
  }

  private static Db db(Catalog catalog) {
    return (Db) field(Catalog.class, "db", catalog);
  }

  private static Connection connection(Catalog catalog) {
    return (Connection) field(Db.class, "connection", db(catalog));
  }

  private static Object field(Class<?> type, String name, Object of) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
