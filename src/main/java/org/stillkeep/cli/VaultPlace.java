package org.stillkeep.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Keys;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultStore;

/** The embedded vault. */
record VaultPlace(Config config) implements LibraryPlace {

  @Override
  public LibraryHome home() {
    return new LibraryHome.Vault(config.vault());
  }

  @Override
  public String secret() {
    return "passphrase";
  }

  @Override
  public String unlockCommand() {
    return "stillkeep vault unlock";
  }

  @Override
  public KeyAttributes keyAttributes() throws IOException {
    return VaultStore.readHeader(config.vault()).keyAttributes();
  }

  @Override
  public Optional<String> libraryId() throws IOException {
    try {
      return Optional.of(VaultStore.readHeader(config.vault()).vaultId());
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  @Override
  public OpenStore open(Keys keys, Catalog catalog, BooleanSupplier stopRequested) throws IOException {
    return OpenVault.open(config, keys, catalog, stopRequested);
  }
}
