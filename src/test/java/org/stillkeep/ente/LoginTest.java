package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.ente.AccountFixture.EMAIL;
import static org.stillkeep.ente.AccountFixture.assertFails;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.ente.server.Account;
import org.stillkeep.store.KeyAttributesJson;

/** Every way into an account, and every way to be kept out. */
class LoginTest {

  private final AccountFixture fixture = new AccountFixture();
  private final EnteAccount client = fixture.account;
  private final Somebody somebody = fixture.somebody;
  private final Account account = fixture.server.account(EMAIL);

  LoginTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void thePasswordOpensTheAccount() throws IOException {
    try (LoggedIn in = logIn()) {
      assertIsOurs(in);
      assertThat(in.session().email()).isEqualTo(EMAIL);
      assertThat(in.session().userId()).isEqualTo(account.userId());
      assertThat(in.session().keyAttributes()).isEqualTo(account.keyAttributes());
    }
    assertThat(somebody.askedFor()).isEmpty();
  }

  @Test
  void thePasswordNeverLeaves() throws IOException {
    logIn().close();
    // One in 256 of its own numbers the server does not like.
    assertThat(fixture.server.apiRequests().all().stream().map(each -> each.line()).distinct())
        .containsExactly(
            "GET /ping", "GET /users/srp/attributes", "POST /users/srp/create-session", "POST /users/srp/verify-session");
  }

  @Test
  void anAddressIsComparedAsTheServerDoes() throws IOException {
    try (LoggedIn in = client.logIn("  A@Example.ORG ", account.password(), somebody)) {
      assertThat(in.session().email()).isEqualTo(EMAIL);
    }
  }

  @Test
  void aWrongPasswordIsTriedOnce() {
    assertFails(What.WRONG_PASSWORD, () -> client.logIn(EMAIL, "wrong".toCharArray(), somebody));
    assertThat(fixture.server.apiRequests().count("POST /users/srp/verify-session")).isEqualTo(1);
  }

  @Test
  void aStrangerHasNoAccount() {
    assertFails(What.NO_SUCH_ACCOUNT, () -> client.logIn("b@example.org", account.password(), somebody));
    assertThat(somebody.askedFor()).isEmpty();
  }

  @Test
  void aServerThatDoesNotLikeItsOwnNumberIsAskedAgain() throws IOException {
    fixture.server.apiFaults().fail("POST /users/srp/create-session", 3, 400, "{}");
    assertIsOurs(logIn());
  }

  @Test
  void aServerThatNeverLikesItsNumberIsGivenUp() {
    fixture.server.apiFaults().fail("POST /users/srp/create-session", 99, 400, "{}");
    assertFails(What.NOT_UNDERSTOOD, this::logIn);
    assertThat(fixture.server.apiRequests().count("POST /users/srp/create-session")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "jgSnHx5DftOnk2y07y/IDcoV4buS2leVLF0/Eah44z8="})
  void aServerThatCannotProveItselfIsNotBelieved(String proof) {
    fixture.server.apiFaults().rewrite("POST /users/srp/verify-session", 1, answer -> answer.put("srpM2", proof));
    assertFails(What.SERVER_UNPROVEN, this::logIn);
  }

  @Test
  void aServerWithANumberThatMakesAnyPasswordRightIsNotBelieved() {
    String zero = Base64.getEncoder().encodeToString(new byte[512]);
    fixture.server.apiFaults().rewrite("POST /users/srp/create-session", 1, answer -> answer.put("srpB", zero));
    assertFails(What.SERVER_UNPROVEN, this::logIn);
  }

  @ParameterizedTest
  @CsvSource({"1099511627776, 1", "1073741824, 9", "8388608, 2147483647", "8388608, 0", "-1, 1", "1024, 1"})
  void limitsThatNobodyWouldChooseAreNotTried(long memLimit, long opsLimit) {
    Consumer<ObjectNode> hostile = each -> each.put("memLimit", memLimit).put("opsLimit", opsLimit);
    fixture.server.apiFaults().rewrite("GET /users/srp/attributes", 1, answer -> hostile.accept((ObjectNode) answer.get("attributes")));
    assertFails(What.KDF_LIMITS, this::logIn);
    account.setEmailMfa(true);
    fixture.server.apiFaults().rewrite("POST /users/verify-email", 1, answer -> hostile.accept((ObjectNode) answer.get("keyAttributes")));
    assertFails(What.KDF_LIMITS, this::logIn);
  }

