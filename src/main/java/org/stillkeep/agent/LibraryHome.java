package org.stillkeep.agent;

import java.nio.file.Path;
import java.util.Objects;

/** Where the library lies, as its owner knows it. */
public sealed interface LibraryHome {

  /** The place, for people; fits into a sentence. */
  String inWords();

  /**
   * A vault.
   *
   * @param folder where it lies
   */
  record Vault(Path folder) implements LibraryHome {

    public Vault {
      Objects.requireNonNull(folder);
    }

    @Override
    public String inWords() {
      return "the vault " + folder;
    }
  }

  /**
   * An account on an Ente server.
   *
   * @param server its name, e.g. {@code api.ente.io}
   * @param email the account's
   */
  record EnteAccount(String server, String email) implements LibraryHome {

    public EnteAccount {
      Objects.requireNonNull(server);
      Objects.requireNonNull(email);
    }

    @Override
    public String inWords() {
      return "the Ente account " + email + " on " + server;
    }
  }
}
