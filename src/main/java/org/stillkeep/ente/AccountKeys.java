package org.stillkeep.ente;

import java.util.Arrays;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/** Opens what a server keeps for an account: password or recovery key to master key, to private key, to the session's token. */
final class AccountKeys {

  private AccountKeys() {}

  /**
   * Refuses to derive what a hostile server may have thought out.
   *
   * @throws EnteException KDF_LIMITS, or NOT_UNDERSTOOD for a salt that is none
   */
  static void requireBearable(byte[] kekSalt, long memLimitBytes, long opsLimit) throws EnteException {
    if (!PasswordKey.isBearable(memLimitBytes, opsLimit)) {
      throw new EnteException(
          What.KDF_LIMITS, "the account asks for " + memLimitBytes + " bytes of memory and " + opsLimit + " passes");
    }
    if (kekSalt.length != Argon2id.SALT_BYTES) {
      throw new EnteException(What.NOT_UNDERSTOOD, "a salt of " + kekSalt.length + " bytes");
    }
  }

  /**
   * The master key; the caller closes it.
   *
   * @param onFailure what it means when the key does not open it
   */
  static CryptoKey masterKey(KeyAttributes attributes, PasswordKey passwordKey, What onFailure) throws EnteException {
    boolean isSame =
        Arrays.equals(attributes.kekSalt(), passwordKey.salt())
            && attributes.memLimitBytes() == passwordKey.memLimitBytes()
            && attributes.opsLimit() == passwordKey.opsLimit();
    if (!isSame) {
      throw new EnteException(What.DAMAGED_KEYS, "the server told two different ways to derive the password's key");
    }
    return open(attributes.masterKey(), passwordKey.key(), onFailure);
  }

  /** The master key; the caller closes it. */
  static CryptoKey masterKey(KeyAttributes attributes, CryptoKey recoveryKey) throws EnteException {
    if (attributes.masterKeyUnderRecoveryKey().ciphertext().length == 0) {
      throw new EnteException(What.NO_RECOVERY_WORDS, "the account has no recovery key");
    }
    return open(attributes.masterKeyUnderRecoveryKey(), recoveryKey, What.WRONG_RECOVERY_WORDS);
  }

  /** The session's token; the caller closes it. */
  static AuthToken token(KeyAttributes attributes, CryptoKey masterKey, byte[] encryptedToken) throws EnteException {
    try (CryptoKey secretKey = open(attributes.secretKey(), masterKey, What.DAMAGED_KEYS);
        X25519KeyPair pair = X25519KeyPair.of(attributes.publicKey(), secretKey)) {
      byte[] token = SealedBox.open(encryptedToken, pair);
      try {
        return AuthToken.ofBytes(token);
      } finally {
        Arrays.fill(token, (byte) 0);
      }
    } catch (CiphertextException | IllegalArgumentException e) {
      throw new EnteException(What.DAMAGED_KEYS, "the session does not open with the account's keys", e);
    }
  }

  private static CryptoKey open(EncryptedKey wrapped, CryptoKey under, What onFailure) throws EnteException {
    try {
      byte[] opened = SecretBox.open(wrapped.ciphertext(), wrapped.nonce(), under);
      try {
        return CryptoKey.copyOf(opened);
      } finally {
        Arrays.fill(opened, (byte) 0);
      }
    } catch (CiphertextException e) {
      boolean isMalformed = e.reason() == CiphertextException.Reason.MALFORMED;
      throw new EnteException(isMalformed ? What.DAMAGED_KEYS : onFailure, "a key does not open", e);
    } catch (IllegalArgumentException e) {
      throw new EnteException(What.DAMAGED_KEYS, "a key is none", e);
    }
  }
}
