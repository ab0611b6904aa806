package org.stillkeep.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * Takes the vault as it lies there for the right one, when it is older than it was, or another copy that was written to elsewhere. Only
 * its owner knows; until they say so, nothing is read from it and nothing written to it. It has to be whole in itself.
 */
final class VaultAcceptance {

  private final Face face;
  private final Config config;

  VaultAcceptance(Face face, Config config) {
    this.face = face;
    this.config = config;
  }

  void run(BooleanSupplier stopRequested) throws IOException, WrongPassphraseException, AlreadyRunningException {
    try (HeldState held = HeldState.take(config.state(), face.terminal());
        Keys keys = new LibraryKeys(face, config).unlock(VaultStore.readHeader(config.vault()).keyAttributes());
        CryptoKey key = keys.vaultAuthenticationKey();
        Catalog catalog = Catalog.open(config.catalogFile())) {
      if (isAsLastSeen(key, OpenVault.lastSeen(config, catalog), stopRequested)) {
        face.terminal().say("there is nothing to accept: this is the vault as it was last seen");
        return;
      }
      try (VaultStore vault = open(key, Optional.empty(), stopRequested)) {
        OpenVault.forgetLastSeen(vault, catalog);
        face.terminal()
            .say(
                "accepted, as of change set " + vault.head().number()
                    + ": the next command reads all of it anew; import what is missing in it once more");
      }
    }
  }

  private boolean isAsLastSeen(CryptoKey key, Optional<ChangeHead> lastSeen, BooleanSupplier stopRequested) throws IOException {
    try {
      open(key, lastSeen, stopRequested).close();
      return true;
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.OTHER_HISTORY) {
        throw e;
      }
      return false;
    }
  }

  private VaultStore open(CryptoKey key, Optional<ChangeHead> lastSeen, BooleanSupplier stopRequested) throws IOException {
    return VaultStore.open(config.vault(), key, VaultOptions.readOnly(lastSeen), stopRequested);
  }
}
