package org.stillkeep.ente.server;

import java.util.List;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.RecoveryWords;
import org.stillkeep.crypto.X25519KeyPair;
import org.stillkeep.store.KeyAttributes;

/** What the owner of an account knows: all its secrets, and one session. */
public final class Owner {

  private final AccountSecrets secrets;
  private final String email;
  private final long userId;
  private final String token;

  Owner(AccountSecrets secrets, String email, long userId, String token) {
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

  /** Its own; not to be closed. */
  public X25519KeyPair keyPair() {
    return secrets.keyPair();
  }

  /** A session's token as it stands in the header. It was given out when the account was made. */
  public String token() {
    return token;
  }

  /** Its own; not to be closed. */
  CryptoKey recoveryKey() {
    return secrets.recoveryKey();
  }
}
