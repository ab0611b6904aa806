package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DbTest {

  private Db db;

  @BeforeEach
  void open() throws SQLException {
    db = new Db(DriverManager.getConnection("jdbc:sqlite::memory:"));
    db.execute("CREATE TABLE number (n INTEGER PRIMARY KEY CHECK (n < 100)) STRICT");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aFailedTransactionLeavesNothingAndTheNextOneWorks() {
    assertThatThrownBy(
            () ->
                db.inTransaction(
                    () -> {
                      insert(1);
                      throw new IllegalStateException("in between");
                    }))
        .hasMessage("in between");
    db.inTransaction(() -> insert(2));
    assertThat(numbers()).containsExactly(2);
  }

  @Test
  void aNestedTransactionIsPartOfTheOuterOne() {
    assertThatThrownBy(
            () ->
                db.inTransaction(
                    () -> {
                      db.inTransaction(() -> insert(1));
                      throw new IllegalStateException("in between");
                    }))
        .hasMessage("in between");
    assertThat(numbers()).isEmpty();
  }

  @Test
  void theFirstFailureIsToldEvenIfTheDatabaseHasRolledBackByItself() {
    assertThatThrownBy(
            () ->
                db.inTransaction(
                    () -> {
                      db.execute("ROLLBACK");
                      insert(100);
                    }))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("CHECK")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    db.inTransaction(() -> insert(3));
    assertThat(numbers()).containsExactly(3);
  }

  @Test
  void onlyATransactionThatMayBeLostDoesNotWaitForTheDisk() {
    db.execute("PRAGMA synchronous=FULL");
    db.inUnsyncedTransaction(
        () -> {
          insert(1);
          assertThat(isSynced()).isFalse();
        });
    assertThat(isSynced()).isTrue();
    assertThatThrownBy(() -> db.inUnsyncedTransaction(() -> insert(100))).isInstanceOf(CatalogException.class);
    assertThat(isSynced()).isTrue();
    db.inTransaction(() -> db.inUnsyncedTransaction(() -> assertThat(isSynced()).isTrue()));
    assertThat(numbers()).containsExactly(1);
  }

  @Test
  void whereItCouldNotBeSaidThatCommitsWaitForTheDiskAgainTheNextTransactionSaysIt() throws SQLException {
    AtomicInteger statementsLeft = new AtomicInteger(3);
    db = new Db(failingAfter(statementsLeft, DriverManager.getConnection("jdbc:sqlite::memory:")));
    assertThatThrownBy(() -> db.inUnsyncedTransaction(() -> {})).hasMessageContaining("as the test wishes");
    statementsLeft.set(Integer.MAX_VALUE);
    db.inTransaction(() -> assertThat(isSynced()).isTrue());
  }

  private static Connection failingAfter(AtomicInteger statements, Connection real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("createStatement") && statements.getAndDecrement() <= 0) {
            throw new SQLException("as the test wishes");
          }
          return method.invoke(real, arguments);
        };
    return (Connection) Proxy.newProxyInstance(DbTest.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private boolean isSynced() {
    int full = 2;
    return db.one("PRAGMA synchronous", row -> row.getInt(1)).orElseThrow() == full;
  }

  @Test
  void aQueryMayRunOnceMoreInsideTheConsumerOfItsRows() {
    insert(1);
    insert(2);
    List<String> seen = new ArrayList<>();
    db.forEach("SELECT n FROM number", row -> row.getInt(1), n -> seen.add(n + ":" + numbers()));
    assertThat(seen).containsExactly("1:[1, 2]", "2:[1, 2]");
  }

  @Test
  void anInsertTellsItsId() {
    assertThat(db.insert("INSERT INTO number (n) VALUES (?)", 17)).isEqualTo(17);
  }

  private void insert(int n) {
    db.update("INSERT INTO number (n) VALUES (?)", n);
  }

  private List<Integer> numbers() {
    return db.all("SELECT n FROM number", row -> row.getInt(1));
  }
}