  @Test
  void keysOfAnotherAccountAreNotTaken() {
    Account other = fixture.server.account("other@example.org");
    fixture.server.apiFaults()
        .rewrite(
            "POST /users/srp/verify-session",
            1,
            answer -> answer.set("keyAttributes", KeyAttributesJson.encode(other.keyAttributes())));
    assertFails(What.DAMAGED_KEYS, this::logIn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encryptedKey", "encryptedSecretKey", "publicKey", "keyDecryptionNonce"})
  void keysThatWereAlteredAreNotTaken(String field) {
    fixture.server.apiFaults()
        .rewrite(
            "POST /users/srp/verify-session",
            1,
            answer -> {
              ObjectNode keys = (ObjectNode) answer.get("keyAttributes");
              String text = keys.get(field).textValue();
              keys.put(field, (text.charAt(0) == 'A' ? "B" : "A") + text.substring(1));
            });
    assertFails(What.DAMAGED_KEYS, this::logIn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encryptedToken", "id"})
  void aLoginWithoutASessionIsNone(String field) {
    fixture.server.apiFaults().rewrite("POST /users/srp/verify-session", 1, answer -> answer.remove(field));
    assertFails(What.NOT_UNDERSTOOD, this::logIn);
  }

  @Test
  void anAccountMayWantACodeByEmailBeforeThePasswordOpensIt() throws IOException {
    account.setEmailMfa(true);
    somebody.typing("000 000", " 123 456\n");
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("email", "again", "email");
    assertThat(fixture.server.apiRequests().count("POST /users/ott")).isEqualTo(1);
  }

  @Test
  void aWrongPasswordAfterACodeByEmailIsWrong() {
    account.setEmailMfa(true);
    assertFails(What.WRONG_PASSWORD, () -> client.logIn(EMAIL, "wrong".toCharArray(), somebody));
  }

  @Test
  void aServerThatWantsTheCodeOnlyInTheMiddleGetsIt() throws IOException {
    account.setEmailMfa(true);
    fixture.server.apiFaults()
        .rewrite("GET /users/srp/attributes", 1, answer -> ((ObjectNode) answer.get("attributes")).put("isEmailMFAEnabled", false));
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("email");
  }

  @Test
  void threeWrongCodesAreEnough() {
    account.setEmailMfa(true);
    somebody.typing("1", "", "3");
    assertFails(What.WRONG_CODE, this::logIn);
    assertThat(fixture.server.apiRequests().count("POST /users/verify-email")).as("what is no code is not sent").isEqualTo(2);
  }

  @Test
  void aCodeRunsOut() {
    account.setEmailMfa(true);
    fixture.server.apiFaults().before("POST /users/verify-email", 1, () -> fixture.server.advanceClock(Duration.ofMinutes(61)));
    assertFails(What.CODE_EXPIRED, this::logIn);
  }

  @Test
  void anAuthenticatorsCodeIsWantedOnTop() throws IOException {
    account.enableTotp();
    somebody.typing("000000").withAuthenticator(account::totpCode);
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("totp", "again", "totp");
  }

  @Test
  void anAuthenticatorsCodeIsWantedOnTopOfOneByEmail() throws IOException {
    account.enableTotp();
    account.setEmailMfa(true);
    somebody.withAuthenticator(account::totpCode);
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("email", "totp");
  }

  @Test
  void withoutTheAuthenticatorThereIsNoWayIn() {
    account.enableTotp();
    assertFails(What.WRONG_CODE, this::logIn);
  }

  @Test
  void aPasskeyIsUsedInABrowserWhileWeWait() throws IOException {
    account.setPasskey(true);
    somebody.withBrowser(
        page -> {
          assertThat(page.getPath()).isEqualTo("/passkeys/verify");
          assertThat(page.getQuery()).contains("passkeySessionID=", "clientPackage=org.stillkeep.agent", "redirect=");
          fixture.server.apiFaults().fail("GET /users/two-factor/passkeys", 2, 400, "{\"code\":\"SESSION_NOT_VERIFIED\"}");
          fixture.server.apiFaults().fail("GET /users/two-factor/passkeys", 1, 429, "{}");
          account.showPasskey();
        });
    assertIsOurs(logIn());
    assertThat(fixture.server.apiRequests().count("GET /users/two-factor/passkeys/get-token")).isEqualTo(4);
  }

  @Test
  void aPasskeyThatIsNeverUsedRunsOut() {
    account.setPasskey(true);
    somebody.withBrowser(page -> fixture.server.advanceClock(Duration.ofHours(1)));
    assertFails(What.CODE_EXPIRED, this::logIn);
  }

  @Test
  void nobodyIsWaitedForForEver() {
    account.setPasskey(true);
    assertFails(What.CODE_EXPIRED, this::logIn);
  }

  @Test
  void waitingForAPasskeyEndsWhenItShall() {
    account.setPasskey(true);
    somebody.withBrowser(page -> fixture.stop.set(true));
    assertThatThrownBy(this::logIn).isInstanceOf(CancellationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "javascript:alert(1)", "file:///etc/passwd", "http://user@127.0.0.1/", "--help"})
  void noBrowserOpensJustAnythingThatAServerSays(String page) {
    account.setPasskey(true);
    fixture.server.apiFaults().rewrite("POST /users/srp/verify-session", 1, answer -> answer.put("accountsUrl", page));
    assertFails(What.NOT_UNDERSTOOD, this::logIn);
    assertThat(somebody.askedFor()).isEmpty();
  }

  @Test
  void whoHasBothIsAskedForACodeFirst() throws IOException {
    account.setPasskey(true);
    account.enableTotp();
    somebody.withAuthenticator(account::totpCode);
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("totp");
  }

  @Test
  void whoHasBothAndNoCodeMayUseThePasskey() throws IOException {
    account.setPasskey(true);
    account.enableTotp();
    somebody.withBrowser(page -> account.showPasskey());
    assertIsOurs(logIn());
    assertThat(somebody.askedFor()).containsExactly("totp", "passkey");
  }

  @Test
  void anAccountWithoutARecoveryKeyOpensToo() throws IOException {
    fixture.server.apiFaults()
        .rewrite(
            "POST /users/srp/verify-session",
            1,
            answer ->
                ((ObjectNode) answer.get("keyAttributes"))
                    .remove(
                        List.of(
                            "masterKeyEncryptedWithRecoveryKey", "masterKeyDecryptionNonce",
                            "recoveryKeyEncryptedWithMasterKey", "recoveryKeyDecryptionNonce")));
    try (LoggedIn in = logIn()) {
      assertThat(in.session().keyAttributes().masterKeyUnderRecoveryKey().ciphertext()).isEmpty();
    }
  }

  @Test
  void whoTriesTooOftenIsToldSoAtOnce() {
    fixture.server.apiFaults().fail("GET /users/srp/attributes", 1, 429, "{\"error\":\"Rate limit breached, try later\"}");
    assertFails(What.TOO_MANY_TRIES, this::logIn);
    fixture.server.apiFaults().fail("POST /users/srp/create-session", 1, 429, "{\"code\":\"TOO_MANY_UNVERIFIED_SESSIONS\"}");
    assertFails(What.TOO_MANY_TRIES, this::logIn);
  }

  @Test
  void anAccountThatIsAboutToBeDeletedSaysSo() {
    fixture.server.apiFaults().fail("POST /users/srp/verify-session", 1, 403, "{\"code\":\"ACCOUNT_SCHEDULED_FOR_DELETION\"}");
    assertFails(What.ACCOUNT_CLOSING, this::logIn);
  }

  @Test
  void aServerWithTroubleOfItsOwnIsNoWrongPassword() {
    fixture.server.apiFaults().fail("POST /users/srp/verify-session", 1, 500, "{}");
    assertFails(What.SERVER_FAILED, this::logIn);
  }

  @ParameterizedTest
  @CsvSource({"200, <html>hello</html>", "200, {}", "404, Not Found", "403, {}"})
  void aWebServerIsNoEnteServer(int status, String body) throws IOException {
    try (ScriptedServer other = new ScriptedServer();
        EnteAccount stranger = new EnteAccount(other.address(), new EnteOptions(() -> false, 0, ScriptedServer.QUICK))) {
      other.on("GET /ping", ScriptedServer.json(status, body));
      assertFails(What.NOT_ENTE, () -> stranger.logIn(EMAIL, account.password(), somebody));
    }
  }

  @Test
  void aServerThatIsAwayIsNoRefusal() {
    fixture.server.stop();
    assertThatThrownBy(this::logIn).isInstanceOf(IOException.class).isNotInstanceOf(EnteException.class);
  }

  @Test
  void aLoginEndsSoonAfterItShall() {
    fixture.server.apiFaults().delay("POST /users/srp/create-session", 1, Duration.ofMinutes(1));
    CompletableFuture<Optional<IOException>> login =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                logIn();
                return Optional.empty();
              } catch (IOException e) {
                return Optional.of(e);
              }
            });
    await().until(() -> fixture.server.apiRequests().count("POST /users/srp/create-session") == 1);
    long stoppedAt = System.nanoTime();
    fixture.stop.set(true);
    assertThatThrownBy(() -> login.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(Duration.ofSeconds(1));
  }

  private LoggedIn logIn() throws IOException {
    return client.logIn(EMAIL, account.password(), somebody);
  }

  private void assertIsOurs(LoggedIn in) throws IOException {
    assertThat(in.masterKey().copyBytes()).isEqualTo(account.masterKey().copyBytes());
    assertThat(client.check(in.session())).isEqualTo(SessionState.VALID);
  }
}
