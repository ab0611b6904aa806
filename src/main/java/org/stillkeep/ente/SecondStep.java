package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.ente.EnteException.What;

/** What accounts with a second factor want on top: the code of an authenticator app, or a passkey in a browser. */
final class SecondStep {

  private static final Map<Integer, What> CODE_MEANINGS =
      Map.of(401, What.WRONG_CODE, 404, What.CODE_EXPIRED, 410, What.CODE_EXPIRED);

  /** Half an hour, of which the server gives less. */
  private static final int MOST_POLLS = 250;

  /**
   * 32 characters of Base32, which Ente's programs read as Base64. The server has something longer under the recovery key, too:
   * the master key. Whatever it gives us to open here, it gets back opened.
   */
  private static final int TOTP_SECRET_BYTES = 24;

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;

  private final AccountApi api;
  private final boolean plainHttpAllowed;
  private final Patience patience;
  private final BooleanSupplier stopRequested;

  SecondStep(AccountApi api, EnteServer server, EnteOptions options) {
    this.api = api;
    this.plainHttpAllowed = server.isPlainHttp();
    this.patience = options.patience();
    this.stopRequested = options.stopRequested();
  }

  /**
   * Goes on until nothing more is wanted.
   *
   * @param recoveryKey replaces an authenticator that is lost; its second factor is off from then on
   */
  Authorization finish(Authorization first, SecondFactors ask, Optional<CryptoKey> recoveryKey) throws IOException {
    Optional<Authorization> done = Optional.empty();
    if (first.totpSession().isPresent()) {
      done = byCode(first.totpSession().get(), ask);
    }
    if (done.isEmpty() && first.passkeySession().isPresent()) {
      return byPasskey(first, first.passkeySession().get(), ask);
    }
    if (done.isEmpty() && first.totpSession().isPresent()) {
      CryptoKey key = recoveryKey.orElseThrow(() -> new EnteException(What.WRONG_CODE, "no code was given"));
      return withoutDevice(first.totpSession().get(), key);
    }
    return done.orElse(first);
  }

  /** Empty when there is no code at hand. */
  private Optional<Authorization> byCode(String session, SecondFactors ask) throws IOException {
    for (int tries = 1; ; tries++) {
      String code = EmailCode.digits(ask.totpCode());
      if (code.isEmpty()) {
        return Optional.empty();
      }
      try {
        ObjectNode proof = EnteApi.object().put("sessionID", session).put("code", code);
        return Optional.of(Authorization.of(api.send(ApiCall.post("/users/two-factor/verify", proof), CODE_MEANINGS)));
      } catch (EnteException e) {
        if (e.what() != What.WRONG_CODE || tries == EmailCode.MOST_TRIES) {
          throw e;
        }
        ask.codeWasWrong();
      }
    }
  }

  private Authorization byPasskey(Authorization first, String session, SecondFactors ask) throws IOException {
    ask.openPasskeyPage(passkeyPage(first, session));
    for (int polls = 0; polls < MOST_POLLS; polls++) {
      Patience.pause(patience.betweenPolls(), stopRequested);
      try {
        ApiCall question = ApiCall.get("/users/two-factor/passkeys/get-token").with("sessionID", session);
        return Authorization.of(api.sendBare(question));
      } catch (ApiException e) {
        if (e.status() == TOO_MANY_REQUESTS) {
          Patience.pause(patience.afterTooMany(), stopRequested);
        } else if (!e.is(BAD_REQUEST, "SESSION_NOT_VERIFIED")) {
          throw EnteException.of(e, CODE_MEANINGS);
        }
      }
    }
    throw new EnteException(What.CODE_EXPIRED, "nobody used the passkey");
  }

  /** The secret of an authenticator that is lost was sealed under the recovery key; whoever can tell it may switch it off. */
  private Authorization withoutDevice(String session, CryptoKey recoveryKey) throws IOException {
    ApiCall question =
        ApiCall.get("/users/two-factor/recover").with("sessionID", session).with("twoFactorType", "totp");
    Answer sealed = api.send(question, CODE_MEANINGS);
    byte[] box = sealed.requiredBytes("encryptedSecret");
    if (box.length != SecretBox.MAC_BYTES + TOTP_SECRET_BYTES) {
      throw new EnteException(What.NOT_UNDERSTOOD, "what the server calls the second factor is none");
    }
    String secret;
    try {
      secret = Base64.getEncoder().encodeToString(SecretBox.open(box, sealed.requiredBytes("secretDecryptionNonce"), recoveryKey));
    } catch (CiphertextException e) {
      throw new EnteException(What.WRONG_RECOVERY_WORDS, "the second factor does not open with the recovery key", e);
    }
    ObjectNode proof = EnteApi.object().put("secret", secret).put("sessionID", session).put("twoFactorType", "totp");
    return Authorization.of(api.send(ApiCall.post("/users/two-factor/remove", proof), CODE_MEANINGS));
  }

  /** A page that a browser will open, so it is not just anything that a server says. */
  private URI passkeyPage(Authorization first, String session) throws EnteException {
    HttpUrl accounts = first.accountsUrl().map(HttpUrl::parse).orElse(null);
    if (accounts == null || !(accounts.isHttps() || plainHttpAllowed) || !accounts.username().isEmpty()) {
      throw new EnteException(What.NOT_UNDERSTOOD, "the server names no page for passkeys");
    }
    return accounts
        .newBuilder()
        .addPathSegments("passkeys/verify")
        .addQueryParameter("passkeySessionID", session)
        .addQueryParameter("redirect", accounts.toString())
        .addQueryParameter("clientPackage", EnteApi.CLIENT_PACKAGE)
        .build()
        .uri();
  }
}
