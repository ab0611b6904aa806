package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.ente.AccountFixture.EMAIL;
import static org.stillkeep.ente.AccountFixture.assertFails;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.ente.server.Account;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/** An account's life from its making to its end, with the accidents on the way. */
class EnteAccountTest {

  private static final String PASSWORD = "tape-measure-Zürich-9";

  private final AccountFixture fixture = new AccountFixture();
  private final EnteAccount client = fixture.account;
  private final Somebody somebody = fixture.somebody;
  private final PasswordKey passwordKey = fixture.passwordKey(PASSWORD);
  private final CryptoKey masterKey = fixture.newMasterKey();
  private final KeyAttributes keys = fixture.newKeys(passwordKey, masterKey);

  EnteAccountTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void anAccountIsMadeAndOpensWithItsPassword() throws IOException {
    try (LoggedIn made = signUp()) {
      assertThat(made.session().userId()).isPositive();
      assertThat(client.check(made.session())).isEqualTo(SessionState.VALID);
    }
    assertThat(somebody.askedFor()).containsExactly("email");
    assertOpens(PASSWORD);
    assertThat(somebody.askedFor()).as("by the handshake").containsExactly("email");
  }

  @Test
  void noSecondAccountIsMadeForAnAddress() throws IOException {
    fixture.server.account(EMAIL);
    assertFails(What.ACCOUNT_EXISTS, this::signUp);
  }

  @Test
  void aServerMayTakeNoNewAccounts() {
    fixture.server.setRegistrationClosed(true);
    assertFails(What.REGISTRATION_CLOSED, this::signUp);
  }

  @Test
  void aServerDoesNotTakeAWeakPasswordsKey() {
    fixture.server.setStrictKdf(true);
    assertFails(What.KDF_LIMITS, this::signUp);
  }

