package org.stillkeep.cli;

import org.stillkeep.ente.EnteException.What;

/** Says what happened, and what to do, when an Ente account or its server does not allow something. */
final class AccountWords {

  private static final String LOG_IN = "log in again by `stillkeep ente login`";

  private AccountWords() {}

  static ExitCode exitCode(What what) {
    return switch (what) {
      case WRONG_PASSWORD, WRONG_RECOVERY_WORDS, NO_RECOVERY_WORDS -> ExitCode.LOCKED;
      default -> ExitCode.STORE_REFUSED;
    };
  }

  /** In a few words; the exception's own message says where it showed. */
  static String happened(What what) {
    return switch (what) {
      case WRONG_PASSWORD -> "the password is not that of this account";
      case WRONG_RECOVERY_WORDS -> "these recovery words do not open this account";
      case NO_RECOVERY_WORDS -> "this account never had recovery words";
      case NO_SUCH_ACCOUNT -> "nobody has an account with this address there";
      case ACCOUNT_EXISTS -> "somebody has an account with this address there already";
      case SIGN_UP_INCOMPLETE -> "the sign-up of this account was interrupted";
      case ACCOUNT_CLOSING -> "this account is about to be deleted";
      case NO_SUBSCRIPTION -> "the account has no active subscription";
      case REGISTRATION_CLOSED -> "the server takes no new accounts";
      case WRONG_CODE -> "the code is wrong";
      case CODE_EXPIRED -> "the code, or the time to give it, has run out";
      case TOO_MANY_TRIES -> "the server was asked too often";
      case KDF_LIMITS -> "no sane account turns its password into a key like this one";
      case SERVER_UNPROVEN -> "the server may be another one than it says";
      case NOT_ENTE -> "no Ente server is found there";
      case SESSION_ENDED -> "the session is over";
      case DAMAGED_KEYS -> "the account's keys do not fit together";
      case DAMAGED_SESSION_FILE -> "what is kept of the session on this computer cannot be read";
      case NEWER_SESSION_FILE -> "a newer Stillkeep has kept the session";
      case SERVER_FAILED -> "the server failed";
      case NOT_UNDERSTOOD -> "the server's answer cannot be understood";
    };
  }

  static String remedy(What what) {
    return switch (what) {
      case WRONG_PASSWORD -> "try again; the 24 recovery words help, too: `stillkeep ente login --recovery-words`";
      case WRONG_RECOVERY_WORDS -> "these words belong to another account; look at library.email and library.server";
      case NO_RECOVERY_WORDS -> "only the password opens this account; open it once with a newer Ente app to get recovery words";
      case NO_SUCH_ACCOUNT -> "check address and server; a new account is made by `stillkeep ente login --sign-up`";
      case ACCOUNT_EXISTS -> "log in without --sign-up";
      case SIGN_UP_INCOMPLETE -> "go on with `stillkeep ente login --sign-up`";
      case NO_SUBSCRIPTION -> "renew it in one of Ente's apps; what is in the account can still be exported";
      case ACCOUNT_CLOSING -> "cancel its deletion in one of Ente's apps first";
      case REGISTRATION_CLOSED -> "ask whoever runs this server for an account";
      case WRONG_CODE, CODE_EXPIRED -> "run it again, and give the newest code";
      case TOO_MANY_TRIES -> "wait for an hour, then try again";
      case KDF_LIMITS -> "the server is none that Ente's programs would work with; nothing was sent to it";
      case SERVER_UNPROVEN -> "look whether the address of the server is right; nothing that it said was used";
      case NOT_ENTE -> "check library.server: it is the address of the server's API, without a path";
      case SESSION_ENDED, DAMAGED_SESSION_FILE -> LOG_IN;
      case DAMAGED_KEYS -> "try one of Ente's apps: if that opens the account, please report this";
      case NEWER_SESSION_FILE -> "use the newer Stillkeep that wrote it, or " + LOG_IN;
      case SERVER_FAILED -> "try again later";
      case NOT_UNDERSTOOD -> "the server may be older or newer than this program knows; the log says more";
    };
  }
}
