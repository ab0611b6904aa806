package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWords;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/**
 * Speaks with one server about accounts: logging in and out, signing up, passwords, room. What it refuses is an {@link
 * EnteException}, that it cannot be reached any other {@link IOException}, being asked to stop a {@link
 * java.util.concurrent.CancellationException}.
 *
 * <p>Neither the password nor anything that tells it leaves this computer. Of what a server says at a login nothing is used
 * before it has proved itself, by the handshake or by what opens under our keys. Sessions of other servers are refused with {@link
 * IllegalArgumentException}. For any thread, one login at a time.
 */
public final class EnteAccount implements Closeable {

  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final EnteServer server;
  private final AccountApi api;
  private final SrpCalls srp;
  private final EmailCode emailCode;
  private final SecondStep secondStep;

  /** Calls nobody yet. */
  public EnteAccount(EnteServer server, EnteOptions options) {
    this(server, options, new SecureRandom());
  }

  EnteAccount(EnteServer server, EnteOptions options, SecureRandom random) {
    this.server = Objects.requireNonNull(server);
    this.api = new AccountApi(server, options);
    this.srp = new SrpCalls(api, random);
    this.emailCode = new EmailCode(api);
    this.secondStep = new SecondStep(api, server, options);
  }

  /**
   * A session and what opens the library. Closing it wipes both; a session that is kept is read back from its file.
   *
   * @param masterKey of the library
   */
  public record LoggedIn(EnteSession session, CryptoKey masterKey) implements AutoCloseable {
    @Override
    public void close() {
      masterKey.close();
      session.token().close();
    }
  }

  /** Some calls, of which one may be answered in a way that nobody expects. */
  private interface Calls<T> {
    T run() throws IOException;
  }

  /**
   * Logs in with the password. Derives its key once, which takes seconds and the memory that the account's limits name.
   *
   * @param password wiped by the caller
   * @throws org.stillkeep.crypto.NotEnoughMemoryException when the heap cannot hold that much
   */
  public LoggedIn logIn(String email, char[] password, SecondFactors ask) throws IOException {
    return translated(
        () -> {
          api.requireEnte();
          return login(email, ask).byPassword(password);
        });
  }

  /**
   * Logs in with the recovery words, for who has forgotten the password. A new one is set with {@link #changePassword}.
   *
   * @throws RecoveryWordsException when the words are no recovery key at all
   */
  public LoggedIn recover(String email, CharSequence recoveryWords, SecondFactors ask)
      throws IOException, RecoveryWordsException {
    try (CryptoKey recoveryKey = RecoveryWords.parse(recoveryWords)) {
      return translated(
          () -> {
            api.requireEnte();
            return login(email, ask).byRecoveryKey(recoveryKey);
          });
    }
  }

  /**
   * Makes an account, or goes on with one whose making was interrupted before it had keys.
   *
   * @param passwordKey derived from the new password, with limits that the server allows
   * @param attributes new keys, wrapped; made with {@code passwordKey}
   * @param masterKey that of {@code attributes}; copied, the caller still closes it
   */
  public LoggedIn signUp(
      String email, PasswordKey passwordKey, KeyAttributes attributes, CryptoKey masterKey, SecondFactors ask)
      throws IOException {
    requireFit(attributes, passwordKey);
    String address = normalised(email);
    return translated(
        () -> {
          api.requireEnte();
          Authorization proven = emailCode.prove(address, EmailCode.Purpose.SIGN_UP, ask);
          AuthToken token =
              proven.token().orElseThrow(() -> new EnteException(What.ACCOUNT_EXISTS, "the account has keys"));
          EnteSession session = new EnteSession(server, address, proven.requiredUserId(), attributes, token);
          putKeys(session);
          srp.setUp(session.token(), passwordKey);
          return new LoggedIn(session, masterKey.copy());
        });
  }

