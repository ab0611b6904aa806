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

  /** Prepared, and not in use by a query that is still handing out rows. */
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  private boolean isInTransaction;

  /** Whether commits wait for the disk: not while one is made that need not, nor after it could not be said again. */
  private boolean isSynced = true;

  Db(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement and returns how many rows it changed. */
  synchronized int update(String sql, Object... arguments) {
    return use(sql, arguments, PreparedStatement::executeUpdate);
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
    return use(
        sql,
        arguments,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(read(reader, rows)) : Optional.empty();
          }
        });
  }

  /**
   * Hands each row of a query to the consumer, which may run any other statement. The lock is held all the while; long
   * results with slow consumers are better read in {@link Pages}.
   */
  synchronized <T> void forEach(String sql, RowReader<T> reader, Consumer<? super T> consumer, Object... arguments) {
    use(
        sql,
        arguments,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              consumer.accept(read(reader, rows));
            }
            return null;
          }
        });
  }

  /** What we never wrote there, such as a word that is none of an enum's, was changed under our hands. */
  private static <T> T read(RowReader<T> reader, ResultSet row) throws SQLException {
    try {
      return reader.read(row);
    } catch (CatalogException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CatalogException(CatalogException.Reason.DAMAGED, "the catalog holds a row that cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the work in one transaction: all of it is durable, or none. Nested calls join the outer transaction; a failure in
   * one of them must not be caught before it has left the outermost.
   */
  synchronized void inTransaction(Runnable work) {
    if (!isSynced && !isInTransaction) {
      sync();
    }
    inTransaction("BEGIN IMMEDIATE", work);
  }

  /**
   * As {@link #inTransaction}, for what may be lost when the power is: it is there when the program has ended, however it did, and
   * on disk with the next transaction that has to be. Inside of another one it is part of that.
   */
  synchronized void inUnsyncedTransaction(Runnable work) {
    if (isInTransaction) {
      work.run();
      return;
    }
    isSynced = false;
    try {
      execute("PRAGMA synchronous=NORMAL");
      inTransaction("BEGIN IMMEDIATE", work);
    } finally {
      sync();
    }
  }

  private void sync() {
    execute("PRAGMA synchronous=FULL");
    isSynced = true;
  }

  /** Runs work that only reads: all of it sees one moment, and writers of other connections are not held up. */
  synchronized void inSnapshot(Runnable work) {
    inTransaction("BEGIN DEFERRED", work);
  }

  private void inTransaction(String begin, Runnable work) {
    if (isInTransaction) {
      work.run();
      return;
    }
    execute(begin);
    isInTransaction = true;
    try {
      work.run();
      execute("COMMIT");
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    } finally {
      isInTransaction = false;
    }
  }

  /** Runs one statement, or a script of several, without arguments. */
  synchronized void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw CatalogException.of(e);
    }
  }

  /** Lets go of prepared statements, cached pages and the log. */
  synchronized void rest() {
    try {
      closeIdle();
    } catch (SQLException e) {
      throw CatalogException.of(e);
    }
    one("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
    execute("PRAGMA shrink_memory");
  }

  private void closeIdle() throws SQLException {
    for (PreparedStatement statement : idle.values()) {
      statement.close();
    }
    idle.clear();
  }

  @Override
  public synchronized void close() {
    try {
      closeIdle();
      connection.close();
    } catch (SQLException e) {
      throw CatalogException.of(e);
    }
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T use(String sql, Object[] arguments, Use<T> use) {
    try {
      // Taken out while in use: the same query may run once more inside a consumer of its own rows.
      PreparedStatement statement = idle.remove(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
      }
      try {
        for (int i = 0; i < arguments.length; i++) {
          statement.setObject(i + 1, arguments[i]);
        }
        return use.of(statement);
      } finally {
        PreparedStatement twin = idle.put(sql, statement);
        if (twin != null) {
          twin.close();
        }
      }
    } catch (SQLException e) {
      throw CatalogException.of(e);
    }
  }

  /** After some failures, a full disk for one, SQLite has rolled back by itself and refuses to do it again. */
  private void rollBack(Throwable cause) {
    try {
      execute("ROLLBACK");
    } catch (CatalogException e) {
      cause.addSuppressed(e);
    }
  }
}
