package org.stillkeep.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Keys;
import org.stillkeep.store.KeyAttributes;

/** Where the library of a configuration lies, for whoever is about to open it. */
interface LibraryPlace {

  /** The place that the configuration names. */
  static LibraryPlace of(Config config) {
    return switch (config.library().kind()) {
      case VAULT -> new VaultPlace(config);
      case ENTE -> new EntePlace(config);
    };
  }

  /** The place as people know it. */
  LibraryHome home();

  /** What its owner types to open it: {@code passphrase}, {@code password}. */
  String secret();

  /** The command by which somebody opens it, so that its key is kept. */
  String unlockCommand();

  /** What opens the library, to try a passphrase or a key with. */
  KeyAttributes keyAttributes() throws IOException;

  /** The id by which exports name this library; empty while it is not there or cannot be read. */
  Optional<String> libraryId() throws IOException;

  /**
   * Opens the store of this library.
   *
   * @param keys its keys; they stay the caller's
   * @param catalog remembers what must not be forgotten between two openings
   * @throws java.util.concurrent.CancellationException when stopped
   */
  OpenStore open(Keys keys, Catalog catalog, BooleanSupplier stopRequested) throws IOException;
}
