package org.stillkeep.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.KeyAttributes;

/** A locked vault that waits for its passphrase. Attempts come from any thread and take turns; one thread waits for the keys. */
final class Unlocking {

  private final KeyAttributes attributes;
  private final CompletableFuture<Keys> keys = new CompletableFuture<>();

  Unlocking(KeyAttributes attributes) {
    this.attributes = attributes;
  }

  /** The keys, once somebody has given the passphrase; closed by whoever waits for them. */
  CompletableFuture<Keys> keys() {
    return keys;
  }

  /**
   * Tries a passphrase; the caller wipes it. Takes seconds, by intent.
   *
   * @throws IOException when it cannot be tried
   */
  synchronized void attempt(char[] passphrase) throws IOException, WrongPassphraseException {
    if (keys.isDone()) {
      return;
    }
    Keys unlocked = Keys.unlockWithPassphrase(attributes, passphrase);
    if (!keys.complete(unlocked)) {
      // Given up meanwhile: the program ends.
      unlocked.close();
    }
  }
}
