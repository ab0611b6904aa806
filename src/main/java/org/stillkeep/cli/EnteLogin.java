package org.stillkeep.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.PasswordKey;
import org.stillkeep.crypto.RecoveryWordsException;
import org.stillkeep.ente.EnteAccount;
import org.stillkeep.ente.EnteAccount.LoggedIn;
import org.stillkeep.ente.EnteException;
import org.stillkeep.ente.EnteSession;
import org.stillkeep.ente.SessionFile;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.KeyAttributes;

/** The ways into an account: by password, by recovery words, or by making it. Each ends with session and key being kept. */
final class EnteLogin {

  private final Face face;
  private final Config config;
  private final AccountServer server;
  /** Whether there is no configuration yet; not before the login, lest a mistyped account stand in it. */
  private final boolean isFirst;

  private EnteLogin(Face face, Config config, boolean isFirst) {
    this.face = face;
    this.config = config;
    this.isFirst = isFirst;
    this.server = new AccountServer(config);
  }

  /**
   * The login into the account that options and configuration name. Where there is no configuration yet, one is made that
   * uses this account.
   */
  static EnteLogin of(Face face, Path file, EnteCommand.AccountOptions options) throws IOException, ConfigException {
    ConfigReader reader = new ConfigReader(face.places());
    boolean isFirst = !Files.exists(file) && file.equals(face.places().configFile());
    Config before = isFirst ? reader.read(file, ConfigText.example()) : reader.read(file);
    AccountConfig account = options.over(before.library().account());
    if (account.email().isEmpty()) {
      throw new UserException(
          ExitCode.USAGE, "no Ente account is named", "say `--email you@example.org`, or write library.email into " + file);
    }
    Config config = before.with(before.library().at(LibraryConfig.Kind.ENTE, account));
    if (!isFirst && (before.library().kind() != LibraryConfig.Kind.ENTE || !account.equals(before.library().account()))) {
      face.terminal()
          .say("the library of " + file + " is another one: to use this account, write there, below [library], what is missing of"
              + " kind = \"ente\", server = \"" + account.server() + "\", email = \"" + account.email() + "\"");
    }
    return new EnteLogin(face, config, isFirst);
  }

  void logIn() throws IOException, WrongPassphraseException {
    char[] password = face.passphrases().existing("The password of " + LibraryPlace.of(config).home().inWords() + ": ");
    try (EnteAccount account = server.account();
        LoggedIn loggedIn = account.logIn(email(), password, new TerminalFactors(face))) {
      keep(loggedIn);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  void signUp() throws IOException, WrongPassphraseException {
    char[] password = face.passphrases().fresh();
    try (PasswordKey passwordKey = Keys.deriveNew(password, KdfLimits.SIGN_UP, new SecureRandom())) {
      Keys.Created created = Keys.create(passwordKey, new SecureRandom());
      try (Keys keys = created.keys();
          CryptoKey masterKey = keys.masterKeyCopy();
          EnteAccount account = server.account();
          LoggedIn loggedIn =
              account.signUp(email(), passwordKey, created.attributes(), masterKey, new TerminalFactors(face))) {
        keep(loggedIn);
        showWords(keys.recoveryWords(created.attributes()));
      }
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  void recover() throws IOException, WrongPassphraseException {
    char[] words = askForWords();
    try (EnteAccount account = server.account();
        LoggedIn loggedIn = account.recover(email(), CharBuffer.wrap(words), new TerminalFactors(face))) {
      try (LoggedIn renewed = new LoggedIn(withNewPassword(account, loggedIn), loggedIn.masterKey().copy())) {
        keep(renewed);
      }
    } catch (RecoveryWordsException e) {
      throw new UserException(ExitCode.LOCKED, e.getMessage(), "type the 24 words in their order, with blanks between them");
    } finally {
      Arrays.fill(words, '\0');
    }
    face.terminal().say("the password is changed; all other sessions have ended");
  }

  private EnteSession withNewPassword(EnteAccount account, LoggedIn loggedIn) throws IOException, WrongPassphraseException {
    KeyAttributes old = loggedIn.session().keyAttributes();
    char[] password = face.passphrases().replacement();
    try (PasswordKey fresh = Keys.deriveNew(password, KdfLimits.SIGN_UP, new SecureRandom());
        Keys keys = Keys.unlockWithMasterKey(old, loggedIn.masterKey())) {
      return account.changePassword(loggedIn.session(), fresh, keys.changePassphrase(old, fresh, new SecureRandom()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void keep(LoggedIn loggedIn) throws IOException, WrongPassphraseException {
    new Folders(config, face.terminal()).prepareState();
    SessionFile file = new SessionFile(config.state());
    boolean isAnother = kept(file).map(SessionFile.Kept::userId).filter(id -> id != loggedIn.session().userId()).isPresent();
    file.keep(loggedIn.session(), loggedIn.masterKey());
    try (Keys keys = Keys.unlockWithMasterKey(loggedIn.session().keyAttributes(), loggedIn.masterKey())) {
      Optional<String> place = new LibraryKeys(face, config).keepIfConfigured(keys);
      face.terminal()
          .say(
              "logged in as " + loggedIn.session().email() + " on " + loggedIn.session().server()
                  + place.map(words -> "; the key is kept in " + words)
                      .orElse("; the key is not kept, so that each start asks for the password"));
    }
    if (isFirst) {
      ConfigText.write(config.file(), ConfigText.ofAccount(config.library().account()));
      face.terminal().say("made " + config.file());
    }
    if (isAnother) {
      face.terminal().say("it is another account than before: its library is read anew at the next start");
    }
  }

  /** What was kept before matters to nobody if it cannot be read. */
  private static Optional<SessionFile.Kept> kept(SessionFile file) throws IOException {
    try {
      return file.read();
    } catch (EnteException unreadable) {
      return Optional.empty();
    }
  }

  private void showWords(List<String> words) {
    Terminal terminal = face.terminal();
    terminal.say("");
    terminal.say("These 24 words open the account when its password is lost. They are shown only now: write them down on paper.");
    terminal.say("");
    NewVault.lines(words).forEach(terminal::data);
    terminal.say("");
  }

  private char[] askForWords() throws IOException {
    Optional<Console> console = face.terminal().console();
    if (console.isPresent()) {
      char[] typed = console.get().readPassword("%s", "The 24 recovery words: ");
      return typed == null ? new char[0] : typed;
    }
    return face.passphrases().lineOfStandardInput();
  }

  private String email() {
    return config.library().account().email();
  }
}
