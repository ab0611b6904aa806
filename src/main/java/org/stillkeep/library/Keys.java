package org.stillkeep.library;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.NotEnoughMemoryException;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWords;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/**
 * The unlocked keys of one library. The hierarchy is Ente's:
 *
 * <pre>
 *   passphrase --Argon2id--> key encryption key --secretbox--> master key --secretbox--> private key, collection keys
 *   recovery words  =  recovery key  --secretbox--> master key        collection key --secretbox--> file keys
 * </pre>
 *
 * <p>Passphrases are taken as typed, in UTF-8, neither trimmed nor normalised. Every copy made of one is wiped; the
 * caller wipes the array that it gave. Whoever unlocks keys closes them; from then on nothing can be opened with them.
 */
public final class Keys implements AutoCloseable {

  private static final int WRAPPED_KEY_BYTES = SecretBox.MAC_BYTES + CryptoKey.BYTES;

  private final CryptoKey masterKey;
  private final X25519KeyPair pair;

  private Keys(CryptoKey masterKey, X25519KeyPair pair) {
    this.masterKey = masterKey;
    this.pair = pair;
  }

  /**
   * New keys with the attributes that open them again.
   *
   * @param keys unlocked
   * @param attributes to be stored; they reveal nothing without passphrase or recovery words
   */
  public record Created(Keys keys, KeyAttributes attributes) {}

  /**
   * Makes the keys of a new library. Takes time and memory as {@link #deriveNew} does.
   *
   * @throws NotEnoughMemoryException when the heap is too small for the least that would be strong enough
   */
  public static Created create(char[] passphrase, KdfLimits limits, SecureRandom random) {
    try (PasswordKey derived = deriveNew(passphrase, limits, random)) {
      return create(derived, random);
    }
  }

  /**
   * Makes the keys of a new library that opens with this key.
   *
   * @param passwordKey with a salt of its own; stays the caller's to close
   */
  public static Created create(PasswordKey passwordKey, SecureRandom random) {
    CryptoKey masterKey = CryptoKey.random(random);
    X25519KeyPair pair = X25519KeyPair.random(random);
    try (CryptoKey recoveryKey = CryptoKey.random(random)) {
      KeyAttributes attributes =
          new KeyAttributes(
              passwordKey.salt(),
              passwordKey.memLimitBytes(),
              passwordKey.opsLimit(),
              wrap(masterKey, passwordKey.key(), random),
              pair.publicKey(),
              wrap(pair.secretKey(), masterKey, random),
              wrap(masterKey, recoveryKey, random),
              wrap(recoveryKey, masterKey, random));
      return new Created(new Keys(masterKey, pair), attributes);
    }
  }

  /**
   * Derives a key from a new passphrase, with a fresh salt. Takes seconds, and the memory that the limits name; when the heap
   * has not that much, half the memory and twice the passes are tried, down to what an Ente server accepts.
   *
   * @throws NotEnoughMemoryException when the heap is too small for that, too
   */
  public static PasswordKey deriveNew(char[] passphrase, KdfLimits limits, SecureRandom random) {
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    random.nextBytes(salt);
    KdfLimits affordable = limits;
    while (true) {
      try {
        return PasswordKey.derive(passphrase, salt, affordable.memLimitBytes(), affordable.opsLimit());
      } catch (NotEnoughMemoryException e) {
        affordable = affordable.withHalfTheMemory();
        if (affordable.memLimitBytes() < KdfLimits.ENTE_MIN_MEMORY_BYTES) {
          throw e;
        }
      }
    }
  }

  /**
   * Unlocks with the passphrase. Takes as long as the stored limits demand.
   *
   * @throws WrongPassphraseException when the passphrase does not open the master key
   * @throws DamagedKeyAttributesException when the attributes cannot be tried, or do not fit together
   * @throws NotEnoughMemoryException when the heap cannot hold what the stored limits demand
   */
  public static Keys unlockWithPassphrase(KeyAttributes attributes, char[] passphrase)
      throws WrongPassphraseException, DamagedKeyAttributesException {
    requireShape(attributes);
    try (PasswordKey derived =
        PasswordKey.derive(passphrase, attributes.kekSalt(), attributes.memLimitBytes(), attributes.opsLimit())) {
      return unlockWithPasswordKey(attributes, derived);
    }
  }

  /**
   * Unlocks with the key that was derived from the passphrase with the attributes' salt and limits.
   *
   * @param passwordKey stays the caller's to close
   * @throws WrongPassphraseException when it does not open the master key
   * @throws DamagedKeyAttributesException when the attributes are not those that it was derived for, or do not fit together
   */
  public static Keys unlockWithPasswordKey(KeyAttributes attributes, PasswordKey passwordKey)
      throws WrongPassphraseException, DamagedKeyAttributesException {
    requireShape(attributes);
    if (!Arrays.equals(attributes.kekSalt(), passwordKey.salt())
        || attributes.memLimitBytes() != passwordKey.memLimitBytes()
        || attributes.opsLimit() != passwordKey.opsLimit()) {
      throw new DamagedKeyAttributesException("the key was derived with another salt or other limits");
    }
    try {
      return withPrivateKey(attributes, unwrap(attributes.masterKey(), passwordKey.key()));
    } catch (CiphertextException e) {
      throw new WrongPassphraseException("the passphrase does not open this library", e);
    }
  }

