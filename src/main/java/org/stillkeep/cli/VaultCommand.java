package org.stillkeep.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.InstanceLock;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultFinding;
import org.stillkeep.vault.VaultHeader;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code stillkeep vault}. */
@Command(
    name = "vault",
    header = "Creates and opens the vault, the encrypted library in a folder.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Passphrases are asked for at a terminal. For scripts, STILLKEEP_PASSPHRASE_FILE names a file whose first line is the"
          + " passphrase; else it is read from standard input. It is never an argument.",
      "",
      "Examples:",
      "  stillkeep vault create",
      "  STILLKEEP_PASSPHRASE_FILE=~/.passphrase stillkeep vault unlock",
      "  stillkeep vault push --dry-run",
      ""
    })
final class VaultCommand implements Runnable {

  @ParentCommand private StillkeepCommand stillkeep;
  @Spec private CommandSpec spec;

  private final Face face;

  VaultCommand(Face face) {
    this.face = face;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  @Command(name = "create", header = "Creates a vault and shows its 24 recovery words once.")
  int create() throws Exception {
    Config config = config();
    Folders folders = new Folders(config, face.terminal());
    folders.refuseOverlaps();
    folders.prepareState();
    try (InstanceLock held = InstanceLock.take(config.state())) {
      refuseExisting(config);
      char[] passphrase = face.passphrases().fresh();
      try {
        new NewVault(face, config).createAndShowWords(passphrase);
      } finally {
        Arrays.fill(passphrase, '\0');
      }
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "unlock", header = "Checks the passphrase, and keeps the key so that the agent can start unattended.")
  int unlock(
      @Option(names = "--recovery-words", description = "Open it by the 24 recovery words instead.") boolean byWords)
      throws Exception {
    Config config = config();
    new Folders(config, face.terminal()).prepareState();
    KeyAttributes attributes = VaultStore.readHeader(config.vault()).keyAttributes();
    LibraryKeys vaultKeys = new LibraryKeys(face, config);
    try (Keys keys = byWords ? unlockByWords(attributes) : vaultKeys.unlockByPassphrase(attributes)) {
      Optional<String> place = vaultKeys.keepIfConfigured(keys);
      face.terminal()
          .say(
              config.library().keepUnlocked()
                  ? place.map(words -> "unlocked; the key is kept in " + words).orElse("the passphrase is right")
                  : "the passphrase is right; the key is not kept, since library.keep_unlocked is false");
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "recovery-words", header = "Shows the 24 recovery words again; asks for the passphrase.")
  int recoveryWords() throws Exception {
    Config config = config();
    KeyAttributes attributes = VaultStore.readHeader(config.vault()).keyAttributes();
    // The kept key would do, but whoever merely sits down at an unlocked computer shall not get the words.
    try (Keys keys = new LibraryKeys(face, config).unlockByPassphrase(attributes)) {
      NewVault.lines(keys.recoveryWords(attributes)).forEach(face.terminal()::data);
    }
    return ExitCode.DONE.number();
  }

  @Command(
      name = "change-passphrase",
      header = "Sets a new passphrase; the photos need not be encrypted again.",
      description = {
        "",
        "Without a terminal, standard input holds the old passphrase in its first line and the new one in its second;"
            + " with --recovery-words, the words in its first line.",
        ""
      })
  int changePassphrase(
      @Option(names = "--recovery-words", description = "Open it by the 24 recovery words instead of the old passphrase.")
          boolean byWords)
      throws Exception {
    Config config = config();
    try (InstanceLock held = lock(config)) {
      KeyAttributes attributes = VaultStore.readHeader(config.vault()).keyAttributes();
      try (Keys keys = byWords ? unlockByWords(attributes) : new LibraryKeys(face, config).unlockByPassphrase(attributes)) {
        replacePassphrase(config, attributes, keys);
      }
    }
    face.terminal().say("the passphrase is changed; the recovery words stay the same");
    return ExitCode.DONE.number();
  }

  @Command(
      name = "accept",
      header = "Takes the vault for the right one, when it is not the one that was last seen.",
      description = {
        "",
        "A vault that is older than it was, or another copy of it that was written to elsewhere, is refused until you say that it is"
            + " the right one: after you have put back a backup, for one. What only the other one held has to be imported again.",
        ""
      })
  int accept() throws Exception {
    try (Interruption interruption = Interruption.watch()) {
      new VaultAcceptance(face, config()).run(interruption);
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "info", header = "Says what the vault is and whether its header is whole; needs no passphrase.")
  int info() throws Exception {
    Config config = config();
    VaultHeader header = VaultStore.readHeader(config.vault());
    Terminal terminal = face.terminal();
    terminal.data("vault:       " + config.vault());
    terminal.data("id:          " + header.vaultId());
    terminal.data(
        "passphrase:  Argon2id, "
            + (header.keyAttributes().memLimitBytes() >> 20)
            + " MiB, "
            + header.keyAttributes().opsLimit()
            + " passes");
    List<KeyKeeper.Place> places = KeyKeeper.of(config, face.environment()).places();
    terminal.data(
        "unattended:  "
            + (places.isEmpty() ? "no, a passphrase is needed" : "yes, the key is kept in " + places.get(0).name()));
    for (VaultFinding finding : header.findings()) {
      terminal.data("finding:     " + finding.subject() + ": " + finding.detail());
    }
    return ExitCode.DONE.number();
  }

  @Command(
      name = "push",
      header = "Brings the vault's library into the Ente account.",
      description = {
        "",
        "Both need to be there: the vault, and a login (`stillkeep ente login`). What the account has already is not sent again,"
            + " so that a push that was interrupted goes on. The vault stays as it is.",
        ""
      })
  int push(@Option(names = "--dry-run", description = "Only say how much there is to be moved.") boolean dryRun)
      throws Exception {
    return new LibraryMove(face, config(), LibraryConfig.Kind.VAULT).run(dryRun).number();
  }

  @Command(
      name = "pull",
      header = "Brings the Ente account's library into the vault.",
      description = {
        "",
        "Both need to be there: the vault, and a login (`stillkeep ente login`). What the vault has already is not fetched again,"
            + " so that a pull that was interrupted goes on. The account stays as it is.",
        ""
      })
  int pull(@Option(names = "--dry-run", description = "Only say how much there is to be moved.") boolean dryRun)
      throws Exception {
    return new LibraryMove(face, config(), LibraryConfig.Kind.ENTE).run(dryRun).number();
  }

  /** Whatever the library is in use: these commands are about the vault. */
  private Config config() throws ConfigException {
    Config config = face.config(stillkeep).at(LibraryConfig.Kind.VAULT);
    SilentFolders.requireVault(config, face.terminal());
    return config;
  }

  /** Asked before the passphrase is, so that nobody types one for nothing; creating refuses every other folder, too. */
  private static void refuseExisting(Config config) throws IOException {
    if (Files.exists(config.vault().resolve("vault.json"))) {
      throw new UserException(
          ExitCode.USAGE,
          "there is a vault in " + config.vault() + " already",
          "use it (`stillkeep vault unlock`), or choose another folder in library.path");
    }
  }

  private static InstanceLock lock(Config config) throws IOException, AlreadyRunningException {
    return InstanceLock.take(config.state());
  }

  private void replacePassphrase(Config config, KeyAttributes attributes, Keys keys) throws IOException {
    char[] passphrase = face.passphrases().replacement();
    try (CryptoKey authenticationKey = keys.vaultAuthenticationKey();
        VaultStore vault =
            VaultStore.open(config.vault(), authenticationKey, VaultOptions.readWrite(lastSeen(config)))) {
      KdfLimits limits = KdfLimits.forAvailableMemory(Runtime.getRuntime().maxMemory());
      vault.replaceKeyAttributes(keys.changePassphrase(attributes, passphrase, limits, new SecureRandom()));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /** Without a catalog, nobody knows. */
  private static Optional<ChangeHead> lastSeen(Config config) throws IOException {
    if (!Files.exists(config.catalogFile())) {
      return Optional.empty();
    }
    try (Catalog catalog = Catalog.open(config.catalogFile())) {
      return OpenVault.lastSeen(config, catalog);
    }
  }

  private Keys unlockByWords(KeyAttributes attributes) throws IOException, WrongPassphraseException {
    char[] words = askForWords();
    try {
      return Keys.unlockWithRecoveryWords(attributes, CharBuffer.wrap(words));
    } catch (RecoveryWordsException e) {
      throw new UserException(ExitCode.LOCKED, e.getMessage(), "type the 24 words in their order, with blanks between them");
    } finally {
      Arrays.fill(words, '\0');
    }
  }

  private char[] askForWords() throws IOException {
    Optional<Console> console = face.terminal().console();
    if (console.isPresent()) {
      char[] typed = console.get().readPassword("%s", "The 24 recovery words: ");
      return typed == null ? new char[0] : typed;
    }
    return face.passphrases().lineOfStandardInput();
  }
}
