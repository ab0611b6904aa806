package org.stillkeep.ente;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.LibraryStoreContract;

/** The store on an Ente server keeps the contract; each test has an account of its own. */
class EnteStoreContractTest extends LibraryStoreContract {

  private static final int PAGE_ROWS = 3;

  private static EnteServerForTests server;

  private Account account;

  @BeforeAll
  static void startTheServer() throws IOException {
    server = EnteServerForTests.start();
    server.setPageRows(PAGE_ROWS);
  }

  @AfterAll
  static void stopTheServer() throws IOException {
    server.close();
  }

  @Override
  protected LibraryStore open() {
    if (account == null) {
      account = server.account(UUID.randomUUID() + "@example.org");
    }
    return EnteStores.open(server, account);
  }
}
