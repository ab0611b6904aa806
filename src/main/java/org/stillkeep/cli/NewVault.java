package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.library.Keys;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.vault.VaultStore;

/** Creates a vault, and hands over its recovery words once. */
final class NewVault {

  private static final int WORDS_PER_LINE = 4;
  private static final int RANDOM_PASSPHRASE_CHARACTERS = 32;

  private final Face face;
  private final Config config;
  private final SecureRandom random = new SecureRandom();

  NewVault(Face face, Config config) {
    this.face = face;
    this.config = config;
  }

  /** Creates the vault with a passphrase and shows the recovery words on standard output. */
  void createAndShowWords(char[] passphrase) throws IOException {
    List<String> words = create(passphrase);
    Terminal terminal = face.terminal();
    terminal.say("created the vault " + config.vault());
    terminal.say("");
    terminal.say("These 24 words open it when the passphrase is lost. They are shown only now: write them down on paper.");
    terminal.say("Whoever loses passphrase and words loses the photos in the vault: nobody can open it then.");
    terminal.say("");
    lines(words).forEach(terminal::data);
    terminal.say("");
  }

  /**
   * Creates a vault where nobody can be shown anything: the key is kept for unattended starts, and the recovery words lie in
   * a file that only its owner can read.
   *
   * @param given its passphrase, wiped here; without one it is random and known to no one
   * @return the file of the words
   */
  Path createUnattended(Optional<char[]> given) throws IOException {
    char[] passphrase = given.orElseGet(this::randomPassphrase);
    try {
      Path file = config.state().resolve("recovery-words.txt");
      List<String> words = create(passphrase);
      try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
        pending.body().write((String.join("\n", lines(words)) + "\n").getBytes(StandardCharsets.UTF_8));
        pending.commit();
      }
      return file;
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private char[] randomPassphrase() {
    char[] passphrase = new char[RANDOM_PASSPHRASE_CHARACTERS];
    for (int i = 0; i < passphrase.length; i++) {
      passphrase[i] = (char) ('a' + random.nextInt(26));
    }
    return passphrase;
  }

  private List<String> create(char[] passphrase) throws IOException {
    Keys.Created created = newKeys(passphrase);
    try (Keys keys = created.keys()) {
      List<String> words = keys.recoveryWords(created.attributes());
      write(created);
      new LibraryKeys(face, config).keepIfConfigured(keys);
      return words;
    }
  }

  /** Keys for a vault to be, in memory alone. The caller closes them and wipes the passphrase. Takes seconds. */
  static Keys.Created newKeys(char[] passphrase) {
    return Keys.create(passphrase, KdfLimits.forAvailableMemory(Runtime.getRuntime().maxMemory()), new SecureRandom());
  }

  /** Makes the vault of these keys, which stay the caller's to close. */
  void write(Keys.Created created) throws IOException {
    try (CryptoKey authenticationKey = created.keys().vaultAuthenticationKey()) {
      VaultStore.create(config.vault(), created.attributes(), authenticationKey);
    }
  }

  /** The words, numbered, four to a line. */
  static List<String> lines(List<String> words) {
    List<String> lines = new java.util.ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      line.append(String.format(Locale.ROOT, "%2d. %-12s", i + 1, words.get(i)));
      if (i % WORDS_PER_LINE == WORDS_PER_LINE - 1) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
    }
    return lines;
  }
}
