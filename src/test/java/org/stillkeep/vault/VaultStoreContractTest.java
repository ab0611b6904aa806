package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.LibraryStoreContract;

/** The vault keeps the contract of stores. */
class VaultStoreContractTest extends LibraryStoreContract {

  private static final int SMALL_PAGE = 3;

  private final CryptoKey key = CryptoKey.random(new SecureRandom());

  @TempDir Path folder;

  @Override
  protected LibraryStore open() throws IOException {
    Path vault = folder.resolve("vault");
    if (!Files.exists(vault)) {
      VaultStore.create(vault, Ciphertexts.keyAttributes(), key);
    }
    return VaultStore.open(vault, key, VaultOptions.readWrite(Optional.empty()), SMALL_PAGE, () -> false);
  }
}
