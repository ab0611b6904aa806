package org.stillkeep.ente;

import java.time.Duration;
import java.util.List;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;

/** Stores on a server for tests, with little patience. */
final class EnteStores {

  /** Waits that a test can afford. */
  static final Patience LITTLE_PATIENCE =
      new Patience(
          List.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)), Duration.ofMillis(30), Duration.ofMillis(10));

  private EnteStores() {}

  static EnteSession session(EnteServerForTests server, Account account) {
    return new EnteSession(
        EnteServer.parse(server.uri().toString(), true), account.email(), account.userId(), account.keyAttributes(),
        AuthToken.ofHeaderValue(account.token()));
  }

  static EnteOptions options() {
    return new EnteOptions(() -> false, 0, LITTLE_PATIENCE);
  }

  static EnteStore open(EnteServerForTests server, Account account) {
    return EnteStore.open(session(server, account), options());
  }
}
