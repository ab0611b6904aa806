package org.stillkeep.ente;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.LibraryStoreContract;

/**
 * The store keeps the contract on a server that is not ours, too, which proves that the one for tests is like it. Each test has
 * an account of its own, so that the server's limits make it take six minutes.
 */
class RealServerContractTest extends LibraryStoreContract {

  private static final EnteOptions OPTIONS = new EnteOptions(() -> false, 0, Patience.USUAL);

  private static RealAccounts accounts;

  private EnteSession session;

  @BeforeAll
  static void findTheServer() {
    assumeTrue(RealAccounts.isServerGiven(), "no server given by STILLKEEP_ENTE_URL");
    accounts = new RealAccounts(OPTIONS);
  }

  @Override
  protected LibraryStore open() throws IOException {
    if (session == null) {
      session = accounts.create();
    }
    return EnteStore.open(session, OPTIONS);
  }
}
