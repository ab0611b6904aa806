package org.stillkeep.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One SQLite connection with its prepared statements. All access is under this object's lock, so tables may be used from
 * any thread; a transaction holds the lock from its first to its last statement.
 */
final class Db implements AutoCloseable {

  /** Turns a row into a value. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private int transactionDepth;

  Db(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement and returns how many rows it changed. */
  synchronized int update(String sql, Object... arguments) {
    try {
      return bind(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs an INSERT and returns the id of the new row. */
  synchronized long insert(String sql, Object... arguments) {
    update(sql, arguments);
    return one("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  /** All rows of a query. For results of unbounded size use {@link #forEach}. */
  synchronized <T> List<T> all(String sql, RowReader<T> reader, Object... arguments) {
    List<T> found = new ArrayList<>();
    forEach(sql, reader, found::add, arguments);
    return found;
  }

  /** The first row of a query, if any. */
  synchronized <T> Optional<T> one(String sql, RowReader<T> reader, Object... arguments) {
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Hands each row of a query to the consumer, which must not run the same query itself. */
  synchronized <T> void forEach(String sql, RowReader<T> reader, Consumer<? super T> consumer, Object... arguments) {
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      while (rows.next()) {
        consumer.accept(reader.read(rows));
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs the work in one transaction: all of it is durable, or none. Nested calls join the outer transaction. */
  synchronized void inTransaction(Runnable work) {
    if (transactionDepth > 0) {
      work.run();
      return;
    }
    execute("BEGIN IMMEDIATE");
    transactionDepth++;
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      transactionDepth--;
      execute(done ? "COMMIT" : "ROLLBACK");
    }
  }

  /** Runs one statement, or a script of several, without arguments. */
  synchronized void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement bind(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private static CatalogException failure(SQLException e) {
    return new CatalogException("the catalog failed: " + e.getMessage(), e);
  }
}
