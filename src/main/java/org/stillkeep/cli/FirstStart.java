package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultStore;

/**
 * The very first start, for which there is no configuration yet, or only one that nobody has touched since a first start was
 * interrupted: as Stillkeep writes it, with neither a vault nor a catalog where it says.
 */
final class FirstStart {

  private final Face face;
  private final Path file;

  /** @param file the configuration file that is to be used */
  FirstStart(Face face, Path file) {
    this.face = face;
    this.file = file;
  }

  /** Whether it is still to come. */
  boolean isToCome() throws IOException, ConfigException {
    return !Files.exists(file) || isInterrupted(reader().read(file));
  }

  /** What is proposed: the folders of an interrupted start, or else the example's. */
  Config proposal() throws IOException, ConfigException {
    return Files.exists(file) ? reader().read(file) : reader().read(file, ConfigText.example());
  }

  /** Writes the configuration where there is none, and reads it. */
  Config config() throws IOException, ConfigException {
    if (!Files.exists(file) && isUsual()) {
      ConfigText.write(file, ConfigText.example());
      face.terminal().say("made " + file);
    }
    return reader().read(file);
  }

  /** Whether the vault of this configuration is to be made without being asked for. */
  boolean lacksVault(Config config) throws IOException {
    return isUsual() && isInterrupted(config);
  }

  /** Makes the vault: asks at a terminal, and keeps the key and the recovery words in files where nobody can be asked. */
  void createVault(Config config) throws IOException {
    Terminal terminal = face.terminal();
    NewVault vault = new NewVault(face, config);
    if (terminal.isInteractive()) {
      char[] passphrase = face.passphrases().fresh();
      try {
        vault.createAndShowWords(passphrase);
      } finally {
        Arrays.fill(passphrase, '\0');
      }
      return;
    }
    // What a service prints lands in a log: the words go into a file that only its owner can read.
    Path words = vault.createUnattended(face.passphrases().freshFromFile());
    terminal.say("created the vault " + config.vault() + "; its key is kept for unattended starts");
    terminal.say("its 24 recovery words are in " + words + ": print them, then delete that file");
  }

  private boolean isUsual() {
    return file.equals(face.places().configFile());
  }

  private boolean isInterrupted(Config config) throws IOException {
    // The vault comes last: its disk may hang, and is asked only by whoever has nothing else to go by.
    return !Files.exists(config.catalogFile())
        && Arrays.equals(Files.readAllBytes(file), untouched(config).getBytes(StandardCharsets.UTF_8))
        && isUnused(config.vault());
  }

  /** Also what an interrupted creation leaves is no vault yet. */
  private static boolean isUnused(Path vault) throws IOException {
    try {
      VaultStore.requireUnused(vault);
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private String untouched(Config config) throws IOException {
    List<Path> exports = config.exports().stream().map(ExportConfig::path).toList();
    return new ConfigText(face.places().home()).of(config.inboxes(), config.vault(), exports);
  }

  private ConfigReader reader() {
    return new ConfigReader(face.places());
  }
}
