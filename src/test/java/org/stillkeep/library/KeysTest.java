package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

class KeysTest {

  private static final KdfLimits CHEAP = LibraryFixture.CHEAP;
  private static final long MIB = 1024 * 1024;

  private final SecureRandom random = new SecureRandom();
  private final Keys.Created created = Keys.create(" Zürich  9 ".toCharArray(), CHEAP, random);
  private final Keys keys = created.keys();
  private final KeyAttributes attributes = created.attributes();

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void thePassphraseUnlocksExactlyAsTyped() throws Exception {
    try (Keys unlocked = Keys.unlockWithPassphrase(attributes, " Zürich  9 ".toCharArray())) {
      assertThat(secret(unlocked)).isEqualTo(secret(keys));
    }
    for (String other : List.of("Zürich  9", " Zürich 9 ", " Zu\u0308rich  9 ", "")) {
      assertThatThrownBy(() -> Keys.unlockWithPassphrase(attributes, other.toCharArray()))
          .isInstanceOf(WrongPassphraseException.class);
    }
  }

  @Test
  void theRecoveryWordsUnlockAndThoseOfAnotherLibraryDoNot() throws Exception {
    String words = String.join(" ", keys.recoveryWords(attributes));
    try (Keys unlocked = Keys.unlockWithRecoveryWords(attributes, words)) {
      assertThat(secret(unlocked)).isEqualTo(secret(keys));
    }
    Keys.Created other = Keys.create("x".toCharArray(), CHEAP, random);
    try (Keys others = other.keys()) {
      String othersWords = String.join(" ", others.recoveryWords(other.attributes()));
      assertThatThrownBy(() -> Keys.unlockWithRecoveryWords(attributes, othersWords))
          .isInstanceOf(WrongPassphraseException.class);
    }
    assertThatThrownBy(() -> Keys.unlockWithRecoveryWords(attributes, "only three words"))
        .isInstanceOf(RecoveryWordsException.class);
  }

  @Test
  void theMasterKeyUnlocksAndAnotherDoesNot() throws Exception {
    try (CryptoKey kept = keys.masterKeyCopy();
        Keys unlocked = Keys.unlockWithMasterKey(attributes, kept);
        CryptoKey other = CryptoKey.random(random)) {
      assertThat(secret(unlocked)).isEqualTo(secret(keys));
      assertThatThrownBy(() -> Keys.unlockWithMasterKey(attributes, other)).isInstanceOf(WrongPassphraseException.class);
    }
  }

  @Test
  void aNewPassphraseReplacesTheOldOneAndLeavesTheRecoveryWords() throws Exception {
    KeyAttributes changed = keys.changePassphrase(attributes, "new".toCharArray(), CHEAP, random);
    try (Keys unlocked = Keys.unlockWithPassphrase(changed, "new".toCharArray())) {
      assertThat(secret(unlocked)).isEqualTo(secret(keys));
      assertThat(unlocked.recoveryWords(changed)).isEqualTo(keys.recoveryWords(attributes));
    }
    assertThatThrownBy(() -> Keys.unlockWithPassphrase(changed, " Zürich  9 ".toCharArray()))
        .isInstanceOf(WrongPassphraseException.class);
    assertThat(changed.kekSalt()).isNotEqualTo(attributes.kekSalt());
  }

  @Test
  void oneDerivationServesForUnlockingToo() throws Exception {
    try (PasswordKey right = derived(" Zürich  9 ", attributes);
        PasswordKey wrong = derived("Zürich  9", attributes);
        Keys unlocked = Keys.unlockWithPasswordKey(attributes, right)) {
      assertThat(secret(unlocked)).isEqualTo(secret(keys));
      assertThatThrownBy(() -> Keys.unlockWithPasswordKey(attributes, wrong)).isInstanceOf(WrongPassphraseException.class);
    }
  }

  @Test
  void aKeyThatWasDerivedForOtherAttributesIsNoWrongPassphrase() {
    try (PasswordKey other = Keys.deriveNew(" Zürich  9 ".toCharArray(), CHEAP, random)) {
      assertThatThrownBy(() -> Keys.unlockWithPasswordKey(attributes, other))
          .isInstanceOf(DamagedKeyAttributesException.class);
    }
  }

  @Test
  void keysAreMadeAndChangedWithADerivationOfTheCallers() throws Exception {
    try (PasswordKey first = Keys.deriveNew("first".toCharArray(), CHEAP, random);
        PasswordKey second = Keys.deriveNew("second".toCharArray(), CHEAP, random)) {
      Keys.Created made = Keys.create(first, random);
      try (Keys own = made.keys();
          Keys again = Keys.unlockWithPassphrase(made.attributes(), "first".toCharArray())) {
        KeyAttributes changed = again.changePassphrase(made.attributes(), second, random);
        try (Keys unlocked = Keys.unlockWithPassphrase(changed, "second".toCharArray())) {
          assertThat(secret(unlocked)).isEqualTo(secret(own));
        }
      }
    }
  }