  /**
   * Replaces the password and ends all other sessions; this one goes on.
   *
   * @param fresh derived from the new password, with limits that the server allows
   * @param updated the same keys, the master key wrapped under {@code fresh}
   * @return the session with these keys, of the same token
   */
  public EnteSession changePassword(EnteSession session, PasswordKey fresh, KeyAttributes updated) throws IOException {
    requireFit(updated, fresh);
    requireOurs(session);
    return translated(
        () -> {
          update(session, fresh, updated);
          return new EnteSession(server, session.email(), session.userId(), updated, session.token());
        });
  }

  /** Whether a session goes on. */
  public SessionState check(EnteSession session) throws IOException {
    requireOurs(session);
    return translated(
        () -> {
          try {
            Optional<KeyAttributes> current = currentKeys(session);
            boolean isSame = current.isEmpty() || current.get().masterKey().equals(session.keyAttributes().masterKey());
            return isSame ? SessionState.VALID : SessionState.PASSWORD_CHANGED;
          } catch (ApiException e) {
            if (e.status() == UNAUTHORIZED) {
              return SessionState.ENDED;
            }
            throw e;
          }
        });
  }

  /** The account's room and plan. */
  public AccountDetails details(EnteSession session) throws IOException {
    requireOurs(session);
    Map<Integer, What> meanings = Map.of(402, What.NO_SUBSCRIPTION, 404, What.NO_SUBSCRIPTION);
    return translated(() -> AccountDetails.of(api.send(AccountDetails.question().by(session.token()), meanings)));
  }

  /** Ends the session at the server; one that is over already is no error. The token is of no use from then on. */
  public void logOut(EnteSession session) throws IOException {
    requireOurs(session);
    translated(
        () -> {
          try {
            return api.sendBare(ApiCall.post("/users/logout", EnteApi.object()).by(session.token()).repeating());
          } catch (ApiException e) {
            if (e.status() == UNAUTHORIZED) {
              return EnteApi.object();
            }
            throw e;
          }
        });
  }

  @Override
  public void close() {
    api.close();
  }

  private Login login(String email, SecondFactors ask) {
    return new Login(server, normalised(email), ask, srp, emailCode, secondStep);
  }

  private void update(EnteSession session, PasswordKey fresh, KeyAttributes updated) throws IOException {
    try {
      srp.update(session.token(), fresh, updated);
    } catch (IOException e) {
      boolean isRefused = e instanceof EnteException refusal && refusal.what() != What.SERVER_FAILED;
      // Nobody may be left in doubt which of two passwords it is: the answer may be all that was lost.
      if (isRefused || !currentKeys(session).map(KeyAttributes::masterKey).equals(Optional.of(updated.masterKey()))) {
        throw e;
      }
    }
  }

  private void putKeys(EnteSession session) throws IOException {
    ObjectNode body = EnteApi.object();
    body.set("keyAttributes", KeyAttributesJson.encode(session.keyAttributes()));
    try {
      api.sendBare(ApiCall.put("/users/attributes", body).by(session.token()).repeating());
    } catch (ApiException e) {
      // The first try may have come through, and its answer not.
      if (e.status() != FORBIDDEN || !currentKeys(session).equals(Optional.of(session.keyAttributes()))) {
        throw EnteException.of(e, Map.of(400, What.KDF_LIMITS, FORBIDDEN, What.ACCOUNT_EXISTS));
      }
    }
  }

  private Optional<KeyAttributes> currentKeys(EnteSession session) throws IOException {
    return Authorization.keyAttributes(api.sendBare(ApiCall.get("/users/session-validity/v2").by(session.token())));
  }

  /** Nobody else gets to see the token. */
  private void requireOurs(EnteSession session) {
    if (!session.server().equals(server)) {
      throw new IllegalArgumentException("a session of " + session.server() + " is of no use at " + server);
    }
  }

  private static void requireFit(KeyAttributes attributes, PasswordKey passwordKey) {
    if (!Arrays.equals(attributes.kekSalt(), passwordKey.salt())) {
      throw new IllegalArgumentException("the keys are wrapped under another password's key");
    }
  }

  private static <T> T translated(Calls<T> calls) throws IOException {
    try {
      return calls.run();
    } catch (ApiException e) {
      throw EnteException.of(e, Map.of());
    }
  }

  /** As the server does. */
  private static String normalised(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
