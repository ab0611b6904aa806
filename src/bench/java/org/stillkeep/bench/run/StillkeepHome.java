package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders and the configuration of somebody who has Stillkeep. */
record StillkeepHome(Path folder) {

  Path vault() {
    return folder.resolve("Vault");
  }

  Path export() {
    return folder.resolve("Export");
  }

  Path config() {
    return folder.resolve("config.toml");
  }

  Path passphraseFile() {
    return folder.resolve("passphrase");
  }

  /** Writes what is there before the first command. */
  void furnish() throws IOException {
    Files.createDirectories(folder.resolve("Inbox"));
    Files.writeString(passphraseFile(), "correct horse battery staple\n");
    Files.writeString(
        config(),
        """
        inbox = ["%1$s/Inbox"]
        state = "%1$s/state"
        time_zone = "UTC"
        [library]
        path = "%1$s/Vault"
        [[export]]
        path = "%1$s/Export"
        """
            .formatted(folder));
  }

  /** Takes over another home's vault, its key included: to derive one takes seconds, to copy it none. */
  void takeOver(StillkeepHome other) throws IOException {
    Trees.copy(other.vault(), vault());
    Trees.copy(other.folder().resolve("state"), folder.resolve("state"));
  }
}
