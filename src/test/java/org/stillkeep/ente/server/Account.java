package org.stillkeep.ente.server;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.KeyAttributes;

/** An account on a server for tests, with all its secrets and all its switches. */
public final class Account {

  private final EnteServerForTests server;
  private final Owner owner;

  Account(EnteServerForTests server, Owner owner) {
    this.server = server;
    this.owner = owner;
  }

  /** Whose it is: the secrets alone. */
  public Owner owner() {
    return owner;
  }

  public String email() {
    return owner.email();
  }

  public long userId() {
    return owner.userId();
  }

  /** A copy for the caller. */
  public char[] password() {
    return owner.password();
  }

  public KeyAttributes keyAttributes() {
    return owner.keyAttributes();
  }

  /** A copy for the caller, who closes it. */
  public CryptoKey masterKey() {
    return owner.masterKey();
  }

  public List<String> recoveryWords() {
    return owner.recoveryWords();
  }

  /** The account's own; not to be closed. */
  public X25519KeyPair keyPair() {
    return owner.keyPair();
  }

  /** A session's token as it stands in the header. It was given out when the account was made. */
  public String token() {
    return owner.token();
  }

  /** Ends all of the account's sessions. */
  public void endSessions() {
    server.change(() -> server.sessions().endOthers(userId(), null));
  }

  /** What the account may store. */
  public void setStorageBytes(long bytes) {
    change(row -> row.storageBytes = bytes);
  }

  /** With or without a subscription, the free one included. */
  public void setSubscribed(boolean subscribed) {
    change(row -> row.isSubscribed = subscribed);
  }

  /** What the account has stored. */
  public long usedBytes() {
    return server.read(rows -> rows.usedBytes(userId()));
  }

  /** Whether a login takes a code sent by e-mail, and the password proves nothing to the server. */
  public void setEmailMfa(boolean required) {
    change(row -> row.hasEmailMfa = required);
  }

  /** Whether a login takes a passkey, which {@link #showPasskey} shows. */
  public void setPasskey(boolean required) {
    change(row -> row.hasPasskey = required);
  }

  /** Does in the browser what logins that are waiting now ask for. */
  public void showPasskey() {
    server.passkeyShown(userId());
  }

  /** From now on a login takes a code of an authenticator app, see {@link #totpCode}. */
  public void enableTotp() {
    String secret = Totp.newSecret(server.random());
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    server.random().nextBytes(nonce);
    // The web client takes the letters of Base32 for Base64, and so has everybody to.
    byte[] sealed = SecretBox.seal(Base64.getDecoder().decode(secret), nonce, owner.recoveryKey());
    Base64.Encoder base64 = Base64.getEncoder();
    change(
        row -> row.totp = new AccountRow.Totp(secret, base64.encodeToString(sealed), base64.encodeToString(nonce), 0));
  }

  /** Whether a login takes a code of an authenticator app. */
  public boolean hasTotp() {
    return server.read(rows -> rows.account(userId()).hasTotp());
  }

  /**
   * The code that the app shows. The server's clock goes on to the next one if this one was used already, as people would
   * wait for it.
   */
  public String totpCode() {
    AccountRow.Totp totp = server.read(rows -> rows.account(userId()).totp);
    if (Totp.step(server.clock().now()) <= totp.lastStep()) {
      server.advanceClock(Duration.ofSeconds(30));
    }
    return Totp.code(totp.secret(), Totp.step(server.clock().now()));
  }

  /** Lets another account see a collection of this one, and what is in it. */
  public void share(long collectionId, Account with) {
    byte[] collectionKey = server.read(rows -> unwrap(rows.collection(collectionId)));
    byte[] sealed = SealedBox.seal(collectionKey, with.keyPair().publicKey(), server.random());
    server.edits().share(collectionId, sealed, with.userId());
  }

  /** Takes {@link #share} back. */
  public void unshare(long collectionId, Account with) {
    server.edits().unshare(collectionId, with.userId());
  }

  private void change(Consumer<AccountRow> change) {
    server.change(
        () -> {
          AccountRow row = server.rows().account(userId());
          change.accept(row);
          server.rows().save(row);
        });
  }

  private byte[] unwrap(CollectionRow row) {
    Base64.Decoder base64 = Base64.getDecoder();
    try (CryptoKey masterKey = masterKey()) {
      return SecretBox.open(base64.decode(row.encryptedKey), base64.decode(row.keyNonce), masterKey);
    } catch (CiphertextException e) {
      throw new IllegalStateException("not wrapped under the owner's master key", e);
    }
  }
}
