package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillkeep.agent.StoreCopies;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** An open vault: swept after a crash, and compared with how it was seen last, so that one put back to an older state is noticed. */
final class OpenVault implements OpenStore {

  private static final String LAST_SEEN = "vault.last-seen.";
  private final VaultStore vault;
  private final Catalog catalog;
  private final RunningFile running;

  private OpenVault(VaultStore vault, Catalog catalog, RunningFile running) {
    this.vault = vault;
    this.catalog = catalog;
    this.running = running;
  }

  static OpenVault open(Config config, Keys keys, Catalog catalog, BooleanSupplier stopRequested) throws IOException {
    Optional<ChangeHead> lastSeen = lastSeen(config, catalog);
    try (CryptoKey authenticationKey = keys.vaultAuthenticationKey()) {
      VaultStore vault =
          VaultStore.open(config.vault(), authenticationKey, VaultOptions.readWrite(lastSeen), stopRequested);
      boolean swept = false;
      try {
        OpenVault open = new OpenVault(vault, catalog, RunningFile.begin(config.state(), vault, stopRequested));
        swept = true;
        return open;
      } finally {
        if (!swept) {
          vault.close();
        }
      }
    }
  }

  /** How the vault was seen last. What is remembered of another vault says nothing about this one. */
  static Optional<ChangeHead> lastSeen(Config config, Catalog catalog) throws IOException {
    return catalog.settings().get(LAST_SEEN + VaultStore.readHeader(config.vault()).vaultId()).map(OpenVault::head);
  }

  /** Forgets how it was seen last, and what the catalog knows of it: the next opening reads all of it anew. */
  static void forgetLastSeen(VaultStore vault, Catalog catalog) {
    catalog.inTransaction(
        () -> {
          catalog.settings().remove(LAST_SEEN + vault.storeId());
          Library.readAnew(catalog);
        });
  }

  @Override
  public LibraryStore store() {
    return vault;
  }

  @Override
  public void inStep() {
    catalog.settings().put(LAST_SEEN + vault.storeId(), vault.head().number() + ":" + vault.head().hash());
  }

  @Override
  public boolean takeUpLogin() {
    return false;
  }

  @Override
  public List<Finding> check(BooleanSupplier stopRequested) throws IOException {
    return FindingWords.ofVault(vault.check(stopRequested));
  }

  @Override
  public Optional<StoreCopies.Damage> damage() {
    return FindingWords.ofCopies(vault.findings());
  }

  @Override
  public Set<String> mend(BooleanSupplier stopRequested) throws IOException {
    return Stream.concat(vault.mendHeader().stream(), vault.mendChangeSets(stopRequested).stream().flatMap(OpenVault::withFolder))
        .map(FindingWords::vaultSubject)
        .collect(Collectors.toSet());
  }

  /** Where all files of a folder are missing, there is one finding, of the folder. */
  private static Stream<String> withFolder(String file) {
    return Stream.of(file, file.substring(0, file.indexOf('/')));
  }

  @Override
  public void close() throws IOException {
    try {
      running.close();
    } finally {
      vault.close();
    }
  }

  private static ChangeHead head(String remembered) {
    int colon = remembered.indexOf(':');
    return new ChangeHead(Long.parseLong(remembered.substring(0, colon)), remembered.substring(colon + 1));
  }
}
