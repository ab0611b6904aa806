package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.platform.Keychain;
import org.stillkeep.platform.Keychain.NoKeychainException;

/**
 * Keeps a library's master key for starts at which nobody is there to type a passphrase: in the desktop's keychain, in a systemd
 * credential, or in a file that only its owner can read. A file that others can read is refused, not repaired, since its key
 * is already out.
 *
 * <p>The keychain is used at a desktop only; elsewhere it is mostly locked. A mark in the state folder tells that a key is in
 * it, so that nobody who keeps theirs in a file ever waits for a session bus.
 */
final class KeyKeeper {

  private static final Logger log = LoggerFactory.getLogger(KeyKeeper.class);

  /** Name of the credential in {@code $CREDENTIALS_DIRECTORY}. */
  static final String CREDENTIAL_NAME = "stillkeep-key";

  static final String KEYCHAIN_WORDS = "the desktop's keychain";

  private final Path keyFile;
  private final Path keychainMark;
  private final Optional<Path> credential;
  private final Keychain keychain;
  private final boolean atDesktop;
  private final String nameInKeychain;
  private final String unlockCommand;

  /**
   * A place where a key is kept.
   *
   * @param name for people
   * @param reading gets it
   */
  record Place(String name, Reading reading) {

    /** The key. The caller closes it. */
    CryptoKey read() throws IOException {
      return reading.read();
    }
  }

  /** Gets a key from its place. */
  interface Reading {
    CryptoKey read() throws IOException;
  }

  /** The keeper of the key that opens the library of this configuration. */
  static KeyKeeper of(Config config, Map<String, String> environment) {
    return new KeyKeeper(
        config.library().kind(), config.state(), environment, Keychain.of(environment), Keychain.hasDesktop(environment));
  }

  /** @param atDesktop whether a new key may go into the keychain */
  KeyKeeper(
      LibraryConfig.Kind kind, Path stateFolder, Map<String, String> environment, Keychain keychain, boolean atDesktop) {
    boolean isVault = kind == LibraryConfig.Kind.VAULT;
    this.keyFile = stateFolder.resolve(isVault ? "vault.key" : "ente.key");
    this.keychainMark = stateFolder.resolve(keyFile.getFileName() + "-in-keychain");
    this.unlockCommand = isVault ? "stillkeep vault unlock" : "stillkeep ente login";
    this.credential =
        Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(folder -> Path.of(folder, CREDENTIAL_NAME));
    this.keychain = keychain;
    this.atDesktop = atDesktop;
    // One for each state folder, as with the file.
    this.nameInKeychain = (isVault ? "key of the vault, for " : "key of the Ente account, for ") + stateFolder.toAbsolutePath();
  }

  /** The file that takes the key where there is no keychain. */
  Path keyFile() {
    return keyFile;
  }

  /** Whether a key is kept. */
  boolean isKept() {
    return !places().isEmpty();
  }

  /** Where keys are kept, in the order in which they are to be tried. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    if (Files.exists(keychainMark)) {
      places.add(new Place(KEYCHAIN_WORDS, this::readKeychain));
    }
    credential.filter(Files::exists).ifPresent(file -> places.add(new Place(file.toString(), () -> parse(file))));
    if (Files.exists(keyFile)) {
      places.add(new Place(keyFile.toString(), this::readKeyFile));
    }
    return places;
  }

  /**
   * Keeps the key in the keychain, else in the key file. A key file is given up only when the keychain has given back what
   * was put into it.
   *
   * @return where, for people; empty, with nothing kept, where the file system cannot hide a file from others
   */
  Optional<String> keep(CryptoKey masterKey) throws IOException {
    byte[] secret = masterKey.copyBytes();
    try {
      if (atDesktop && keepInKeychain(secret)) {
        Files.deleteIfExists(keyFile);
        return Optional.of(KEYCHAIN_WORDS);
      }
      return keepInFile(secret) ? Optional.of(keyFile.toString()) : Optional.empty();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Forgets the key in the keychain and in the key file.
   *
   * @throws NoKeychainException if the keychain cannot be asked; the file is deleted then, and the next call tries again
   */
  void forget() throws IOException {
    Files.deleteIfExists(keyFile);
    if (Files.exists(keychainMark)) {
      keychain.delete(nameInKeychain);
      Files.delete(keychainMark);
    }
  }

  private boolean keepInKeychain(byte[] secret) throws IOException {
    boolean isThere = Files.exists(keychainMark);
    try {
      // The mark first: a key that is in the keychain without one would never be forgotten.
      DurableFiles.replace(keychainMark, new byte[0]);
      keychain.put(nameInKeychain, secret);
      isThere = true;
      byte[] readBack = keychain.get(nameInKeychain).orElseThrow(() -> new NoKeychainException("it forgot at once"));
      boolean isSame = Arrays.equals(secret, readBack);
      Arrays.fill(readBack, (byte) 0);
      return isSame;
    } catch (NoKeychainException e) {
      log.info("the key is not kept in the keychain: {}", e.getMessage());
      return false;
    } finally {
      if (!isThere) {
        Files.deleteIfExists(keychainMark);
      }
    }
  }

  private boolean keepInFile(byte[] secret) throws IOException {
    byte[] text = Base64.getEncoder().encode(secret);
    try (Pending pending = DurableFiles.begin(keyFile, PosixMode.OWNER_ONLY)) {
      pending.body().write(text);
      pending.commit();
    } finally {
      Arrays.fill(text, (byte) 0);
    }
    if (!DurableFiles.readBackOwnerOnly(keyFile)) {
      Files.deleteIfExists(keyFile);
      return false;
    }
    return true;
  }

  private CryptoKey readKeychain() throws IOException {
    byte[] secret = keychain.get(nameInKeychain).orElseThrow(() -> new NoKeychainException("the keychain has no key of ours"));
    try {
      return CryptoKey.copyOf(secret);
    } catch (IllegalArgumentException e) {
      throw new NoKeychainException("the key in the keychain is damaged");
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private CryptoKey readKeyFile() throws IOException {
    if (!DurableFiles.readBackOwnerOnly(keyFile)) {
      throw new UserException(
          ExitCode.LOCKED,
          "the key file " + keyFile + " can be read by others",
          "if nobody else uses this computer, take their rights to it away (chmod 600); else whoever copied it can open"
              + " this library, whatever the passphrase: create another and import again");
    }
    return parse(keyFile);
  }

  private CryptoKey parse(Path file) throws IOException {
    byte[] text = Files.readAllBytes(file);
    try {
      byte[] secret = Base64.getMimeDecoder().decode(text);
      try {
        return CryptoKey.copyOf(secret);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } catch (IllegalArgumentException e) {
      throw new UserException(
          ExitCode.LOCKED, "the key in " + file + " is damaged", "delete it and run `" + unlockCommand + "`");
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