  /**
   * Unlocks with the recovery words, or with the 64 hexadecimal digits that older programs showed instead.
   *
   * @throws RecoveryWordsException when the words are no recovery key at all
   * @throws WrongPassphraseException when they are that of another library
   * @throws DamagedKeyAttributesException when the attributes do not fit together, or {@linkplain #hasRecoveryKey know of no
   *     recovery key}
   */
  public static Keys unlockWithRecoveryWords(KeyAttributes attributes, CharSequence words)
      throws RecoveryWordsException, WrongPassphraseException, DamagedKeyAttributesException {
    requireShape(attributes);
    requireRecoveryKey(attributes);
    try (CryptoKey recoveryKey = RecoveryWords.parse(words)) {
      return withPrivateKey(attributes, unwrap(attributes.masterKeyUnderRecoveryKey(), recoveryKey));
    } catch (CiphertextException e) {
      throw new WrongPassphraseException("the recovery words are those of another library", e);
    }
  }

  /**
   * Unlocks with a master key that was kept for unattended starts; it is proved by opening the private key with it.
   *
   * @param masterKey copied; the caller still closes it
   * @throws WrongPassphraseException when it is that of another library
   * @throws DamagedKeyAttributesException when the attributes cannot be tried, or do not fit together
   */
  public static Keys unlockWithMasterKey(KeyAttributes attributes, CryptoKey masterKey)
      throws WrongPassphraseException, DamagedKeyAttributesException {
    requireShape(attributes);
    try {
      unwrap(attributes.secretKey(), masterKey).close();
    } catch (CiphertextException e) {
      throw new WrongPassphraseException("the kept key is that of another library", e);
    }
    return withPrivateKey(attributes, masterKey.copy());
  }

  /**
   * Wraps the same master key under a new passphrase; recovery words and everything in the library stay as they are. The
   * result has to be stored. Takes time and memory as {@link #deriveNew} does.
   */
  public KeyAttributes changePassphrase(
      KeyAttributes attributes, char[] newPassphrase, KdfLimits limits, SecureRandom random) {
    try (PasswordKey derived = deriveNew(newPassphrase, limits, random)) {
      return changePassphrase(attributes, derived, random);
    }
  }

  /**
   * Wraps the same master key under a key that was derived from a new passphrase. The result has to be stored.
   *
   * @param newKey with a salt of its own; stays the caller's to close
   */
  public KeyAttributes changePassphrase(KeyAttributes attributes, PasswordKey newKey, SecureRandom random) {
    return new KeyAttributes(
        newKey.salt(),
        newKey.memLimitBytes(),
        newKey.opsLimit(),
        wrap(masterKey, newKey.key(), random),
        attributes.publicKey(),
        attributes.secretKey(),
        attributes.masterKeyUnderRecoveryKey(),
        attributes.recoveryKeyUnderMasterKey());
  }

  /** Whether recovery words open the library: some old accounts of other clients never had any. */
  public static boolean hasRecoveryKey(KeyAttributes attributes) {
    return !isAbsent(attributes.masterKeyUnderRecoveryKey()) && !isAbsent(attributes.recoveryKeyUnderMasterKey());
  }

  /**
   * The 24 words that open the library without the passphrase. They are as secret as the master key.
   *
   * @throws DamagedKeyAttributesException when the recovery key is not one of this library, or {@linkplain #hasRecoveryKey
   *     there is none}
   */
  public List<String> recoveryWords(KeyAttributes attributes) throws DamagedKeyAttributesException {
    requireShape(attributes);
    requireRecoveryKey(attributes);
    try (CryptoKey recoveryKey = unwrap(attributes.recoveryKeyUnderMasterKey(), masterKey)) {
      return RecoveryWords.of(recoveryKey);
    } catch (CiphertextException e) {
      throw new DamagedKeyAttributesException("the recovery key is damaged", e);
    }
  }

  /** The key under which a vault authenticates its change sets: subkey 1 of the master key for {@code stkvault}. */
  public CryptoKey vaultAuthenticationKey() {
    byte[] subkey = Kdf.subkey(masterKey, CryptoKey.BYTES, 1, "stkvault");
    try {
      return CryptoKey.copyOf(subkey);
    } finally {
      Arrays.fill(subkey, (byte) 0);
    }
  }

  /** A copy of the master key, only for whoever keeps it for unattended starts; closed by the caller. */
  public CryptoKey masterKeyCopy() {
    return masterKey.copy();
  }

