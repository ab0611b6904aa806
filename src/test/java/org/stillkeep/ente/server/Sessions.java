package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import org.stillkeep.crypto.SealedBox;

/** Gives out tokens, and tells clients how they got in. Used under the lock of the rows. */
final class Sessions {

  private static final int TOKEN_BYTES = 32;

  private final Rows rows;
  private final SecureRandom random;

  Sessions(Rows rows, SecureRandom random) {
    this.rows = rows;
    this.random = random;
  }

  /** A new token, as it stands in the header. */
  String begin(long userId, String app) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    SessionRow session = new SessionRow();
    session.token = Base64.getUrlEncoder().encodeToString(token);
    session.userId = userId;
    session.app = app;
    session.createdAt = rows.clock().now();
    session.lastUsedAt = session.createdAt;
    rows.save(session);
    return session.token;
  }

  void end(SessionRow session) {
    session.ended = true;
    rows.save(session);
  }

  /** Ends all of a user's, but the one given; null for really all. */
  void endOthers(long userId, SessionRow kept) {
    rows.sessionsOf(userId).stream().filter(each -> each != kept).forEach(this::end);
  }

  /** The answer to one who has shown all that was to be shown. */
  ObjectNode letIn(AccountRow account, String app) {
    String token = begin(account.id, app);
    ObjectNode answer = notYet(account);
    if (account.keyAttributes == null) {
      return answer.put("token", token);
    }
    byte[] publicKey = Base64.getDecoder().decode(account.keyAttributes.get("publicKey").textValue());
    byte[] sealed = SealedBox.seal(Base64.getUrlDecoder().decode(token), publicKey, random);
    answer.set("keyAttributes", account.keyAttributes);
    return answer.put("encryptedToken", Base64.getEncoder().encodeToString(sealed));
  }

  /** The answer to one who has more to show; the caller says what. */
  static ObjectNode notYet(AccountRow account) {
    return Views.object()
        .put("id", account.id)
        .put("passkeySessionID", "")
        .put("accountsUrl", "")
        .put("twoFactorSessionID", "")
        .put("twoFactorSessionIDV2", "");
  }
}
