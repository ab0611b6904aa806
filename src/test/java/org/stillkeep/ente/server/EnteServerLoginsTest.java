package org.stillkeep.ente.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.ente.server.WireClient.Reply;

/** The server for tests refuses and answers as the protocol says: accounts, logins, second factors. */
class EnteServerLoginsTest {

  private static final String MAIL = "ada@example.org";

  private EnteServerForTests server;
  private Account ada;
  private WireClient nobody;

  @BeforeEach
  void start() throws IOException {
    server = EnteServerForTests.start();
    ada = server.account(MAIL);
    nobody = new WireClient(server, null);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aPasswordOpensASessionAndBothSidesProveThemselves() throws Exception {
    Handshake handshake = new Handshake(ada.password());
    Reply reply = handshake.verify();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("srpM2").asText()).isEqualTo(handshake.expectedServerProof());
    assertThat(reply.body().get("twoFactorSessionID").asText()).isEmpty();
    WireClient in = new WireClient(server, token(reply));
    assertThat(in.get("/users/session-validity/v2").body().get("hasSetKeys").asBoolean()).isTrue();
    assertThat(handshake.verify().code()).isEqualTo("SESSION_ALREADY_VERIFIED");
    assertThat(in.post("/users/logout", WireClient.json()).status()).isEqualTo(200);
    assertThat(in.get("/users/session-validity/v2").status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordIsA401AndAfterFiveTriesTheSessionIsOver() throws Exception {
    Handshake handshake = new Handshake("wrong".toCharArray());
    for (int i = 0; i < 5; i++) {
      assertThat(handshake.verify().status()).isEqualTo(401);
    }
    assertThat(handshake.verify().code()).isEqualTo("TOO_MANY_WRONG_ATTEMPTS");
  }

  @Test
  void tenUnfinishedHandshakesCloseTheAccountForAnHour() throws Exception {
    ObjectNode body = WireClient.json().put("srpUserID", attributes().get("srpUserID").asText());
    body.put("srpA", base64(SrpServer.padded(SrpServer.G)));
    int begun = 0;
    while (begun < 10) {
      begun += nobody.post("/users/srp/create-session", body).status() == 200 ? 1 : 0;
    }
    assertThat(nobody.post("/users/srp/create-session", body).code()).isEqualTo("TOO_MANY_UNVERIFIED_SESSIONS");
    server.advanceClock(Duration.ofHours(1));
    assertThat(new Handshake(ada.password()).verify().status()).isEqualTo(200);
  }

  @Test
  void aShortNumberIsA400() throws IOException {
    ObjectNode body = WireClient.json().put("srpUserID", attributes().get("srpUserID").asText());
    assertThat(nobody.post("/users/srp/create-session", body.put("srpA", WireClient.base64(511))).status()).isEqualTo(400);
  }

  @Test
  void withEmailMfaThePasswordProvesNothing() throws IOException {
    ada.setEmailMfa(true);
    assertThat(attributes().get("isEmailMFAEnabled").asBoolean()).isTrue();
    ObjectNode body = WireClient.json().put("srpUserID", attributes().get("srpUserID").asText());
    body.put("srpA", base64(SrpServer.padded(SrpServer.G)));
    assertThat(nobody.post("/users/srp/create-session", body).code()).isEqualTo("EMAIL_MFA_ENABLED");
    assertThat(emailLogin().body().has("encryptedToken")).isTrue();
  }

  @Test
  void aTotpCodeWorksOnceAndAWrongOneNever() throws Exception {
    ada.enableTotp();
    String session = emailLogin().body().get("twoFactorSessionID").asText();
    assertThat(verifyTotp(session, "abcdef").status()).isEqualTo(401);
    String code = ada.totpCode();
    assertThat(verifyTotp(session, code).body().has("keyAttributes")).isTrue();
    String second = emailLogin().body().get("twoFactorSessionID").asText();
    assertThat(verifyTotp(second, code).status()).isEqualTo(401);
    assertThat(verifyTotp(second, ada.totpCode()).status()).isEqualTo(200);
    assertThat(verifyTotp("no such session", "123456").status()).isEqualTo(404);
  }

  @Test
  void aPasskeyIsPending() throws Exception {
    ada.setPasskey(true);
    JsonNode login = emailLogin().body();
    assertThat(login.get("twoFactorSessionID").asText()).isEmpty();
    String poll = "/users/two-factor/passkeys/get-token?sessionID=" + login.get("passkeySessionID").asText();
    assertThat(nobody.get(poll).code()).isEqualTo("SESSION_NOT_VERIFIED");
    ada.showPasskey();
    assertThat(nobody.get(poll).body().has("encryptedToken")).isTrue();
    assertThat(nobody.get(poll).status()).isEqualTo(200);
    assertThat(nobody.get(poll).status()).isEqualTo(410);
    ada.enableTotp();
    assertThat(emailLogin().body().get("twoFactorSessionIDV2").asText()).isNotEmpty();
  }

  @Test
  void codesByEmailAreForThoseWhoMayHaveThem() throws IOException {
    assertThat(ott("bob@example.org", "login").code()).isEqualTo("USER_NOT_REGISTERED");
    assertThat(ott(MAIL, "signup").code()).isEqualTo("USER_ALREADY_REGISTERED");
    assertThat(verifyEmail(MAIL, "123456").status()).isEqualTo(410);
    assertThat(ott(" ADA@example.org ", "login").status()).isEqualTo(200);
    assertThat(verifyEmail(MAIL, "654321").status()).isEqualTo(401);
    assertThat(verifyEmail(MAIL, "123456").status()).isEqualTo(200);
    assertThat(verifyEmail(MAIL, "123456").status()).isEqualTo(410);
    server.setRegistrationClosed(true);
    assertThat(ott("bob@example.org", "signup").status()).isEqualTo(403);
  }

  @Test
  void aCodeIsForgottenAfterAnHour() throws IOException {
    ott(MAIL, "login");
    server.advanceClock(Duration.ofMinutes(61));
    assertThat(verifyEmail(MAIL, "123456").status()).isEqualTo(410);
  }

  @Test
  void aNewAccountGetsItsKeysOnceAndNoWeakOnesFromAStrictServer() throws IOException {
    ott("bob@example.org", "signup");
    JsonNode verified = verifyEmail("bob@example.org", "123456").body();
    WireClient bob = new WireClient(server, verified.get("token").asText());
    ObjectNode keys = WireClient.json();
    keys.set("keyAttributes", KeyAttributesJson.of(ada.keyAttributes()));
    assertThat(ott("bob@example.org", "login").code()).isEqualTo("USER_SIGNUP_INCOMPLETE");
    server.setStrictKdf(true);
    assertThat(bob.put("/users/attributes", keys).code()).isEqualTo("BAD_REQUEST");
    server.setStrictKdf(false);
    assertThat(bob.put("/users/attributes", keys).status()).isEqualTo(200);
    assertThat(bob.put("/users/attributes", keys).status()).isEqualTo(403);
    assertThat(nobody.get("/users/srp/attributes?email=bob@example.org").status()).isEqualTo(404);
  }

  @Test
  void tooManyCallsAreA429() throws IOException {
    server.setRateLimits(true);
    for (int i = 0; i < 10; i++) {
      assertThat(nobody.get("/users/srp/attributes?email=" + MAIL).status()).isEqualTo(200);
    }
    Reply reply = nobody.get("/users/srp/attributes?email=" + MAIL);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.body().get("error").asText()).startsWith("Rate limit");
    server.advanceClock(Duration.ofMinutes(1));
    assertThat(nobody.get("/users/srp/attributes?email=" + MAIL).status()).isEqualTo(200);
  }

  @Test
  void aTokenWithoutItsPaddingIsNone() throws IOException {
    assertThat(new WireClient(server, ada.token()).get("/users/details/v2").status()).isEqualTo(200);
    assertThat(new WireClient(server, ada.token().replace("=", "")).get("/users/details/v2").status()).isEqualTo(401);
  }

  private JsonNode attributes() throws IOException {
    return nobody.get("/users/srp/attributes?email=" + MAIL).body().get("attributes");
  }

  private Reply ott(String email, String purpose) throws IOException {
    return nobody.post("/users/ott", WireClient.json().put("email", email).put("purpose", purpose));
  }

  private Reply verifyEmail(String email, String code) throws IOException {
    return nobody.post("/users/verify-email", WireClient.json().put("email", email).put("ott", code));
  }

  private Reply emailLogin() throws IOException {
    ott(MAIL, "login");
    return verifyEmail(MAIL, EnteServerForTests.EMAIL_CODE);
  }

  private Reply verifyTotp(String session, String code) throws IOException {
    return nobody.post("/users/two-factor/verify", WireClient.json().put("sessionID", session).put("code", code));
  }

  private String token(Reply reply) throws Exception {
    byte[] sealed = Base64.getDecoder().decode(reply.body().get("encryptedToken").asText());
    return Base64.getUrlEncoder().encodeToString(SealedBox.open(sealed, ada.keyPair()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The client's half: S = (B - k g^x)^(a + u x). */
  private final class Handshake {

    private final String identity;
    private final String sessionId;
    private final byte[] clientNumber;
    private final byte[] clientProof;
    private final byte[] shared;

    private Handshake(char[] password) throws Exception {
      JsonNode attributes = attributes();
      identity = attributes.get("srpUserID").asText();
      BigInteger a = new BigInteger(256, new SecureRandom());
      clientNumber = SrpServer.padded(SrpServer.G.modPow(a, SrpServer.N));
      ObjectNode body = WireClient.json().put("srpUserID", identity).put("srpA", base64(clientNumber));
      Reply begun = nobody.post("/users/srp/create-session", body);
      while (begun.status() == 400) {
        begun = nobody.post("/users/srp/create-session", body);
      }
      sessionId = begun.body().get("sessionID").asText();
      byte[] serverNumber = Base64.getDecoder().decode(begun.body().get("srpB").asText());
      byte[] inner =
          SrpServer.hash((identity + ":").getBytes(StandardCharsets.US_ASCII), secret(attributes, password));
      BigInteger x =
          number(SrpServer.hash(Base64.getDecoder().decode(attributes.get("srpSalt").asText()), inner));
      BigInteger k = number(SrpServer.hash(SrpServer.padded(SrpServer.N), SrpServer.padded(SrpServer.G)));
      BigInteger u = number(SrpServer.hash(clientNumber, serverNumber));
      BigInteger base =
          number(serverNumber).subtract(k.multiply(SrpServer.G.modPow(x, SrpServer.N))).mod(SrpServer.N);
      shared = SrpServer.padded(base.modPow(a.add(u.multiply(x)), SrpServer.N));
      clientProof = SrpServer.hash(clientNumber, serverNumber, shared);
    }

    private Reply verify() throws IOException {
      ObjectNode body = WireClient.json().put("sessionID", sessionId).put("srpUserID", identity);
      return nobody.post("/users/srp/verify-session", body.put("srpM1", base64(clientProof)));
    }

    private String expectedServerProof() {
      return base64(SrpServer.hash(clientNumber, clientProof, SrpServer.hash(shared)));
    }

    private static byte[] secret(JsonNode attributes, char[] password) {
      try (PasswordKey derived =
          PasswordKey.derive(
              password, Base64.getDecoder().decode(attributes.get("kekSalt").asText()),
              attributes.get("memLimit").asLong(), attributes.get("opsLimit").asInt())) {
        return Arrays.copyOf(Kdf.subkey(derived.key(), 32, 1, "loginctx"), 16);
      }
    }

    private static BigInteger number(byte[] bytes) {
      return new BigInteger(1, bytes);
    }
  }
}
