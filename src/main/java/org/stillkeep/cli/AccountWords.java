package org.stillkeep.cli;

import org.stillkeep.ente.EnteException.What;

/** Says what to do when an Ente account or its server does not allow something. */
final class AccountWords {

  private static final String LOG_IN = "log in again by `stillkeep ente login`";

  private AccountWords() {}

  static ExitCode exitCode(What what) {
    return switch (what) {
      case WRONG_PASSWORD, WRONG_RECOVERY_WORDS, NO_RECOVERY_WORDS -> ExitCode.LOCKED;
      default -> ExitCode.STORE_REFUSED;
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
