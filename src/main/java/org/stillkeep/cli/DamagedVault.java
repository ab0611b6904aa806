package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.vault.VaultStore;

/** A vault that is too damaged to be opened. */
final class DamagedVault {

  static final String REMEDY =
      "copy the vault folder before anything else, then put the files that are lost back from a backup of the vault;"
          + " docs/restore-vault.py gets out what is left";

  private DamagedVault() {}

  /** Which of its files are damaged. Changes nothing. */
  static List<Finding> look(Face face, Config config, BooleanSupplier stopRequested)
      throws IOException, WrongPassphraseException, AlreadyRunningException {
    try (HeldState held = HeldState.take(config.state(), face.terminal());
        Keys keys = new LibraryKeys(face, config).unlock(LibraryPlace.of(config).keyAttributes());
        CryptoKey key = keys.vaultAuthenticationKey()) {
      return FindingWords.ofVault(VaultStore.check(config.vault(), key, stopRequested));
    }
  }
}
