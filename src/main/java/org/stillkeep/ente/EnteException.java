package org.stillkeep.ente;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** What an account's server, or what it holds, does not allow. The words for people are made elsewhere. */
public final class EnteException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What happened. */
  public enum What {
    /** The password is not that of the account. */
    WRONG_PASSWORD,
    /** The recovery words are not those of the account. */
    WRONG_RECOVERY_WORDS,
    /** The account never had recovery words. */
    NO_RECOVERY_WORDS,
    /** Nobody has an account with this address there. */
    NO_SUCH_ACCOUNT,
    /** Somebody has an account with this address there. */
    ACCOUNT_EXISTS,
    /** The account has no keys yet: its sign-up was interrupted, and can go on. */
    SIGN_UP_INCOMPLETE,
    /** The account is about to be deleted. */
    ACCOUNT_CLOSING,
    /** The account has no plan, not even a free one. */
    NO_SUBSCRIPTION,
    /** The server takes no new accounts. */
    REGISTRATION_CLOSED,
    /** The code was wrong, and wrong again. */
    WRONG_CODE,
    /** The code, or the time to give it, has run out: begin again. */
    CODE_EXPIRED,
    /** The server wants to be left alone for some time, a minute to an hour. */
    TOO_MANY_TRIES,
    /** The password's derivation is weaker than the server allows, or dearer than anybody would choose. */
    KDF_LIMITS,
    /** The server could not prove that it knows the account. It may be another one than it says. */
    SERVER_UNPROVEN,
    /** What answers there is no Ente server. */
    NOT_ENTE,
    /** The session is over. */
    SESSION_ENDED,
    /** The account's keys do not fit together. */
    DAMAGED_KEYS,
    /** What is kept of the session on this computer cannot be read, or not with this key. */
    DAMAGED_SESSION_FILE,
    /** What is kept of the session on this computer was written by a newer program. */
    NEWER_SESSION_FILE,
    /** The server has trouble of its own, which may pass. */
    SERVER_FAILED,
    /** The server answered what nobody expects. */
    NOT_UNDERSTOOD
  }

  private static final Map<String, What> BY_CODE =
      Map.ofEntries(
          Map.entry("USER_NOT_REGISTERED", What.NO_SUCH_ACCOUNT),
          Map.entry("USER_SIGNUP_INCOMPLETE", What.SIGN_UP_INCOMPLETE),
          Map.entry("USER_ALREADY_REGISTERED", What.ACCOUNT_EXISTS),
          Map.entry("ACCOUNT_SCHEDULED_FOR_DELETION", What.ACCOUNT_CLOSING),
          Map.entry("TOO_MANY_UNVERIFIED_SESSIONS", What.TOO_MANY_TRIES),
          Map.entry("TOO_MANY_WRONG_ATTEMPTS", What.TOO_MANY_TRIES),
          Map.entry("SESSION_ALREADY_VERIFIED", What.CODE_EXPIRED),
          Map.entry("SESSION_EXPIRED", What.CODE_EXPIRED),
          Map.entry(ApiException.NOT_UNDERSTOOD, What.NOT_UNDERSTOOD));

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private final What what;

  EnteException(What what, String message) {
    super(message);
    this.what = Objects.requireNonNull(what);
  }

  EnteException(What what, String message, Throwable cause) {
    super(message, cause);
    this.what = Objects.requireNonNull(what);
  }

  /**
   * What a refusal means where it was given.
   *
   * @param meanings of statuses there
   */
  static EnteException of(ApiException refusal, Map<Integer, What> meanings) {
    What what = BY_CODE.get(refusal.code());
    if (what == null) {
      what = meanings.getOrDefault(refusal.status(), meaning(refusal.status()));
    }
    return new EnteException(what, refusal.getMessage(), refusal);
  }

  private static What meaning(int status) {
    return switch (status) {
      case UNAUTHORIZED -> What.SESSION_ENDED;
      case TOO_MANY_REQUESTS -> What.TOO_MANY_TRIES;
      default -> status >= FIRST_SERVER_ERROR ? What.SERVER_FAILED : What.NOT_UNDERSTOOD;
    };
  }

  /** What happened. */
  public What what() {
    return what;
  }
}
