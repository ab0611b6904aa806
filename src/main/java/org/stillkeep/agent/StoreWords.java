package org.stillkeep.agent;

import org.stillkeep.store.StoreException;

/** Says what to do when the library's store says no. */
public final class StoreWords {

  private StoreWords() {}

  /** The remedy, for people. */
  public static String remedy(LibraryHome home, StoreException.Reason reason) {
    return home instanceof LibraryHome.EnteAccount ? ofAccount(reason) : ofVault(reason);
  }

  private static String ofVault(StoreException.Reason reason) {
    return switch (reason) {
      case FULL -> "make room on the disk of the vault";
      case READ_ONLY -> "make the vault's folder writable for you";
      case DAMAGED, NOT_FOUND -> "copy the vault folder before anything else, then run `stillkeep verify`";
      case OTHER_HISTORY ->
          "if it is a backup that was put back, or the better of two copies, run `stillkeep vault accept`; else put the right one there";
      case NEWER_FORMAT -> "use the newer Stillkeep that wrote it";
      case IN_USE -> "stop the other program first";
      case TOO_LARGE -> "keep that file elsewhere";
      case LOGIN_REQUIRED, VERSION_CONFLICT, REFUSED, WRONG_SERVER, UNAVAILABLE ->
          "check the vault's disk; if it is well, stop Stillkeep and start it again";
    };
  }

  private static String ofAccount(StoreException.Reason reason) {
    return switch (reason) {
      case FULL -> "make room in the Ente account, or take a larger plan in Ente's app if its subscription is too small or over";
      case LOGIN_REQUIRED -> "log in again with `stillkeep ente login`";
      case UNAVAILABLE -> "check the connection to the internet; the server may be away, too";
      case TOO_LARGE -> "keep that file elsewhere: Ente takes none of that size";
      case READ_ONLY -> "look at the account in Ente's app: it takes no changes";
      case DAMAGED, OTHER_HISTORY, NOT_FOUND -> "run `stillkeep verify`; Ente's app shows what is in the account";
      case NEWER_FORMAT -> "use a newer Stillkeep";
      case VERSION_CONFLICT, IN_USE -> "let other apps of the account come to an end with what they do";
      case WRONG_SERVER ->
          "check `server` in the configuration: the address of an Ente server's API; in a hotel's network, log in there first";
      case REFUSED -> "the log in the state folder says more; please report it";
    };
  }
}
