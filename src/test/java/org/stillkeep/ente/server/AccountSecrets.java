package org.stillkeep.ente.server;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/**
 * What only a client knows of an account, made with a password that costs no time, and what it would tell the server.
 *
 * @param srp as the server keeps it
 */
record AccountSecrets(
    String password,
    CryptoKey masterKey,
    CryptoKey recoveryKey,
    X25519KeyPair keyPair,
    KeyAttributes keyAttributes,
    AccountRow.Srp srp) {

  private static final long CHEAP_MEMORY_BYTES = 64 * 1024;
  private static final int CHEAP_PASSES = 1;
  private static final int SRP_PASSWORD_BYTES = 16;
  private static final int SUBKEY_BYTES = 32;

  static AccountSecrets create(String password, SecureRandom random) {
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    random.nextBytes(salt);
    CryptoKey masterKey = CryptoKey.random(random);
    CryptoKey recoveryKey = CryptoKey.random(random);
    X25519KeyPair pair = X25519KeyPair.random(random);
    try (PasswordKey derived = PasswordKey.derive(password.toCharArray(), salt, CHEAP_MEMORY_BYTES, CHEAP_PASSES)) {
      KeyAttributes attributes =
          new KeyAttributes(
              salt, CHEAP_MEMORY_BYTES, CHEAP_PASSES, wrap(masterKey, derived.key(), random), pair.publicKey(),
              wrap(pair.secretKey(), masterKey, random), wrap(masterKey, recoveryKey, random),
              wrap(recoveryKey, masterKey, random));
      return new AccountSecrets(password, masterKey, recoveryKey, pair, attributes, srp(derived.key(), random));
    }
  }

  private static AccountRow.Srp srp(CryptoKey passwordKey, SecureRandom random) {
    String identity = UUID.randomUUID().toString();
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    random.nextBytes(salt);
    byte[] password = Arrays.copyOf(Kdf.subkey(passwordKey, SUBKEY_BYTES, 1, "loginctx"), SRP_PASSWORD_BYTES);
    return new AccountRow.Srp(
        identity, Base64.getEncoder().encodeToString(salt),
        Base64.getEncoder().encodeToString(SrpServer.verifier(identity, salt, password)));
  }

  private static EncryptedKey wrap(CryptoKey key, CryptoKey under, SecureRandom random) {
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    random.nextBytes(nonce);
    return new EncryptedKey(SecretBox.seal(key.copyBytes(), nonce, under), nonce);
  }
}
