package org.stillkeep.agent;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.NetworkDisks;

/** A vault on a network disk: it works, as nothing is asked of its disk that only local ones have, and its owner should know. */
public final class NetworkVault {

  private static final Logger log = LoggerFactory.getLogger(NetworkVault.class);

  private static final String REMEDY =
      "nothing has to be done; a vault on this computer, with the export on the network disk, is the usual way round";

  private final LibraryHome home;
  private final StatusBoard board;
  private Optional<String> told = Optional.empty();

  /** Tells about this home, by one thread. */
  NetworkVault(LibraryHome home, StatusBoard board) {
    this.home = home;
    this.board = board;
  }

  /** What there is to say of a library's home, for people; empty where it is no vault, or lies on a disk of this computer. */
  public static Optional<String> words(LibraryHome home) {
    return home instanceof LibraryHome.Vault vault
        ? NetworkDisks.typeOf(vault.folder()).map(type -> words(vault, type))
        : Optional.empty();
  }

  private static String words(LibraryHome.Vault vault, String type) {
    return vault.inWords() + " lies on a network disk (" + type + "): it works there, slower, and waits while that disk is away";
  }

  /**
   * Looks whether the vault lies on a network disk now, which may be mounted only after the agent has started, and says so in the
   * status, and once in the log. Asks the vault's disk.
   */
  void look() {
    Optional<String> now = words(home);
    if (!now.equals(told)) {
      told = now;
      now.ifPresent(log::warn);
      board.problems("vault", now.map(what -> board.seenNow("vault/network", what, REMEDY, false)).map(List::of).orElse(List.of()));
    }
  }
}
