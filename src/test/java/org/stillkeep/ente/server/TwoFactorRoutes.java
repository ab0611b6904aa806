package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;

/** Second factors: codes of an app, passkeys, and the way back for those who lost their device. */
final class TwoFactorRoutes {

  private static final int MOST_WRONG_CODES = 10;
  private static final int PASSKEY_FETCHES = 2;

  private final Rows rows;
  private final Logins logins;
  private final SecureRandom random;

  TwoFactorRoutes(Rows rows, Logins logins, SecureRandom random) {
    this.rows = rows;
    this.logins = logins;
    this.random = random;
  }

  void addTo(Routes routes) {
    routes
        .closed("POST", "/users/two-factor/setup", this::setUp)
        .closed("POST", "/users/two-factor/enable", this::enable)
        .closed("POST", "/users/two-factor/disable", this::disable)
        .closed("GET", "/users/two-factor/status", this::status)
        .open("POST", "/users/two-factor/verify", this::verify)
        .open("GET", "/users/two-factor/recover", this::recover)
        .open("POST", "/users/two-factor/remove", this::remove)
        .open("GET", "/users/two-factor/passkeys/get-token", this::passkeyToken);
  }

  private Answer setUp(Call call) {
    AccountRow account = rows.account(call.userId());
    account.totp = new AccountRow.Totp(Totp.newSecret(random), null, null, 0);
    rows.save(account);
    return Answer.json(Views.object().put("secretCode", account.totp.secret()).put("qrCode", ""));
  }

  private Answer enable(Call call) {
    AccountRow account = rows.account(call.userId());
    Refusal.require(account.totp != null);
    long step = matchingStep(account, call.json().text("code"));
    account.totp =
        new AccountRow.Totp(
            account.totp.secret(), call.json().text("encryptedTwoFactorSecret"),
            call.json().text("twoFactorSecretDecryptionNonce"), step);
    rows.save(account);
    return Answer.empty();
  }

  private Answer disable(Call call) {
    AccountRow account = rows.account(call.userId());
    account.totp = null;
    rows.save(account);
    return Answer.empty();
  }

  private Answer status(Call call) {
    return Answer.json(Views.object().put("status", rows.account(call.userId()).hasTotp()));
  }

  private Answer verify(Call call) {
    String sessionId = call.json().text("sessionID");
    Logins.Waiting waiting = logins.find(sessionId);
    if (waiting.wrongCodes >= MOST_WRONG_CODES) {
      throw Refusal.plain(429);
    }
    AccountRow account = rows.account(waiting.userId);
    long step;
    try {
      step = matchingStep(account, call.json().text("code"));
    } catch (Refusal e) {
      waiting.wrongCodes++;
      throw e;
    }
    AccountRow.Totp totp = account.totp;
    account.totp = new AccountRow.Totp(totp.secret(), totp.encryptedSecret(), totp.nonce(), step);
    rows.save(account);
    return Answer.json(logins.letIn(sessionId));
  }

  /** The step of a code that is right and was not used yet; 401 for any other code. */
  private long matchingStep(AccountRow account, String code) {
    long now = Totp.step(rows.clock().now());
    for (long step = now - 1; step <= now + 1; step++) {
      if (step > account.totp.lastStep() && Totp.code(account.totp.secret(), step).equals(code)) {
        return step;
      }
    }
    throw Refusal.plain(401);
  }

  private Answer recover(Call call) {
    Refusal.require(call.parameter("twoFactorType").equals("totp"));
    AccountRow account = rows.account(logins.find(call.parameter("sessionID")).userId);
    return Answer.json(
        Views.object()
            .put("encryptedSecret", account.totp.encryptedSecret())
            .put("secretDecryptionNonce", account.totp.nonce()));
  }

  private Answer remove(Call call) {
    String sessionId = call.json().text("sessionID");
    Refusal.require(call.json().text("twoFactorType").equals("totp"));
    AccountRow account = rows.account(logins.find(sessionId).userId);
    if (!account.totp.secret().equals(call.json().text("secret"))) {
      throw Refusal.plain(401);
    }
    account.totp = null;
    rows.save(account);
    return Answer.json(logins.letIn(sessionId));
  }

  private Answer passkeyToken(Call call) {
    Logins.Waiting waiting = logins.find(call.parameter("sessionID"));
    if (!waiting.isPasskeyShown) {
      throw Refusal.coded(400, "SESSION_NOT_VERIFIED");
    }
    if (waiting.fetched++ >= PASSKEY_FETCHES) {
      throw Refusal.coded(410, "SESSION_EXPIRED");
    }
    ObjectNode answer = logins.letInAndKeep(waiting);
    return Answer.json(answer);
  }
}
