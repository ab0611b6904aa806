package org.stillkeep.cli;

import java.util.function.BooleanSupplier;
import org.stillkeep.ente.EnteAccount;
import org.stillkeep.ente.EnteOptions;
import org.stillkeep.ente.EnteServer;
import org.stillkeep.ente.Patience;
import org.stillkeep.importer.ImportOptions;

/** The Ente server of a configuration. */
record AccountServer(Config config) {

  /** Somebody to speak to about accounts. */
  EnteAccount account() {
    return new EnteAccount(server(), options(() -> false));
  }

  /** Its address, which the configuration's reader has checked, or an option has given. */
  EnteServer server() {
    AccountConfig account = config.library().account();
    try {
      return EnteServer.parse(account.server(), account.plainHttp());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          ExitCode.USAGE,
          "\"" + account.server() + "\" cannot be used as a server: " + e.getMessage(),
          "write it like https://photos.example.org; for a server at home without TLS set library.plain_http = true");
    }
  }

  /** How it is spoken to. */
  EnteOptions options(BooleanSupplier stopRequested) {
    long heapBytes = Runtime.getRuntime().maxMemory();
    int uploads = ImportOptions.uploadsWithin(heapBytes, config.library().account().uploads());
    return new EnteOptions(
        stopRequested,
        config.library().account().uploadBytesPerSecond(),
        Patience.USUAL,
        ImportOptions.partsAheadWithin(heapBytes, uploads));
  }
}
