package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.FlippedBytes;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.faults.Covers;
import org.stillkeep.platform.Keychain;
import org.stillkeep.platform.Keychain.NoKeychainException;
import org.stillkeep.platform.PrivateKeyring;
import org.stillkeep.store.KeyAttributes;

class KeyKeeperTest {

  private static final byte[] SECRET = new byte[32];

  private static final byte[] OLD_SECRET = new byte[32];

  static {
    Arrays.fill(SECRET, (byte) 7);
  }

  @TempDir private Path state;

  @BeforeEach
  void needsPermissions() {
    assumeTrue(state.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
  }

  private KeyKeeper keeper() {
    return new KeyKeeper(LibraryConfig.Kind.VAULT, state, Map.of(), Keychain.of(Map.of()), false);
  }

  private KeyKeeper atDesktop(Keychain keychain) {
    return new KeyKeeper(LibraryConfig.Kind.VAULT, state, Map.of(), keychain, true);
  }

  private static Optional<String> keep(KeyKeeper keeper, byte[] secret) throws IOException {
    try (CryptoKey key = CryptoKey.copyOf(secret)) {
      return keeper.keep(key);
    }
  }

  private static byte[] firstOf(KeyKeeper keeper) throws IOException {
    try (CryptoKey key = keeper.places().get(0).read()) {
      return key.copyBytes();
    }
  }

  @Test
  void aKeptKeyIsReadBackAndItsFileIsTheOwnersAlone() throws IOException {
    assertThat(keep(keeper(), SECRET)).contains(keeper().keyFile().toString());

    assertThat(firstOf(keeper())).isEqualTo(SECRET);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keeper().keyFile()))).isEqualTo("rw-------");
    keeper().forget();
    assertThat(keeper().isKept()).isFalse();
    assertThat(keeper().keyFile()).doesNotExist();
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    keep(keeper(), SECRET);
    Files.setPosixFilePermissions(keeper().keyFile(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> firstOf(keeper()))
        .isInstanceOfSatisfying(UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED));
  }

  @Test
  void aDamagedKeyIsSaidWithoutItsText() throws IOException {
    Files.writeString(keeper().keyFile(), "c2hvcnQ=");
    Files.setPosixFilePermissions(keeper().keyFile(), PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> firstOf(keeper()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  @Covers("F54")
  void noChangedByteOfAKeyIsBelieved() throws IOException, WrongPassphraseException {
    Keys.Created created = Keys.create("pass".toCharArray(), new KdfLimits(8 * 1024, 1), new SecureRandom());
    try (CryptoKey masterKey = created.keys().masterKeyCopy()) {
      keeper().keep(masterKey);
      FlippedBytes.of(keeper().keyFile(), what -> assertRefusedOrSame(what, created.attributes(), masterKey));
      assertThat(firstOf(keeper())).isEqualTo(masterKey.copyBytes());
    }
  }

  /** What is read as another key opens nothing: the private key in the vault's header proves it. */
  private void assertRefusedOrSame(String what, KeyAttributes attributes, CryptoKey masterKey) throws IOException {
    try (CryptoKey read = keeper().places().get(0).read()) {
      Keys.unlockWithMasterKey(attributes, read).close();
      assertThat(read.copyBytes()).as(what).isEqualTo(masterKey.copyBytes());
    } catch (WrongPassphraseException e) {
      assertThat(e).as(what).hasMessage("the kept key is that of another library");
    } catch (UserException e) {
      assertThat(e).as(what).hasMessageContaining("damaged").hasMessageContaining(keeper().keyFile().toString());
    }
  }

  @Test
  void aCredentialComesBeforeTheFile() throws IOException {
    Path credentials = Files.createDirectory(state.resolve("credentials"));
    Files.writeString(credentials.resolve(KeyKeeper.CREDENTIAL_NAME), Base64.getEncoder().encodeToString(SECRET) + "\n");
    KeyKeeper keeper = new KeyKeeper(LibraryConfig.Kind.VAULT, state, Map.of("CREDENTIALS_DIRECTORY", credentials.toString()), Keychain.of(Map.of()), false);

    assertThat(keeper.isKept()).isTrue();
    assertThat(firstOf(keeper)).isEqualTo(SECRET);
  }

  @Test
  void atADesktopTheKeychainTakesTheKeyAndTheFileGoes() throws IOException {
    FakeKeychain keychain = new FakeKeychain();
    keep(keeper(), OLD_SECRET);

    assertThat(keep(atDesktop(keychain), SECRET)).contains(KeyKeeper.KEYCHAIN_WORDS);

    assertThat(keeper().keyFile()).doesNotExist();
    assertThat(keychain.secrets).hasSize(1);
    assertThat(firstOf(atDesktop(keychain))).isEqualTo(SECRET);
    atDesktop(keychain).forget();
    assertThat(keychain.secrets).isEmpty();
    assertThat(atDesktop(keychain).isKept()).isFalse();
  }

  @Test
  void theFileStaysUntilTheKeychainHasGivenBackWhatItGot() throws IOException {
    FakeKeychain keychain = new FakeKeychain();
    keychain.isForgetful = true;
    keep(keeper(), OLD_SECRET);

    assertThat(keep(atDesktop(keychain), SECRET)).contains(keeper().keyFile().toString());

    assertThat(Files.readString(keeper().keyFile())).isEqualTo(Base64.getEncoder().encodeToString(SECRET));
  }

  @Test
  @Covers("F57")
  void whereTheKeychainIsLockedTheFileTakesTheKeyAndNobodyIsAskedAgain() throws IOException {
    FakeKeychain keychain = new FakeKeychain();
    keychain.isLocked = true;

    assertThat(keep(atDesktop(keychain), SECRET)).contains(keeper().keyFile().toString());

    assertThat(atDesktop(keychain).places()).hasSize(1);
    assertThat(firstOf(atDesktop(keychain))).isEqualTo(SECRET);
  }

  @Test
  @Covers("F57")
  void aKeychainThatIsLockedLaterLeavesTheFileToFallBackOn() throws IOException {
    FakeKeychain keychain = new FakeKeychain();
    keep(atDesktop(keychain), OLD_SECRET);
    keep(new KeyKeeper(LibraryConfig.Kind.VAULT, state, Map.of(), keychain, false), SECRET);
    keychain.isLocked = true;

    KeyKeeper keeper = atDesktop(keychain);
    assertThat(keeper.places()).extracting(KeyKeeper.Place::name)
        .containsExactly(KeyKeeper.KEYCHAIN_WORDS, keeper.keyFile().toString());
    assertThatThrownBy(() -> firstOf(keeper)).isInstanceOf(NoKeychainException.class);
    assertThatThrownBy(keeper::forget).isInstanceOf(NoKeychainException.class);
    assertThat(keeper.keyFile()).doesNotExist();
    keychain.isLocked = false;
    keeper.forget();
    assertThat(keychain.secrets).isEmpty();
    assertThat(keeper.isKept()).isFalse();
  }

  @Test
  void aRealKeychainKeepsTheKey(@TempDir Path folder) throws IOException {
    try (PrivateKeyring keyring = PrivateKeyring.startIn(folder)) {
      KeyKeeper keeper = atDesktop(Keychain.onBusOf(keyring.environment()));

      assertThat(keep(keeper, SECRET)).contains(KeyKeeper.KEYCHAIN_WORDS);

      assertThat(firstOf(keeper)).isEqualTo(SECRET);
      assertThat(keeper.keyFile()).doesNotExist();
    }
  }

  /** Keeps what it is given, unless told otherwise. */
  private static final class FakeKeychain implements Keychain {

    private final Map<String, byte[]> secrets = new HashMap<>();
    private boolean isLocked;
    private boolean isForgetful;

    @Override
    public void put(String name, byte[] secret) throws NoKeychainException {
      refuseIfLocked();
      secrets.put(name, secret.clone());
    }

    @Override
    public Optional<byte[]> get(String name) throws NoKeychainException {
      refuseIfLocked();
      return isForgetful ? Optional.of(new byte[32]) : Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
    }

    @Override
    public void delete(String name) throws NoKeychainException {
      refuseIfLocked();
      secrets.remove(name);
    }

    private void refuseIfLocked() throws NoKeychainException {
      if (isLocked) {
        throw new NoKeychainException("the keychain is locked");
      }
    }
  }
}
