package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillkeep.ente.AccountFixture.assertFails;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;

/**
 * An account's life on a server that is not ours, with passwords of full strength, ten seconds each. The server must give the
 * code {@code STILLKEEP_ENTE_CODE} (or 123456) to every address at example.org.
 */
class RealServerTest {

  private static final Map<String, String> ENVIRONMENT = System.getenv();

  private final SecureRandom random = new SecureRandom();
  private final String email = "stillkeep-" + UUID.randomUUID() + "@example.org";

  private final SecondFactors somebody =
      new SecondFactors() {
        @Override
        public String emailCode(String email) {
          return ENVIRONMENT.getOrDefault("STILLKEEP_ENTE_CODE", "123456");
        }

        @Override
        public String totpCode() {
          throw new IllegalStateException("nobody switched that on");
        }

        @Override
        public void codeWasWrong() {
          throw new IllegalStateException("the server gives another code");
        }

        @Override
        public void openPasskeyPage(URI link) {
          throw new IllegalStateException("nobody switched that on");
        }
      };

  @Test
  void anAccountLivesThere() throws Exception {
    assumeTrue(ENVIRONMENT.containsKey("STILLKEEP_ENTE_URL"), "no server given by STILLKEEP_ENTE_URL");
    EnteServer server = EnteServer.parse(ENVIRONMENT.get("STILLKEEP_ENTE_URL"), true);
    try (EnteAccount client = new EnteAccount(server, new EnteOptions(() -> false, 0, Patience.USUAL))) {
      assertFails(What.NO_SUCH_ACCOUNT, () -> client.logIn(email, "x".toCharArray(), somebody));
      List<String> words = signUp(client, "tape-measure-Zürich-9");
      assertFails(What.WRONG_PASSWORD, () -> client.logIn(email, "tape-measure-Zürich-8".toCharArray(), somebody));
      try (LoggedIn in = client.logIn(email, "tape-measure-Zürich-9".toCharArray(), somebody)) {
        assertThat(client.check(in.session())).isEqualTo(SessionState.VALID);
        assertThat(client.details(in.session()).freeBytes()).isPositive();
        setPassword(client, in, "another");
        client.logOut(in.session());
      }
      try (LoggedIn in = client.recover(email, String.join(" ", words), somebody)) {
        setPassword(client, in, "a third");
      }
      client.logIn(email, "a third".toCharArray(), somebody).close();
    }
  }

  private List<String> signUp(EnteAccount client, String password) throws Exception {
    try (PasswordKey passwordKey = Keys.deriveNew(password.toCharArray(), KdfLimits.SIGN_UP, random)) {
      Keys.Created created = Keys.create(passwordKey, random);
      try (Keys keys = created.keys();
          CryptoKey masterKey = keys.masterKeyCopy();
          LoggedIn in = client.signUp(email, passwordKey, created.attributes(), masterKey, somebody)) {
        assertThat(client.check(in.session())).isEqualTo(SessionState.VALID);
        return keys.recoveryWords(created.attributes());
      }
    }
  }

  private void setPassword(EnteAccount client, LoggedIn in, String password) throws Exception {
    try (PasswordKey fresh = Keys.deriveNew(password.toCharArray(), KdfLimits.SIGN_UP, random);
        Keys keys = Keys.unlockWithMasterKey(in.session().keyAttributes(), in.masterKey())) {
      EnteSession session =
          client.changePassword(in.session(), fresh, keys.changePassphrase(in.session().keyAttributes(), fresh, random));
      assertThat(client.check(session)).isEqualTo(SessionState.VALID);
    }
  }
}
