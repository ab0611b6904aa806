package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.StoreCopies;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.ente.EnteSession;
import org.stillkeep.ente.EnteStore;
import org.stillkeep.library.Keys;
import org.stillkeep.store.LibraryStore;

/** The open library of an account. Whether the server is there is found out by whoever asks it for something. */
final class OpenAccount implements OpenStore {

  private final EntePlace place;
  private final CryptoKey masterKey;
  private final EnteStore store;

  private OpenAccount(EntePlace place, CryptoKey masterKey, EnteStore store) {
    this.place = place;
    this.masterKey = masterKey;
    this.store = store;
  }

  static OpenAccount open(EntePlace place, Keys keys, BooleanSupplier stopRequested) throws IOException {
    CryptoKey masterKey = keys.masterKeyCopy();
    boolean done = false;
    try {
      EnteSession session = place.session().unlock(masterKey);
      EnteStore store = EnteStore.open(session, new AccountServer(place.config()).options(stopRequested));
      done = true;
      return new OpenAccount(place, masterKey, store);
    } finally {
      if (!done) {
        masterKey.close();
      }
    }
  }

  @Override
  public LibraryStore store() {
    return store;
  }

  /** The server knows by itself how far it is. */
  @Override
  public void inStep() {}

  @Override
  public boolean takeUpLogin() throws IOException {
    return store.goOnWith(place.session().unlock(masterKey));
  }

  /** What there is to check can only be seen by opening it. */
  @Override
  public List<Finding> check(BooleanSupplier stopRequested) {
    return List.of();
  }

  @Override
  public Optional<StoreCopies.Damage> damage() {
    return Optional.empty();
  }

  @Override
  public Set<String> mend(BooleanSupplier stopRequested) {
    return Set.of();
  }

  @Override
  public void close() throws IOException {
    try {
      store.close();
    } finally {
      masterKey.close();
    }
  }
}