  @Test
  void anOldAccountWithoutRecoveryKeyOpensByPassphraseAlone() throws Exception {
    EncryptedKey none = new EncryptedKey(new byte[0], new byte[0]);
    KeyAttributes old =
        new KeyAttributes(
            attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit(), attributes.masterKey(),
            attributes.publicKey(), attributes.secretKey(), none, none);
    assertThat(Keys.hasRecoveryKey(attributes)).isTrue();
    assertThat(Keys.hasRecoveryKey(old)).isFalse();
    try (Keys unlocked = Keys.unlockWithPassphrase(old, " Zürich  9 ".toCharArray())) {
      assertThatThrownBy(() -> unlocked.recoveryWords(old))
          .isInstanceOf(DamagedKeyAttributesException.class)
          .hasMessageContaining("no recovery key");
    }
    String words = String.join(" ", keys.recoveryWords(attributes));
    assertThatThrownBy(() -> Keys.unlockWithRecoveryWords(old, words)).isInstanceOf(DamagedKeyAttributesException.class);
  }

  @Test
  void theKeyOfASharedCollectionComesOutOfItsSealedBox() throws Exception {
    try (CryptoKey collectionKey = CryptoKey.random(random);
        Keys unlocked = Keys.unlockWithPassphrase(attributes, " Zürich  9 ".toCharArray())) {
      byte[] box = SealedBox.seal(collectionKey.copyBytes(), attributes.publicKey(), random);
      for (Keys each : List.of(keys, unlocked)) {
        try (CryptoKey opened = each.openCollectionKey(new EncryptedKey(box, new byte[0]))) {
          assertThat(opened.copyBytes()).isEqualTo(collectionKey.copyBytes());
        }
      }
      byte[] tooLong = SealedBox.seal(new byte[33], attributes.publicKey(), random);
      for (byte[] malformed : List.of(tooLong, new byte[80], new byte[0])) {
        assertThatThrownBy(() -> keys.openCollectionKey(new EncryptedKey(malformed, new byte[0])))
            .isInstanceOf(CiphertextException.class);
      }
    }
  }

  @Test
  void damagedAttributesAreNoWrongPassphrase() {
    EncryptedKey other = new EncryptedKey(new byte[48], new byte[24]);
    KeyAttributes wrongPrivateKey =
        new KeyAttributes(
            attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit(), attributes.masterKey(),
            attributes.publicKey(), other, attributes.masterKeyUnderRecoveryKey(), attributes.recoveryKeyUnderMasterKey());
    KeyAttributes cutMasterKey =
        new KeyAttributes(
            attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit(),
            new EncryptedKey(new byte[47], new byte[24]), attributes.publicKey(), attributes.secretKey(),
            attributes.masterKeyUnderRecoveryKey(), attributes.recoveryKeyUnderMasterKey());
    for (KeyAttributes damaged : List.of(wrongPrivateKey, cutMasterKey)) {
      assertThatThrownBy(() -> Keys.unlockWithPassphrase(damaged, " Zürich  9 ".toCharArray()))
          .isInstanceOf(DamagedKeyAttributesException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"8589934592, 1", "1073741824, 9", "1048576, 2000000000", "8191, 1", "8192, 0", "-1, -1"})
  void hostileLimitsAreRefusedBeforeAnyMemoryIsTaken(long memLimitBytes, int opsLimit) {
    KeyAttributes hostile =
        new KeyAttributes(
            attributes.kekSalt(), memLimitBytes, opsLimit, attributes.masterKey(), attributes.publicKey(),
            attributes.secretKey(), attributes.masterKeyUnderRecoveryKey(), attributes.recoveryKeyUnderMasterKey());
    assertThatThrownBy(() -> Keys.unlockWithPassphrase(hostile, "x".toCharArray()))
        .isInstanceOf(DamagedKeyAttributesException.class);
  }

  @Test
  void everyLimitOfEntesClientsIsAcceptable() {
    assertThat(List.of(new KdfLimits(1024 * MIB, 4), new KdfLimits(512 * MIB, 8), KdfLimits.SIGN_UP, new KdfLimits(128 * MIB, 32)))
        .allMatch(KdfLimits::areAcceptable);
  }

  @ParameterizedTest
  @CsvSource({"8192, 256", "512, 256", "511, 128", "256, 128", "128, 64", "96, 32", "8, 16"})
  void limitsKeepTheirStrengthInAnyHeap(long heapMib, long expectedMib) {
    KdfLimits limits = KdfLimits.forAvailableMemory(heapMib * MIB);
    assertThat(limits.memLimitBytes()).isEqualTo(expectedMib * MIB);
    assertThat(limits.memLimitBytes() * limits.opsLimit()).isEqualTo(KdfLimits.STRENGTH);
    assertThat(limits.areAcceptable()).isTrue();
  }

  @Test
  void theVaultsKeyIsAlwaysTheSameAndNotTheMasterKey() {
    try (CryptoKey first = keys.vaultAuthenticationKey();
        CryptoKey second = keys.vaultAuthenticationKey()) {
      assertThat(first.copyBytes()).isEqualTo(second.copyBytes()).isNotEqualTo(secret(keys));
    }
  }

  private static PasswordKey derived(String passphrase, KeyAttributes attributes) {
    return PasswordKey.derive(
        passphrase.toCharArray(), attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit());
  }

  private static byte[] secret(Keys keys) {
    try (CryptoKey masterKey = keys.masterKeyCopy()) {
      return masterKey.copyBytes();
    }
  }
}
