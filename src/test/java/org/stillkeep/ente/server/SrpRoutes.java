package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Passwords that never travel: logins, and setting and changing one. A restart forgets handshakes under way. */
final class SrpRoutes {

  private static final int SECRET_BITS = 256;
  private static final int PROOF_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int MOST_WRONG_PROOFS = 5;
  private static final int MOST_UNFINISHED = 10;
  private static final long UNFINISHED_MICROS = ServerClock.micros(Duration.ofHours(1));

  /** A handshake for a login, or for setting a password; the latter has the credentials to be kept. */
  private static final class Handshake {
    private final SrpServer srp;
    private final AccountRow.Srp credentials;
    private final long begunAt;
    private boolean isProved;
    private int wrongProofs;

    private Handshake(SrpServer srp, AccountRow.Srp credentials, long begunAt) {
      this.srp = srp;
      this.credentials = credentials;
      this.begunAt = begunAt;
    }
  }

  private final Rows rows;
  private final Logins logins;
  private final Sessions sessions;
  private final Settings settings;
  private final SecureRandom random;
  private final Map<String, Handshake> loginsUnderWay = new HashMap<>();
  private final Map<String, Handshake> setups = new HashMap<>();

  SrpRoutes(Rows rows, Logins logins, Sessions sessions, Settings settings, SecureRandom random) {
    this.rows = rows;
    this.logins = logins;
    this.sessions = sessions;
    this.settings = settings;
    this.random = random;
  }

  void addTo(Routes routes) {
    routes
        .open("GET", "/users/srp/attributes", this::attributes)
        .open("POST", "/users/srp/create-session", this::createSession)
        .open("POST", "/users/srp/verify-session", this::verifySession)
        .closed("POST", "/users/srp/setup", this::setUp)
        .closed("POST", "/users/srp/complete", this::complete)
        .closed("POST", "/users/srp/update", this::update);
  }

  private Answer attributes(Call call) {
    AccountRow account =
        rows.accountOf(LoginRoutes.normal(call.parameter("email")))
            .filter(each -> each.srp != null)
            .orElseThrow(() -> Refusal.plain(404));
    ObjectNode answer = Views.object();
    answer.putObject("attributes")
        .put("srpUserID", account.srp.userId())
        .put("srpSalt", account.srp.salt())
        .put("isEmailMFAEnabled", account.hasEmailMfa)
        .setAll(account.keyAttributes.deepCopy().retain("kekSalt", "memLimit", "opsLimit"));
    return Answer.json(answer);
  }

  private Answer createSession(Call call) {
    String srpUserId = call.json().text("srpUserID");
    AccountRow account = rows.accountOfSrp(srpUserId).orElseThrow(() -> Refusal.plain(404));
    if (account.hasEmailMfa) {
      throw Refusal.coded(409, "EMAIL_MFA_ENABLED");
    }
    long now = rows.clock().now();
    long unfinished =
        loginsUnderWay.values().stream()
            .filter(each -> each.credentials.userId().equals(srpUserId) && !each.isProved)
            .filter(each -> each.begunAt > now - UNFINISHED_MICROS)
            .count();
    if (unfinished >= MOST_UNFINISHED) {
      throw Refusal.coded(429, "TOO_MANY_UNVERIFIED_SESSIONS");
    }
    Handshake handshake = begin(account.srp, call.json().bytes("srpA", SrpServer.NUMBER_BYTES));
    String id = UUID.randomUUID().toString();
    loginsUnderWay.put(id, handshake);
    return Answer.json(Views.object().put("sessionID", id).put("srpB", base64(handshake.srp.number())));
  }

  private Answer verifySession(Call call) {
    byte[] proof = call.json().bytes("srpM1", PROOF_BYTES);
    Handshake handshake = loginsUnderWay.get(call.json().text("sessionID"));
    if (handshake == null || !handshake.credentials.userId().equals(call.json().text("srpUserID"))) {
      throw Refusal.plain(404);
    }
    if (handshake.isProved) {
      throw Refusal.coded(410, "SESSION_ALREADY_VERIFIED");
    }
    if (handshake.wrongProofs >= MOST_WRONG_PROOFS) {
      throw Refusal.coded(410, "TOO_MANY_WRONG_ATTEMPTS");
    }
    if (!handshake.srp.isProved(proof)) {
      handshake.wrongProofs++;
      throw Refusal.plain(401);
    }
    handshake.isProved = true;
    AccountRow account =
        rows.accountOfSrp(handshake.credentials.userId()).orElseThrow(() -> Refusal.plain(404));
    return Answer.json(
        logins.afterFirstFactor(account, call.app()).put("srpM2", base64(handshake.srp.proof(proof))));
  }

  private Answer setUp(Call call) {
    Fields sent = call.json();
    sent.bytes("srpSalt", SALT_BYTES);
    byte[] verifier = sent.bytes("srpVerifier", SrpServer.NUMBER_BYTES);
    String identity = sent.text("srpUserID");
    Refusal.require(rows.accountOfSrp(identity).filter(each -> each.id != call.userId()).isEmpty());
    AccountRow.Srp credentials = new AccountRow.Srp(identity, sent.text("srpSalt"), base64(verifier));
    Handshake handshake = begin(credentials, sent.bytes("srpA", SrpServer.NUMBER_BYTES));
    String id = UUID.randomUUID().toString();
    setups.put(id, handshake);
    return Answer.json(Views.object().put("setupID", id).put("srpB", base64(handshake.srp.number())));
  }

  private Answer complete(Call call) {
    AccountRow account = rows.account(call.userId());
    Handshake handshake = provedSetup(call);
    if (account.srp != null) {
      throw Refusal.badRequest();
    }
    account.srp = handshake.credentials;
    rows.save(account);
    return done(call, handshake);
  }

  private Answer update(Call call) {
    AccountRow account = rows.account(call.userId());
    Handshake handshake = provedSetup(call);
    if (!call.json().has("updatedKeyAttr")) {
      throw Refusal.plain(500);
    }
    Fields fresh = call.json().object("updatedKeyAttr");
    KeyAttributesJson.checkPassword(fresh, settings.isKdfStrict);
    account.srp = handshake.credentials;
    ObjectNode attributes = account.keyAttributes.deepCopy();
    KeyAttributesJson.PASSWORD_FIELDS.forEach(each -> attributes.set(each, fresh.node().get(each)));
    account.keyAttributes = attributes;
    rows.save(account);
    if (call.json().flag("logOutOtherDevices", true)) {
      sessions.endOthers(account.id, call.session());
    }
    return done(call, handshake);
  }

  private Handshake provedSetup(Call call) {
    Handshake handshake = setups.get(call.json().text("setupID"));
    if (handshake == null) {
      throw Refusal.plain(404);
    }
    if (!handshake.srp.isProved(call.json().bytes("srpM1", PROOF_BYTES))) {
      throw Refusal.plain(401);
    }
    return handshake;
  }

  private static Answer done(Call call, Handshake handshake) {
    byte[] proof = handshake.srp.proof(call.json().bytes("srpM1"));
    return Answer.json(
        Views.object().put("setupID", call.json().text("setupID")).put("srpM2", base64(proof)));
  }

  /** The server stumbles over a B with a leading zero byte, which is one of 256. */
  private Handshake begin(AccountRow.Srp credentials, byte[] clientNumber) {
    byte[] verifier = Base64.getDecoder().decode(credentials.verifier());
    SrpServer srp = new SrpServer(verifier, clientNumber, new BigInteger(SECRET_BITS, random));
    Refusal.require(srp.number()[0] != 0);
    return new Handshake(srp, credentials, rows.clock().now());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
