package org.stillkeep.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.ente.EnteException;
import org.stillkeep.ente.EnteStore;
import org.stillkeep.ente.SessionFile;
import org.stillkeep.library.Keys;
import org.stillkeep.store.KeyAttributes;

/** An account on an Ente server, in which somebody has logged in before. */
record EntePlace(Config config) implements LibraryPlace {

  @Override
  public LibraryHome home() {
    AccountConfig account = config.library().account();
    return new LibraryHome.EnteAccount(new AccountServer(config).server().origin().getAuthority(), account.email());
  }

  @Override
  public String secret() {
    return "password";
  }

  @Override
  public String unlockCommand() {
    return "stillkeep ente login";
  }

  @Override
  public KeyAttributes keyAttributes() throws IOException {
    return session().keyAttributes();
  }

  @Override
  public Optional<String> libraryId() throws IOException {
    try {
      return new SessionFile(config.state()).read().map(kept -> EnteStore.idOf(kept.userId(), kept.keyAttributes()));
    } catch (EnteException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public OpenStore open(Keys keys, Catalog catalog, BooleanSupplier stopRequested) throws IOException {
    return OpenAccount.open(this, keys, stopRequested);
  }

  /** The session that is kept for this account and no other. */
  SessionFile.Kept session() throws IOException {
    AccountConfig account = config.library().account();
    Optional<SessionFile.Kept> kept = new SessionFile(config.state()).read();
    if (kept.isEmpty()) {
      throw new UserException(
          ExitCode.STORE_REFUSED, "nobody is logged in to " + home().inWords(), "log in by `stillkeep ente login`");
    }
    boolean isOurs =
        kept.get().email().equalsIgnoreCase(account.email().strip())
            && kept.get().server().equals(new AccountServer(config).server());
    if (!isOurs) {
      throw new UserException(
          ExitCode.STORE_REFUSED,
          "logged in is " + kept.get().email() + " on " + kept.get().server() + ", but the configuration names " + home().inWords(),
          "log in by `stillkeep ente login`, or correct library.server and library.email");
    }
    return kept.get();
  }
}
