package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/** The calls of a handshake: to log in, to set its verifier up, to replace it. The server has to prove itself in each. */
final class SrpCalls {

  private static final int SUBKEY_BYTES = 32;
  private static final int PASSWORD_BYTES = 16;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  /** The server refuses one in 256 of its own numbers; more than one in a row is rare. */
  private static final int MOST_HANDSHAKES = 5;

  private final AccountApi api;
  private final SecureRandom random;

  SrpCalls(AccountApi api, SecureRandom random) {
    this.api = api;
    this.random = random;
  }

  /** How to derive the password of an account, and whose handshake it is. */
  record Attributes(String userId, byte[] salt, byte[] kekSalt, long memLimitBytes, int opsLimit, boolean needsEmailCode) {}

  /** A handshake to which the server has given its number. */
  private record Begun(Srp srp, String id, byte[] proof) {}

  /**
   * Those of an account; empty when it has none, as an interrupted sign-up leaves it, or when there is no such account.
   *
   * @throws EnteException KDF_LIMITS for what nobody should derive
   */
  Optional<Attributes> attributes(String email) throws IOException {
    Answer attributes;
    try {
      attributes = api.sendBare(ApiCall.get("/users/srp/attributes").with("email", email)).requiredObject("attributes");
    } catch (ApiException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw EnteException.of(e, Map.of());
    }
    byte[] kekSalt = attributes.requiredBytes("kekSalt");
    long memLimitBytes = attributes.requiredNumber("memLimit");
    long opsLimit = attributes.requiredNumber("opsLimit");
    AccountKeys.requireBearable(kekSalt, memLimitBytes, opsLimit);
    return Optional.of(
        new Attributes(
            attributes.requiredText("srpUserID").toLowerCase(Locale.ROOT),
            attributes.requiredBytes("srpSalt"),
            kekSalt,
            memLimitBytes,
            Math.toIntExact(opsLimit),
            attributes.flag("isEmailMFAEnabled")));
  }

  /**
   * Proves the password.
   *
   * @return empty when the account wants a code by e-mail instead
   * @throws EnteException WRONG_PASSWORD, SERVER_UNPROVEN, TOO_MANY_TRIES
   */
  Optional<Authorization> logIn(Attributes attributes, PasswordKey passwordKey) throws IOException {
    Begun begun;
    try {
      ObjectNode body = EnteApi.object().put("srpUserID", attributes.userId());
      ApiCall call = ApiCall.post("/users/srp/create-session", body);
      begun = begin(call, "sessionID", attributes.userId(), attributes.salt(), passwordKey);
    } catch (ApiException e) {
      if (e.code().equals("EMAIL_MFA_ENABLED")) {
        return Optional.empty();
      }
      throw EnteException.of(e, Map.of(NOT_FOUND, What.WRONG_PASSWORD));
    }
    ObjectNode proof =
        EnteApi.object()
            .put("sessionID", begun.id())
            .put("srpUserID", attributes.userId())
            .put("srpM1", base64(begun.proof()));
    Answer answer =
        api.send(ApiCall.post("/users/srp/verify-session", proof), Map.of(401, What.WRONG_PASSWORD, NOT_FOUND, What.CODE_EXPIRED));
    requireProven(begun, answer);
    return Optional.of(Authorization.of(answer));
  }

  /** Gives an account with keys, but without a verifier, its verifier. */
  void setUp(AuthToken token, PasswordKey passwordKey) throws IOException {
    Begun begun = beginSetUp(token, passwordKey);
    ObjectNode proof = EnteApi.object().put("setupID", begun.id()).put("srpM1", base64(begun.proof()));
    requireProven(begun, api.send(ApiCall.post("/users/srp/complete", proof).by(token), Map.of()));
  }

  /** Replaces verifier and wrapped master key at once, and ends all other sessions. */
  void update(AuthToken token, PasswordKey passwordKey, KeyAttributes updated) throws IOException {
    Begun begun = beginSetUp(token, passwordKey);
    ObjectNode all = KeyAttributesJson.encode(updated);
    ObjectNode proof = EnteApi.object().put("setupID", begun.id()).put("srpM1", base64(begun.proof()));
    proof.set("updatedKeyAttr", all.retain("kekSalt", "encryptedKey", "keyDecryptionNonce", "memLimit", "opsLimit"));
    proof.put("logOutOtherDevices", true);
    ApiCall call = ApiCall.post("/users/srp/update", proof).by(token);
    requireProven(begun, api.send(call, Map.of(BAD_REQUEST, What.KDF_LIMITS)));
  }

  private Begun beginSetUp(AuthToken token, PasswordKey passwordKey) throws IOException {
    // Never the old one again: whoever caches it would take an old verifier for the new.
    String userId = UUID.randomUUID().toString();
    byte[] salt = new byte[Srp.SALT_BYTES];
    random.nextBytes(salt);
    ObjectNode body = EnteApi.object().put("srpUserID", userId).put("srpSalt", base64(salt));
    byte[] password = loginPassword(passwordKey);
    body.put("srpVerifier", base64(Srp.verifier(userId, salt, password)));
    Arrays.fill(password, (byte) 0);
    try {
      return begin(ApiCall.post("/users/srp/setup", body).by(token), "setupID", userId, salt, passwordKey);
    } catch (ApiException e) {
      throw EnteException.of(e, Map.of());
    }
  }

  /** Exchanges the public numbers, with fresh ones as long as the server does not like its own. */
  private Begun begin(ApiCall call, String idField, String userId, byte[] salt, PasswordKey passwordKey) throws IOException {
    byte[] password = loginPassword(passwordKey);
    try {
      for (int tries = 1; ; tries++) {
        Srp srp = Srp.begin(userId, salt, password, random);
        call.body().orElseThrow().put("srpA", base64(srp.publicValue()));
        try {
          Answer answer = api.sendBare(call);
          byte[] proof = srp.proof(answer.requiredBytes("srpB")).orElseThrow(SrpCalls::unproven);
          return new Begun(srp, answer.requiredText(idField), proof);
        } catch (ApiException e) {
          if (e.status() != BAD_REQUEST || tries == MOST_HANDSHAKES) {
            throw e;
          }
        }
      }
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private static void requireProven(Begun begun, Answer answer) throws IOException {
    if (!begun.srp().isAnsweredBy(answer.bytes("srpM2").orElse(new byte[0]))) {
      throw unproven();
    }
  }

  private static EnteException unproven() {
    return new EnteException(What.SERVER_UNPROVEN, "the server could not prove that it knows the account");
  }

  /** The first half of a subkey of the password's key. */
  static byte[] loginPassword(PasswordKey passwordKey) {
    byte[] subkey = Kdf.subkey(passwordKey.key(), SUBKEY_BYTES, 1, "loginctx");
    try {
      return Arrays.copyOf(subkey, PASSWORD_BYTES);
    } finally {
      Arrays.fill(subkey, (byte) 0);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
