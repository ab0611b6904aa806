package org.stillkeep.agent;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.files.NetworkDisks;

/** A vault on a network disk: it works, as nothing is asked of its disk that only local ones have, and its owner should know. */
public final class NetworkVault {

  private static final Logger log = LoggerFactory.getLogger(NetworkVault.class);

  private static final String REMEDY =
      "nothing has to be done; a vault on this computer, with the export on the network disk, is the usual way round";

  private NetworkVault() {}

  /** What there is to say of a library's home, for people; empty where it is no vault, or lies on a disk of this computer. */
  public static Optional<String> words(LibraryHome home) {
    return home instanceof LibraryHome.Vault vault
        ? NetworkDisks.typeOf(vault.folder()).map(type -> words(vault, type))
        : Optional.empty();
  }

  private static String words(LibraryHome.Vault vault, String type) {
    return vault.inWords() + " lies on a network disk (" + type + "): it works there, slower, and waits while that disk is away";
  }

  /** Says so in the log and in the status. Asks the vault's disk. */
  static void tell(LibraryHome home, StatusBoard board) {
    Optional<Problem> note = words(home).map(what -> board.seenNow("vault/network", what, REMEDY, false));
    note.ifPresent(problem -> log.warn("{}", problem.what()));
    board.problems("vault", note.map(List::of).orElse(List.of()));
  }
}
