package org.stillkeep.ente;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.ente.SrpCalls.Attributes;
import org.stillkeep.store.KeyAttributes;

/**
 * One way into one account: what the account asks for, in the order in which it does.
 *
 * <pre>
 *   attributes --none, or e-mail code wanted--> code by e-mail --> second factor --> password opens the keys
 *        |                                           ^
 *        '--> password's handshake --refused: e-mail-'   --proven--> second factor --> password opens the keys
 * </pre>
 */
final class Login {

  private static final Logger log = LoggerFactory.getLogger(Login.class);

  private final EnteServer server;
  private final String address;
  private final SecondFactors ask;
  private final SrpCalls srp;
  private final EmailCode emailCode;
  private final SecondStep secondStep;

  Login(EnteServer server, String address, SecondFactors ask, SrpCalls srp, EmailCode emailCode, SecondStep secondStep) {
    this.server = server;
    this.address = address;
    this.ask = ask;
    this.srp = srp;
    this.emailCode = emailCode;
    this.secondStep = secondStep;
  }

  /** The password's key is derived once, for the handshake and for the keys. */
  LoggedIn byPassword(char[] password) throws IOException {
    Optional<Attributes> attributes = srp.attributes(address);
    if (attributes.isEmpty() || attributes.get().needsEmailCode()) {
      return byEmail(password, attributes.isEmpty());
    }
    Attributes found = attributes.get();
    try (PasswordKey key = PasswordKey.derive(password, found.kekSalt(), found.memLimitBytes(), found.opsLimit())) {
      Optional<Authorization> proven = srp.logIn(found, key);
      Authorization first = proven.isPresent() ? proven.get() : emailCode.prove(address, EmailCode.Purpose.LOGIN, ask);
      Authorization done = secondStep.finish(first, ask, Optional.empty());
      // A password that was proved opens the keys, if they are those of the account.
      What onFailure = proven.isPresent() ? What.DAMAGED_KEYS : What.WRONG_PASSWORD;
      return open(first, done, AccountKeys.masterKey(requireKeys(done), key, onFailure));
    }
  }

  LoggedIn byRecoveryKey(CryptoKey recoveryKey) throws IOException {
    Authorization first = emailCode.prove(address, EmailCode.Purpose.LOGIN, ask);
    Authorization done = secondStep.finish(first, ask, Optional.of(recoveryKey));
    return open(first, done, AccountKeys.masterKey(requireKeys(done), recoveryKey));
  }

  private LoggedIn byEmail(char[] password, boolean lacksVerifier) throws IOException {
    Authorization first = emailCode.prove(address, EmailCode.Purpose.LOGIN, ask);
    Authorization done = secondStep.finish(first, ask, Optional.empty());
    KeyAttributes keys = requireKeys(done);
    AccountKeys.requireBearable(keys.kekSalt(), keys.memLimitBytes(), keys.opsLimit());
    try (PasswordKey key = PasswordKey.derive(password, keys.kekSalt(), keys.memLimitBytes(), keys.opsLimit())) {
      LoggedIn loggedIn = open(first, done, AccountKeys.masterKey(keys, key, What.WRONG_PASSWORD));
      return lacksVerifier ? withVerifier(loggedIn, key) : loggedIn;
    }
  }

  /** Ends a sign-up that was interrupted at its last step; if not now, at the next login. */
  private LoggedIn withVerifier(LoggedIn loggedIn, PasswordKey passwordKey) throws IOException {
    try {
      srp.setUp(loggedIn.session().token(), passwordKey);
    } catch (EnteException e) {
      if (e.what() == What.SERVER_UNPROVEN) {
        loggedIn.close();
        throw e;
      }
      log.info("logging in goes on needing a code by e-mail: {}", e.getMessage());
    }
    return loggedIn;
  }

  /** Takes the master key over. */
  private LoggedIn open(Authorization first, Authorization done, CryptoKey masterKey) throws IOException {
    try {
      KeyAttributes keys = requireKeys(done);
      byte[] sealed =
          done.encryptedToken().orElseThrow(() -> new EnteException(What.NOT_UNDERSTOOD, "a login without a session"));
      long userId = done.userId() > 0 ? done.userId() : first.requiredUserId();
      AuthToken token = AccountKeys.token(keys, masterKey, sealed);
      return new LoggedIn(new EnteSession(server, address, userId, keys, token), masterKey);
    } catch (IOException e) {
      masterKey.close();
      throw e;
    }
  }

  private static KeyAttributes requireKeys(Authorization authorization) throws EnteException {
    return authorization
        .keyAttributes()
        .orElseThrow(() -> new EnteException(What.SIGN_UP_INCOMPLETE, "the account has no keys yet"));
  }
}
