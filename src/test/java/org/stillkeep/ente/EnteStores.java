package org.stillkeep.ente;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Owner;

/** Stores on a server for tests, with little patience. */
public final class EnteStores {

  /** Waits that a test can afford. */
  public static final Patience LITTLE_PATIENCE =
      new Patience(
          List.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20)), Duration.ofMillis(30), Duration.ofMillis(10));

  private static final int PARTS_AHEAD = 4;

  private EnteStores() {}

  /** The session that the account was made with. */
  public static EnteSession session(EnteServerForTests server, Account account) {
    return session(server.uri(), account.owner());
  }

  /** As the former, for a server in another process. */
  public static EnteSession session(URI server, Owner owner) {
    return new EnteSession(
        EnteServer.parse(server.toString(), true), owner.email(), owner.userId(), owner.keyAttributes(),
        AuthToken.ofHeaderValue(owner.token()));
  }

  public static EnteOptions options() {
    return new EnteOptions(() -> false, 0, LITTLE_PATIENCE).withPartsAhead(PARTS_AHEAD);
  }

  public static EnteStore open(EnteServerForTests server, Account account) {
    return EnteStore.open(session(server, account), options());
  }
}
