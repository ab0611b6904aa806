package org.stillkeep.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.Keys;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** A vault, opened as the program does: with the head that was seen last, and swept after a crash. */
final class VaultCellar implements Cellar {

  private static final String LAST_SEEN = "vault.last-seen.";

  private final SecureRandom random = new SecureRandom();
  private final Path folder;
  private final Path running;
  private VaultStore store;

  /** Makes an empty vault. */
  VaultCellar(Path folder, Path state) throws IOException {
    this.folder = folder;
    this.running = state.resolve("running");
    Keys.Created created = Keys.create(FIRST_PASSPHRASE, SmallLibrary.CHEAP, random);
    try (Keys keys = created.keys();
        CryptoKey key = keys.vaultAuthenticationKey()) {
      VaultStore.create(folder, created.attributes(), key);
    }
  }

  @Override
  public LibraryHome home() {
    return new LibraryHome.Vault(folder);
  }

  @Override
  public KeyAttributes keyAttributes() throws IOException {
    return VaultStore.readHeader(folder).keyAttributes();
  }

  @Override
  public LibraryStore open(Keys keys, Catalog catalog) throws IOException {
    Optional<ChangeHead> lastSeen =
        catalog.settings().get(LAST_SEEN + VaultStore.readHeader(folder).vaultId()).map(VaultCellar::head);
    try (CryptoKey key = keys.vaultAuthenticationKey()) {
      store = VaultStore.open(folder, key, VaultOptions.readWrite(lastSeen));
    }
    if (Files.exists(running)) {
      store.sweepOrphans(Files.readAllLines(running).stream(), () -> false);
    }
    Files.writeString(running, "");
    store.noteObjectsTo(this::note);
    return store;
  }

  private synchronized void note(String objectKey) {
    try {
      Files.writeString(running, objectKey + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void endInOrder(Catalog catalog) throws IOException {
    catalog.settings().put(LAST_SEEN + store.storeId(), store.head().number() + ":" + store.head().hash());
    Files.delete(running);
    store.close();
  }

  @Override
  public void endInDisorder() throws IOException {
    store.close();
  }

  @Override
  public void changePassphrase(Keys keys, char[] passphrase) throws IOException {
    store.replaceKeyAttributes(keys.changePassphrase(store.keyAttributes(), passphrase, SmallLibrary.CHEAP, random));
  }

  private static ChangeHead head(String remembered) {
    String[] parts = remembered.split(":", 2);
    return new ChangeHead(Long.parseLong(parts[0]), parts[1]);
  }
}