  /** Wraps a collection's key under the master key. */
  EncryptedKey wrapUnderMaster(CryptoKey collectionKey, SecureRandom random) {
    return wrap(collectionKey, masterKey, random);
  }

  /** Opens the key of a collection of one's own, or of one that was shared, which lies in a sealed box; the caller closes it. */
  CryptoKey openCollectionKey(EncryptedKey wrapped) throws CiphertextException {
    return wrapped.nonce().length == 0 ? openSealed(wrapped.ciphertext()) : unwrap(wrapped, masterKey);
  }

  private CryptoKey openSealed(byte[] sealedBox) throws CiphertextException {
    if (sealedBox.length != SealedBox.OVERHEAD_BYTES + CryptoKey.BYTES) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    byte[] cleartext = SealedBox.open(sealedBox, pair);
    try {
      return CryptoKey.copyOf(cleartext);
    } finally {
      Arrays.fill(cleartext, (byte) 0);
    }
  }

  /** Proves that these keys belong to a library with the given attributes. */
  void requireFit(KeyAttributes attributes) throws CiphertextException {
    unwrap(attributes.secretKey(), masterKey).close();
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    masterKey.close();
    pair.close();
  }

  /** Wraps one key under another, with a fresh nonce. */
  static EncryptedKey wrap(CryptoKey key, CryptoKey under, SecureRandom random) {
    byte[] cleartext = key.copyBytes();
    try {
      return sealBox(cleartext, under, random);
    } finally {
      Arrays.fill(cleartext, (byte) 0);
    }
  }

  /** Opens a wrapped key; the caller closes it. */
  static CryptoKey unwrap(EncryptedKey wrapped, CryptoKey under) throws CiphertextException {
    if (wrapped.ciphertext().length != WRAPPED_KEY_BYTES) {
      throw new CiphertextException(CiphertextException.Reason.MALFORMED);
    }
    byte[] cleartext = SecretBox.open(wrapped.ciphertext(), wrapped.nonce(), under);
    try {
      return CryptoKey.copyOf(cleartext);
    } finally {
      Arrays.fill(cleartext, (byte) 0);
    }
  }

  /** Seals a short message with a fresh nonce. */
  static EncryptedKey sealBox(byte[] cleartext, CryptoKey under, SecureRandom random) {
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    random.nextBytes(nonce);
    return new EncryptedKey(SecretBox.seal(cleartext, nonce, under), nonce);
  }

  /** Proves a master key by the private key under it. Takes the key over, or closes it. */
  private static Keys withPrivateKey(KeyAttributes attributes, CryptoKey masterKey) throws DamagedKeyAttributesException {
    try (CryptoKey secretKey = unwrap(attributes.secretKey(), masterKey)) {
      return new Keys(masterKey, X25519KeyPair.of(attributes.publicKey(), secretKey));
    } catch (CiphertextException | IllegalArgumentException e) {
      masterKey.close();
      throw new DamagedKeyAttributesException("the private key does not fit the master key", e);
    }
  }

  private static void requireShape(KeyAttributes attributes) throws DamagedKeyAttributesException {
    Objects.requireNonNull(attributes);
    KdfLimits limits = new KdfLimits(attributes.memLimitBytes(), attributes.opsLimit());
    if (!limits.areAcceptable()) {
      throw new DamagedKeyAttributesException("no one would choose the passphrase limits " + limits);
    }
    requireLength("salt", Argon2id.SALT_BYTES, attributes.kekSalt());
    requireLength("public key", X25519KeyPair.PUBLIC_KEY_BYTES, attributes.publicKey());
    requireWrappedKey("master key", attributes.masterKey());
    requireWrappedKey("private key", attributes.secretKey());
    if (hasRecoveryKey(attributes)) {
      requireWrappedKey("master key under the recovery key", attributes.masterKeyUnderRecoveryKey());
      requireWrappedKey("recovery key", attributes.recoveryKeyUnderMasterKey());
    }
  }

  private static void requireRecoveryKey(KeyAttributes attributes) throws DamagedKeyAttributesException {
    if (!hasRecoveryKey(attributes)) {
      throw new DamagedKeyAttributesException("this library has no recovery key");
    }
  }

  private static boolean isAbsent(EncryptedKey wrapped) {
    return wrapped.ciphertext().length == 0;
  }

  private static void requireWrappedKey(String what, EncryptedKey wrapped) throws DamagedKeyAttributesException {
    requireLength(what, WRAPPED_KEY_BYTES, wrapped.ciphertext());
    requireLength(what + "'s nonce", SecretBox.NONCE_BYTES, wrapped.nonce());
  }

  private static void requireLength(String what, int expected, byte[] bytes) throws DamagedKeyAttributesException {
    if (bytes.length != expected) {
      throw new DamagedKeyAttributesException("the " + what + " has " + bytes.length + " bytes, not " + expected);
    }
  }
}
