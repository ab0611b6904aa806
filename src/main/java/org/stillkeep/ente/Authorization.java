package org.stillkeep.ente;

import java.util.Optional;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/**
 * A server's answer to a proof of who somebody is: the session, sealed for them, or what else they have to prove.
 *
 * @param keyAttributes of an account that has keys
 * @param encryptedToken sealed to the account's public key
 * @param token of an account without keys
 * @param passkeySession to be verified by a passkey at {@code accountsUrl}
 * @param totpSession to be verified by a code
 */
record Authorization(
    long userId,
    Optional<KeyAttributes> keyAttributes,
    Optional<byte[]> encryptedToken,
    Optional<AuthToken> token,
    Optional<String> passkeySession,
    Optional<String> accountsUrl,
    Optional<String> totpSession) {

  static Authorization of(Answer answer) throws ApiException {
    Optional<String> totpSession = answer.text("twoFactorSessionID");
    return new Authorization(
        answer.number("id").orElse(0),
        keyAttributes(answer),
        answer.bytes("encryptedToken"),
        token(answer),
        answer.text("passkeySessionID"),
        answer.text("accountsUrl"),
        totpSession.isPresent() ? totpSession : answer.text("twoFactorSessionIDV2"));
  }

  /** The account's number, without which no session is of any use. */
  long requiredUserId() throws EnteException {
    if (userId <= 0) {
      throw new EnteException(EnteException.What.NOT_UNDERSTOOD, "a login without an account");
    }
    return userId;
  }

  private static Optional<AuthToken> token(Answer answer) throws ApiException {
    try {
      return answer.text("token").map(AuthToken::ofHeaderValue);
    } catch (IllegalArgumentException e) {
      throw answer.odd("token", "is none");
    }
  }

  /** Those of an answer, if it has some. */
  static Optional<KeyAttributes> keyAttributes(Answer answer) throws ApiException {
    Optional<Answer> attributes = answer.object("keyAttributes");
    try {
      return attributes.map(each -> KeyAttributesJson.decode(each.json()));
    } catch (IllegalArgumentException e) {
      throw answer.odd("keyAttributes", "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "Authorization[redacted]";
  }
}
