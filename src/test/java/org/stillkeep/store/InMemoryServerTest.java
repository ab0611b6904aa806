package org.stillkeep.store;

/** The fake of a server keeps the contract. */
class InMemoryServerTest extends LibraryStoreContract {

  private final InMemoryServer.Contents contents = new InMemoryServer.Contents(Ciphertexts.keyAttributes());

  @Override
  protected LibraryStore open() {
    return new InMemoryServer(contents);
  }
}
