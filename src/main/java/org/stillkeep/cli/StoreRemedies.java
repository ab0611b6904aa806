package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.agent.StoreWords;
import org.stillkeep.store.StoreException.Reason;

/**
 * Says what to do when the store of a library refuses a command.
 *
 * @param home where that library lies; empty when it may be either of two, or is not known
 */
record StoreRemedies(Optional<LibraryHome> home) {

  static final String SERVER_AWAY = "check the connection and library.server, and run it again later: nothing is lost";

  private static final String SERVER_WRONG =
      "check library.server: it is the address of an Ente server's API; in a hotel's network, log in there first";

  /** The remedy, for people. */
  String of(Reason reason) {
    return switch (reason) {
      case IN_USE -> "stop the other program first";
      case TOO_LARGE -> "keep that file elsewhere";
      case NEWER_FORMAT -> "use the newer Stillkeep that wrote it";
      case LOGIN_REQUIRED -> "log in again by `stillkeep ente login`";
      case UNAVAILABLE -> SERVER_AWAY;
      case WRONG_SERVER -> SERVER_WRONG;
      case VERSION_CONFLICT, REFUSED -> "run it again later";
      case OTHER_HISTORY -> StoreWords.remedy(home.orElse(new LibraryHome.Vault(Path.of(""))), reason);
      case FULL, READ_ONLY, DAMAGED, NOT_FOUND -> byPlace(reason);
    };
  }

  /** What to do when its wrapped keys are damaged. */
  String ofDamagedKeys() {
    return isAccount()
        ? "try one of Ente's apps: if that opens the account, please report this"
        : "copy the vault folder before anything else, then run `stillkeep vault info`";
  }

  private boolean isAccount() {
    return home.filter(LibraryHome.EnteAccount.class::isInstance).isPresent();
  }

  private String byPlace(Reason reason) {
    if (isAccount()) {
      return (reason == Reason.DAMAGED ? "nothing was changed; " : "") + StoreWords.remedy(home.get(), reason);
    }
    return home.isPresent() ? ofVault(reason) : ofEither(reason);
  }

  private static String ofVault(Reason reason) {
    return switch (reason) {
      case FULL -> "make room on the vault's disk, and run it again";
      case READ_ONLY -> "make the folder writable for you, or choose another in library.path";
      case NOT_FOUND -> "create one with `stillkeep vault create`, or correct library.path";
      default -> "nothing was changed; copy the vault folder before anything else, then run `stillkeep verify`";
    };
  }

  private static String ofEither(Reason reason) {
    return switch (reason) {
      case FULL -> "make room, on the vault's disk or in the Ente account, and run it again";
      case READ_ONLY -> "make the vault's folder writable for you; if it is the account, look at it in Ente's app";
      case NOT_FOUND -> "look at both: `stillkeep vault info`, `stillkeep ente whoami`";
      default -> "nothing was changed; if it is the vault, copy its folder before anything else; then run `stillkeep verify`";
    };
  }
}
