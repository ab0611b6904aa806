package org.stillkeep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** An open vault: swept after a crash, and compared with how it was seen last, so that one put back to an older state is noticed. */
final class OpenVault implements OpenStore {

  private static final Logger log = LoggerFactory.getLogger(OpenVault.class);
  private static final String LAST_SEEN = "vault.last-seen.";
  /** Lies in the state folder while a program works, and says since when; what is found at the next start was left by a crash. */
  private static final String RUNNING_FILE = "running";

  private final VaultStore vault;
  private final Catalog catalog;
  private final Path running;

  private OpenVault(VaultStore vault, Catalog catalog, Path running) {
    this.vault = vault;
    this.catalog = catalog;
    this.running = running;
  }

  static OpenVault open(Config config, Keys keys, Catalog catalog, BooleanSupplier stopRequested) throws IOException {
    Optional<ChangeHead> lastSeen = lastSeen(config, catalog);
    try (CryptoKey authenticationKey = keys.vaultAuthenticationKey()) {
      VaultStore vault =
          VaultStore.open(config.vault(), authenticationKey, VaultOptions.readWrite(lastSeen), stopRequested);
      OpenVault open = new OpenVault(vault, catalog, config.state().resolve(RUNNING_FILE));
      boolean swept = false;
      try {
        open.sweepAfterCrash(stopRequested);
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
  public Set<String> mend() throws IOException {
    return Stream.concat(vault.mendHeader().stream(), vault.mendChangeSets().stream().flatMap(OpenVault::withFolder))
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
      Files.deleteIfExists(running);
    } finally {
      vault.close();
    }
  }

  /**
   * Only what that run itself may have left is swept: objects that were there before may belong to a history that was given up by
   * {@code vault accept}, and to a person who will want them back.
   */
  private void sweepAfterCrash(BooleanSupplier stopRequested) throws IOException {
    Optional<FileTime> begins = vault.timeOnDisk();
    if (Files.exists(running)) {
      Optional<FileTime> began = began(Files.readString(running, UTF_8));
      int orphans = began.isPresent() ? vault.sweepOrphans(began.get(), stopRequested) : 0;
      log.info("the last run did not end by itself; {} objects that no file names were swept away", orphans);
    }
    DurableFiles.replace(running, begins.map(time -> Long.toString(time.toMillis())).orElse("").getBytes(UTF_8));
  }

  /** When the run began that left this file; empty when its disk did not say, or an older program wrote it. */
  private static Optional<FileTime> began(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(FileTime.fromMillis(Long.parseLong(text))) : Optional.empty();
  }

  private static ChangeHead head(String remembered) {
    int colon = remembered.indexOf(':');
    return new ChangeHead(Long.parseLong(remembered.substring(0, colon)), remembered.substring(colon + 1));
  }
}
