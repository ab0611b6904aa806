package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The account of a session: its keys, its sessions, what it uses. */
final class AccountRoutes {

  private final Rows rows;
  private final Sessions sessions;
  private final Settings settings;

  AccountRoutes(Rows rows, Sessions sessions, Settings settings) {
    this.rows = rows;
    this.sessions = sessions;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes
        .closed("PUT", "/users/attributes", this::setAttributes)
        .closed("PUT", "/users/recovery-key", this::setRecoveryKey)
        .closed("GET", "/users/session-validity/v2", this::validity)
        .closed("POST", "/users/logout", this::logOut)
        .closed("GET", "/users/sessions", this::listSessions)
        .closed("DELETE", "/users/session", this::endSession)
        .closed("GET", "/users/details/v2", this::details)
        .closed("GET", "/users/public-key", this::publicKey);
  }

  private Answer setAttributes(Call call) {
    AccountRow account = rows.account(call.userId());
    Fields sent = call.json().object("keyAttributes");
    KeyAttributesJson.check(sent, settings.isKdfStrict);
    if (account.keyAttributes != null) {
      throw Refusal.plain(403);
    }
    account.keyAttributes = sent.node().deepCopy();
    rows.save(account);
    return Answer.empty();
  }

  /** For accounts from before there were recovery keys. */
  private Answer setRecoveryKey(Call call) {
    AccountRow account = rows.account(call.userId());
    Fields sent = call.json();
    for (String name : KeyAttributesJson.RECOVERY_FIELDS) {
      account.keyAttributes.put(name, sent.text(name));
    }
    rows.save(account);
    return Answer.empty();
  }

  private Answer validity(Call call) {
    AccountRow account = rows.account(call.userId());
    ObjectNode answer = Views.object().put("hasSetKeys", account.keyAttributes != null);
    if (account.keyAttributes != null) {
      answer.set("keyAttributes", account.keyAttributes);
    }
    return Answer.json(answer);
  }

  private Answer logOut(Call call) {
    sessions.end(call.session());
    return Answer.json(Views.object());
  }

  private Answer listSessions(Call call) {
    ObjectNode answer = Views.object();
    List<SessionRow> all = rows.sessionsOf(call.userId());
    Views.putArray(
        answer, "sessions", all,
        each ->
            Views.object()
                .put("token", each.token)
                .put("creationTime", each.createdAt)
                .put("lastUsedTime", each.lastUsedAt)
                .put("ip", "127.0.0.1")
                .put("ua", "")
                .put("prettyUA", ""));
    return Answer.json(answer);
  }

  private Answer endSession(Call call) {
    rows.session(call.parameter("token"))
        .filter(each -> each.userId == call.userId())
        .ifPresentOrElse(
            sessions::end,
            () -> {
              throw Refusal.plain(404);
            });
    return Answer.json(Views.object());
  }

  private Answer details(Call call) {
    AccountRow account = rows.account(call.userId());
    if (!account.isSubscribed) {
      throw Refusal.plain(404);
    }
    ObjectNode answer = Views.object().put("email", account.email).put("usage", rows.usedBytes(account.id));
    answer.put("fileCount", rows.filesOf(account.id).filter(each -> !each.purged).count()).put("storageBonus", 0);
    answer.putObject("subscription")
        .put("id", 1)
        .put("userID", account.id)
        .put("productID", "free")
        .put("storage", account.storageBytes)
        .put("originalTransactionID", "none")
        .put("expiryTime", Long.MAX_VALUE / 2)
        .put("paymentProvider", "")
        .put("price", "")
        .put("period", "")
        .putObject("attributes");
    answer.putNull("familyData").putNull("bonusData");
    answer.putObject("profileData")
        .put("canDisableEmailMFA", account.srp != null)
        .put("isEmailMFAEnabled", account.hasEmailMfa)
        .put("isTwoFactorEnabled", account.hasTotp())
        .put("passkeyCount", account.hasPasskey ? 1 : 0);
    return Answer.json(answer);
  }

  private Answer publicKey(Call call) {
    AccountRow other =
        rows.accountOf(LoginRoutes.normal(call.parameter("email")))
            .filter(each -> each.keyAttributes != null)
            .orElseThrow(() -> Refusal.plain(404));
    return Answer.json(Views.object().put("publicKey", other.keyAttributes.get("publicKey").asText()));
  }
}
