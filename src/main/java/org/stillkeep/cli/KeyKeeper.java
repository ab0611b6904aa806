package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/**
 * Keeps a vault's master key for starts at which nobody is there to type a passphrase: in a systemd credential, else in a
 * file that only its owner can read. A file that others can read is refused, not repaired, since its key is already out.
 */
final class KeyKeeper {

  /** Name of the credential in {@code $CREDENTIALS_DIRECTORY}. */
  static final String CREDENTIAL_NAME = "stillkeep-key";

  private static final String FILE_NAME = "vault.key";

  private final Path keyFile;
  private final Optional<Path> credential;

  KeyKeeper(Path stateFolder, Map<String, String> environment) {
    this.keyFile = stateFolder.resolve(FILE_NAME);
    this.credential =
        Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(folder -> Path.of(folder, CREDENTIAL_NAME));
  }

  /** Where the key is kept, for people. */
  Path keyFile() {
    return keyFile;
  }

  /** Whether a key is kept. */
  boolean isKept() {
    return credential.filter(Files::exists).isPresent() || Files.exists(keyFile);
  }

  /** The kept key, if there is one. The caller closes it. */
  Optional<CryptoKey> read() throws IOException {
    if (credential.isPresent() && Files.exists(credential.get())) {
      return Optional.of(parse(credential.get()));
    }
    if (!Files.exists(keyFile)) {
      return Optional.empty();
    }
    if (!DurableFiles.readBackOwnerOnly(keyFile)) {
      throw new UserException(
          ExitCode.LOCKED,
          "the key file " + keyFile + " can be read by others",
          "if nobody else uses this computer, take their rights to it away (chmod 600); else whoever copied it can open"
              + " this vault, whatever the passphrase: create another and import again");
    }
    return Optional.of(parse(keyFile));
  }

  /**
   * Keeps the key in the key file.
   *
   * @return false, with nothing kept, where the file system cannot hide a file from others
   */
  boolean keep(CryptoKey masterKey) throws IOException {
    byte[] secret = masterKey.copyBytes();
    byte[] text = Base64.getEncoder().encode(secret);
    try (Pending pending = DurableFiles.begin(keyFile, PosixMode.OWNER_ONLY)) {
      pending.body().write(text);
      pending.commit();
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
    if (!DurableFiles.readBackOwnerOnly(keyFile)) {
      forget();
      return false;
    }
    return true;
  }

  /** Forgets the key in the key file. */
  void forget() throws IOException {
    Files.deleteIfExists(keyFile);
  }

  private static CryptoKey parse(Path file) throws IOException {
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
          ExitCode.LOCKED, "the key in " + file + " is damaged", "delete it and unlock with `stillkeep vault unlock`");
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
