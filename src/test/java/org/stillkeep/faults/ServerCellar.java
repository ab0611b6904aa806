package org.stillkeep.faults;

import java.io.IOException;
import java.security.SecureRandom;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Keys;
import org.stillkeep.store.InMemoryServer;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;

/** An account on a server, which phones use too. */
final class ServerCellar implements Cellar {

  private final InMemoryServer.Contents contents;
  private final Phone phone;
  private InMemoryServer server;

  ServerCellar() throws IOException {
    Keys.Created created = Keys.create(FIRST_PASSPHRASE, SmallLibrary.CHEAP, new SecureRandom());
    contents = new InMemoryServer.Contents(created.attributes());
    phone = new Phone(contents.rows(), created.keys());
  }

  /** Another client of the same account. */
  Phone phone() {
    return phone;
  }

  @Override
  public LibraryHome home() {
    return new LibraryHome.EnteAccount("photos.example.org", "ada@example.org");
  }

  @Override
  public KeyAttributes keyAttributes() {
    return new InMemoryServer(contents).keyAttributes();
  }

  @Override
  public LibraryStore open(Keys keys, Catalog catalog) {
    server = new InMemoryServer(contents);
    return server;
  }

  @Override
  public void endInOrder(Catalog catalog) {
    server.close();
  }

  @Override
  public void endInDisorder() {
    // The server does not know; what was on its way to it is left there.
  }

  @Override
  public void changePassphrase(Keys keys, char[] passphrase) {
    throw new UnsupportedOperationException("another client does this");
  }
}