  @Test
  void keysThatDoNotBelongToThePasswordAreNotSent() {
    KeyAttributes others = fixture.newKeys(fixture.passwordKey("other"), masterKey);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.signUp(EMAIL, passwordKey, others, masterKey, somebody));
    assertThat(fixture.server.apiRequests().all()).isEmpty();
  }

  @Test
  void aSignUpThatWasInterruptedBeforeItsKeysGoesOn() throws IOException {
    fixture.server.apiFaults().fail("PUT /users/attributes", 4, 500, "{}");
    assertFails(What.SERVER_FAILED, this::signUp);
    assertFails(What.SIGN_UP_INCOMPLETE, () -> client.logIn(EMAIL, PASSWORD.toCharArray(), somebody));
    signUp().close();
    assertOpens(PASSWORD);
  }

  @Test
  void aSignUpThatWasInterruptedAfterItsKeysIsEndedByTheNextLogin() throws IOException {
    fixture.server.apiFaults().fail("POST /users/srp/setup", 1, 500, "{}");
    assertFails(What.SERVER_FAILED, this::signUp);
    assertOpens(PASSWORD);
    assertThat(somebody.askedFor()).as("no handshake yet").containsExactly("email", "email");
    assertOpens(PASSWORD);
    assertThat(somebody.askedFor()).containsExactly("email", "email");
  }

  @Test
  void aLoginThatCannotEndASignUpIsALogin() throws IOException {
    fixture.server.apiFaults().fail("POST /users/srp/setup", 2, 500, "{}");
    assertFails(What.SERVER_FAILED, this::signUp);
    assertOpens(PASSWORD);
    assertOpens(PASSWORD);
    assertThat(somebody.askedFor()).containsExactly("email", "email", "email");
  }

  @Test
  void keysWhoseAnswerWasLostAreThere() throws IOException {
    fixture.server.apiFaults().loseAnswer("PUT /users/attributes", 1);
    signUp().close();
    assertOpens(PASSWORD);
  }

  @Test
  void aServerThatCannotProveThatItHasTheVerifierIsNotBelieved() {
    fixture.server.apiFaults().rewrite("POST /users/srp/complete", 1, answer -> answer.put("srpM2", "AAAA"));
    assertFails(What.SERVER_UNPROVEN, this::signUp);
  }

  @Test
  void theRecoveryWordsOpenAnAccountWhosePasswordIsForgotten() throws Exception {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn in = recover(account);
        PasswordKey fresh = fixture.passwordKey("new password")) {
      assertThat(in.masterKey().copyBytes()).isEqualTo(account.masterKey().copyBytes());
      KeyAttributes updated = fixture.withPassword(in.session().keyAttributes(), fresh, in.masterKey());
      EnteSession session = client.changePassword(in.session(), fresh, updated);
      assertThat(client.check(session)).isEqualTo(SessionState.VALID);
    }
    assertFails(What.WRONG_PASSWORD, () -> client.logIn(EMAIL, account.password(), somebody));
    assertOpens("new password");
  }

  @Test
  void theWordsOfAnotherAccountDoNot() {
    Account other = fixture.server.account("other@example.org");
    fixture.server.account(EMAIL);
    assertFails(What.WRONG_RECOVERY_WORDS, () -> recover(other));
  }

  @Test
  void wordsThatAreNoneAreNotEvenTried() {
    assertThatThrownBy(() -> client.recover(EMAIL, "abandon ability", somebody)).isInstanceOf(RecoveryWordsException.class);
    assertThat(fixture.server.apiRequests().all()).isEmpty();
  }

  @Test
  void anAccountWithoutWordsSaysSo() {
    Account account = fixture.server.account(EMAIL);
    fixture.server.apiFaults()
        .rewrite(
            "POST /users/verify-email",
            1,
            answer ->
                ((ObjectNode) answer.get("keyAttributes"))
                    .put("masterKeyEncryptedWithRecoveryKey", "").put("recoveryKeyEncryptedWithMasterKey", ""));
    assertFails(What.NO_RECOVERY_WORDS, () -> recover(account));
  }

  @Test
  void theRecoveryWordsReplaceAnAuthenticatorThatIsLost() throws Exception {
    Account account = fixture.server.account(EMAIL);
    account.enableTotp();
    recover(account).close();
    assertThat(account.hasTotp()).isFalse();
    assertThat(somebody.askedFor()).containsExactly("email", "totp");
  }

  @Test
  void theMasterKeyIsNotToldToAServerThatCallsItTheAuthenticatorsSecret() {
    Account account = fixture.server.account(EMAIL);
    account.enableTotp();
    ObjectNode keys = KeyAttributesJson.encode(account.keyAttributes());
    fixture.server.apiFaults()
        .rewrite(
            "GET /users/two-factor/recover",
            1,
            answer -> {
              answer.set("encryptedSecret", keys.get("masterKeyEncryptedWithRecoveryKey"));
              answer.set("secretDecryptionNonce", keys.get("masterKeyDecryptionNonce"));
            });
    assertFails(What.NOT_UNDERSTOOD, () -> recover(account));
    assertThat(fixture.server.apiRequests().count("POST /users/two-factor/remove")).isZero();
  }

  @Test
  void theRecoveryWordsReplaceNoAuthenticatorThatIsAtHand() throws Exception {
    Account account = fixture.server.account(EMAIL);
    account.enableTotp();
    somebody.withAuthenticator(account::totpCode);
    recover(account).close();
    assertThat(account.hasTotp()).isTrue();
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody);
        LoggedIn elsewhere = client.logIn(EMAIL, account.password(), somebody)) {
      change(here, "new password");
      assertThat(client.check(elsewhere.session())).isEqualTo(SessionState.ENDED);
      assertFails(What.SESSION_ENDED, () -> client.details(elsewhere.session()));
    }
    assertOpens("new password");
  }

  @Test
  void aPasswordThatWasChangedElsewhereIsSeen() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      change(here, "new password");
      assertThat(client.check(here.session())).isEqualTo(SessionState.PASSWORD_CHANGED);
    }
  }

  @Test
  void aNewPasswordWhoseAnswerWasLostIsTheNewPassword() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      fixture.server.apiFaults().loseAnswer("POST /users/srp/update", 1);
      change(here, "new password");
      fixture.server.apiFaults().cut("POST /users/srp/update", 1);
      assertThatThrownBy(() -> change(here, "newest password")).isInstanceOf(IOException.class);
    }
    assertOpens("new password");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void aNewPasswordWhoseAnswerAGatewayLostIsTheNewPassword(int status) throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      fixture.server.apiFaults().answerInstead("POST /users/srp/update", 1, status, "{}");
      change(here, "new password");
      fixture.server.apiFaults().fail("POST /users/srp/update", 1, status, "{}");
      assertFails(What.SERVER_FAILED, () -> change(here, "newest password"));
    }
    assertOpens("new password");
  }

  @Test
  void anAccountMayHaveNoPlan() throws IOException {
    Account account = fixture.server.account(EMAIL);
    account.setSubscribed(false);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      assertFails(What.NO_SUBSCRIPTION, () -> client.details(here.session()));
    }
  }

  @Test
  void aServerDoesNotTakeAWeakNewPasswordsKey() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      fixture.server.setStrictKdf(true);
      assertFails(What.KDF_LIMITS, () -> change(here, "new password"));
    }
    fixture.server.setStrictKdf(false);
    client.logIn(EMAIL, account.password(), somebody).close();
  }

  @Test
  void loggingOutEndsTheSessionAndTwiceIsNoError() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      client.logOut(here.session());
      assertThat(client.check(here.session())).isEqualTo(SessionState.ENDED);
      client.logOut(here.session());
    }
  }

  @Test
  void aSessionIsShownToItsOwnServerOnly() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody);
        AccountFixture other = new AccountFixture()) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> other.account.check(here.session()),
              () -> other.account.details(here.session()),
              () -> other.account.logOut(here.session()),
              () -> other.account.changePassword(here.session(), passwordKey, keys))) {
        assertThatIllegalArgumentException().isThrownBy(call);
      }
      assertThat(other.server.apiRequests().all()).isEmpty();
    }
  }

  @Test
  void anAccountKnowsItsRoom() throws IOException {
    Account account = fixture.server.account(EMAIL);
    account.setStorageBytes(5_000);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      fixture.server.apiFaults()
          .rewrite("GET /users/details/v2", 1, answer -> answer.put("usage", 1_200).put("storageBonus", 200));
      AccountDetails details = client.details(here.session());
      assertThat(details).isEqualTo(new AccountDetails(EMAIL, 1_200, 5_200, OptionalLong.of(0), "free"));
      assertThat(details.freeBytes()).isEqualTo(4_000);
    }
  }

  @Test
  void aFamilySharesItsRoom() throws IOException {
    Account account = fixture.server.account(EMAIL);
    try (LoggedIn here = client.logIn(EMAIL, account.password(), somebody)) {
      fixture.server.apiFaults()
          .rewrite(
              "GET /users/details/v2",
              1,
              answer -> {
                var family = answer.put("usage", 100).putObject("familyData").put("storage", 900);
                family.putArray("members").addObject().put("usage", 100);
                family.withArray("members").addObject().put("usage", 850);
              });
      AccountDetails details = client.details(here.session());
      assertThat(details.usedBytes()).isEqualTo(950);
      assertThat(details.totalBytes()).isEqualTo(900);
      assertThat(details.freeBytes()).as("a server lets one go over a little").isZero();
    }
  }

  private LoggedIn signUp() throws IOException {
    return client.signUp(EMAIL, passwordKey, keys, masterKey, somebody);
  }

  private LoggedIn recover(Account account) throws IOException, RecoveryWordsException {
    List<String> words = account.recoveryWords();
    return client.recover(EMAIL, String.join(" ", words), somebody);
  }

  private void change(LoggedIn in, String newPassword) throws IOException {
    try (PasswordKey fresh = fixture.passwordKey(newPassword)) {
      client.changePassword(in.session(), fresh, fixture.withPassword(in.session().keyAttributes(), fresh, in.masterKey()));
    }
  }

  private void assertOpens(String password) throws IOException {
    try (LoggedIn in = client.logIn(EMAIL, password.toCharArray(), somebody)) {
      assertThat(client.check(in.session())).isEqualTo(SessionState.VALID);
    }
  }
}
