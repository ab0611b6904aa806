package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.crypto.CryptoKey;

/** Opens a vault: header, lock, then all that lies in it; and gives the lock up when anything fails. */
final class VaultOpening {

  private VaultOpening() {}

  /** As {@link VaultStore#open(Path, CryptoKey, VaultOptions, BooleanSupplier)}, with pages of so many rows. */
  static VaultStore open(
      Path folder, CryptoKey authenticationKey, VaultOptions options, int pageRows, BooleanSupplier stopRequested)
      throws IOException {
    VaultKeys keys = new VaultKeys(authenticationKey);
    Optional<VaultLock> lock = Optional.empty();
    try {
      // Before anything is created in a folder that may be no vault.
      HeldHeader.read(folder, keys);
      lock = options.readOnly() ? Optional.empty() : Optional.of(VaultLock.take(folder));
      HeldHeader header = HeldHeader.read(folder, keys);
      VaultStore store = new VaultStore(folder, lock, keys, header, options.lastSeen().isPresent(), pageRows);
      store.load(options.lastSeen(), stopRequested);
      return store;
    } catch (IOException | RuntimeException e) {
      keys.close();
      if (lock.isPresent()) {
        lock.get().close();
      }
      throw e;
    }
  }
}
