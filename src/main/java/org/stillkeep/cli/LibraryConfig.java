package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The library: where it lies, and what goes into it.
 *
 * @param kind what holds it
 * @param vault the vault's folder; also for moving a library in and out of a server
 * @param account the Ente account
 * @param keepUnlocked whether the key is kept for unattended starts
 * @param importTrashed whether entries from Google's trash are imported
 * @param importLocked whether entries from the locked folder are imported
 * @param reread how the vault is read again
 * @param rereadServer how a library on a server is, which costs traffic
 */
record LibraryConfig(
    Kind kind,
    Path vault,
    AccountConfig account,
    boolean keepUnlocked,
    boolean importTrashed,
    boolean importLocked,
    Reread reread,
    Reread rereadServer) {

  /**
   * How content is read again.
   *
   * @param days all of it once in so many days; 0 for never
   * @param bytesPerSecond how fast
   */
  record Reread(int days, long bytesPerSecond) {}


  /** What can hold a library; its words in the configuration are these names. */
  enum Kind {
    /** A folder of ours. */
    VAULT,
    /** An account on an Ente server. */
    ENTE
  }

  LibraryConfig {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(vault);
    Objects.requireNonNull(account);
  }

  /** How this library is read again. */
  Reread rereadHere() {
    return kind == Kind.VAULT ? reread : rereadServer;
  }

  /** The same, in another place. */
  LibraryConfig at(Kind otherKind, AccountConfig otherAccount) {
    return new LibraryConfig(otherKind, vault, otherAccount, keepUnlocked, importTrashed, importLocked, reread, rereadServer);
  }
}
