package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;

/** A server, and a client that is about to have an account there. */
final class AccountFixture implements AutoCloseable {

  static final String EMAIL = "a@example.org";

  private static final long CHEAP_MEMORY_BYTES = 64 * 1024;

  final EnteServerForTests server = EnteServerForTests.start();
  final AtomicBoolean stop = new AtomicBoolean();
  final Somebody somebody = new Somebody();
  final EnteAccount account = client();

  private final SecureRandom random = new SecureRandom();

  AccountFixture() throws IOException {}

  EnteServer address() {
    return EnteServer.parse(server.uri().toString(), false);
  }

  EnteAccount client() {
    return new EnteAccount(address(), new EnteOptions(stop::get, 0, ScriptedServer.QUICK));
  }

  /** A key of a new password, for limits that cost nothing. */
  PasswordKey passwordKey(String password) {
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    random.nextBytes(salt);
    return PasswordKey.derive(password.toCharArray(), salt, CHEAP_MEMORY_BYTES, 1);
  }

  KeyAttributes newKeys(PasswordKey passwordKey, CryptoKey masterKey) {
    CryptoKey recoveryKey = CryptoKey.random(random);
    X25519KeyPair pair = X25519KeyPair.random(random);
    return new KeyAttributes(
        passwordKey.salt(),
        passwordKey.memLimitBytes(),
        passwordKey.opsLimit(),
        wrap(masterKey, passwordKey.key()),
        pair.publicKey(),
        wrap(pair.secretKey(), masterKey),
        wrap(masterKey, recoveryKey),
        wrap(recoveryKey, masterKey));
  }

  KeyAttributes withPassword(KeyAttributes old, PasswordKey passwordKey, CryptoKey masterKey) {
    return new KeyAttributes(
        passwordKey.salt(),
        passwordKey.memLimitBytes(),
        passwordKey.opsLimit(),
        wrap(masterKey, passwordKey.key()),
        old.publicKey(),
        old.secretKey(),
        old.masterKeyUnderRecoveryKey(),
        old.recoveryKeyUnderMasterKey());
  }

  CryptoKey newMasterKey() {
    return CryptoKey.random(random);
  }

  private EncryptedKey wrap(CryptoKey key, CryptoKey under) {
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    random.nextBytes(nonce);
    return new EncryptedKey(SecretBox.seal(key.copyBytes(), nonce, under), nonce);
  }

  static void assertFails(EnteException.What what, ThrowingCallable call) {
    assertThatExceptionOfType(EnteException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.what()).isEqualTo(what));
  }

  @Override
  public void close() throws IOException {
    account.close();
    server.close();
  }
}
