package org.stillkeep.ente.server;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.RecoveryWords;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.KeyAttributes;

/** An account with all its secrets, for tests: they are its owner, and the owner of the server, too. */
public final class Account {

  private final EnteServerForTests server;
  private final AccountSecrets secrets;
  private final String email;
  private final long userId;
  private final String token;

  Account(EnteServerForTests server, AccountSecrets secrets, String email, long userId, String token) {
    this.server = server;
    this.secrets = secrets;
    this.email = email;
    this.userId = userId;
    this.token = token;
  }

  public String email() {
    return email;
  }

  public long userId() {
    return userId;
  }

  /** A copy for the caller. */
  public char[] password() {
    return secrets.password().toCharArray();
  }

  public KeyAttributes keyAttributes() {
    return secrets.keyAttributes();
  }

  /** A copy for the caller, who closes it. */
  public CryptoKey masterKey() {
    return secrets.masterKey().copy();
  }

  public List<String> recoveryWords() {
    return RecoveryWords.of(secrets.recoveryKey());
  }

  /** The account's own; not to be closed. */
  public X25519KeyPair keyPair() {
    return secrets.keyPair();
  }

  /** A session's token as it stands in the header. It was given out when the account was made. */
  public String token() {
    return token;
  }

  /** Ends all of the account's sessions. */
  public void endSessions() {
    server.change(() -> server.sessions().endOthers(userId, null));
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
    return server.read(rows -> rows.usedBytes(userId));
  }

  /** Whether a login takes a code sent by e-mail, and the password proves nothing to the server. */
  public void setEmailMfa(boolean required) {
    change(row -> row.hasEmailMfa = required);
  }

  /** Whether a login takes a passkey, which tests show by {@link EnteServerForTests#verifyPasskey}. */
  public void setPasskey(boolean required) {
    change(row -> row.hasPasskey = required);
  }

  /** Lets another account see a collection of this one, and what is in it. */
  public void share(long collectionId, CryptoKey collectionKey, Account with) {
    byte[] sealed =
        SealedBox.seal(collectionKey.copyBytes(), with.keyPair().publicKey(), new SecureRandom());
    server.edits().share(collectionId, sealed, with.userId);
  }

  /** Takes {@link #share} back. */
  public void unshare(long collectionId, Account with) {
    server.edits().unshare(collectionId, with.userId);
  }

  private void change(Consumer<AccountRow> change) {
    server.change(
        () -> {
          AccountRow row = server.rows().account(userId);
          change.accept(row);
          server.rows().save(row);
        });
  }
}
