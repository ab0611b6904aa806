package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An account as the server knows it. Null where something was never set. Guarded by the lock of {@link Rows}. */
final class AccountRow {

  static final long FREE_STORAGE_BYTES = 10L << 30;

  long id;
  String email;
  ObjectNode keyAttributes;
  Srp srp;
  Totp totp;
  boolean hasEmailMfa;
  boolean hasPasskey;
  boolean isSubscribed = true;
  long storageBytes = FREE_STORAGE_BYTES;

  /** What the server keeps of the password: as text of the wire, so that it can be written down. */
  record Srp(String userId, String salt, String verifier) {}

  /**
   * A second factor.
   *
   * @param secret Base32
   * @param encryptedSecret under the recovery key; null until it was enabled
   * @param nonce of the former
   * @param lastStep the 30 s step of the last code used, which works once
   */
  record Totp(String secret, String encryptedSecret, String nonce, long lastStep) {

    boolean isEnabled() {
      return encryptedSecret != null;
    }
  }

  boolean hasTotp() {
    return totp != null && totp.isEnabled();
  }
}
