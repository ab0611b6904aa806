package org.stillkeep.store;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Every promise of {@link LibraryStore}, for every store. It speaks ciphertext only: random bytes will do. A store whose
 * pages are small (less than ten rows) is tested best.
 */
public abstract class LibraryStoreContract
    implements ObjectContract, CollectionContract, FileContract, CursorContract {

  private LibraryStore store;

  /** Opens this test's store: an empty one at first, and later what the closed one before it held. */
  protected abstract LibraryStore open() throws IOException;

  @BeforeEach
  void openTheStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeTheStore() throws IOException {
    store.close();
  }

  @Override
  public final LibraryStore store() {
    return store;
  }

  @Override
  public final void reopen() throws IOException {
    store.close();
    store = open();
  }
}
