package org.stillkeep.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.ente.AccountDetails;
import org.stillkeep.ente.EnteAccount;
import org.stillkeep.ente.EnteSession;
import org.stillkeep.ente.SessionFile;
import org.stillkeep.ente.SessionState;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.platform.Keychain.NoKeychainException;
import org.stillkeep.store.KeyAttributes;

/** The session that is kept on this computer: what it is, and its end. */
final class EnteSessionKeeper {

  private static final Logger log = LoggerFactory.getLogger(EnteSessionKeeper.class);

  private final Face face;
  private final Config config;
  private final SessionFile file;

  EnteSessionKeeper(Face face, Config config) {
    this.face = face;
    this.config = config.at(LibraryConfig.Kind.ENTE);
    this.file = new SessionFile(config.state());
  }

  /** Says whose session it is, and what the server says of the account. */
  void describe() throws IOException, WrongPassphraseException {
    SessionFile.Kept kept = kept();
    Terminal terminal = face.terminal();
    terminal.data("account   " + kept.email());
    terminal.data("server    " + kept.server());
    LibraryKeys libraryKeys = new LibraryKeys(face, config);
    try (Keys keys = libraryKeys.unlock(kept.keyAttributes());
        CryptoKey masterKey = keys.masterKeyCopy();
        EnteAccount account = account(kept, () -> false)) {
      EnteSession session = kept.unlock(masterKey);
      SessionState state = account.check(session);
      terminal.data("session   " + words(state));
      if (state == SessionState.ENDED) {
        throw new UserException(
            ExitCode.STORE_REFUSED, "the session has ended on the server", "log in again by `stillkeep ente login`");
      }
      AccountDetails details = account.details(session);
      terminal.data("plan      " + (details.plan().isEmpty() ? "not told" : details.plan()));
      terminal.data(
          "room      "
              + String.format(
                  Locale.ROOT,
                  "%s of %s used, %s free",
                  Figures.size(details.usedBytes()),
                  Figures.size(details.totalBytes()),
                  Figures.size(details.freeBytes())));
      details.fileCount().ifPresent(count -> terminal.data("files     " + count));
    }
  }

  /** Shows the words to whoever knows the password: the kept key would do, but not for whoever merely sits down here. */
  void showRecoveryWords() throws IOException, WrongPassphraseException {
    KeyAttributes attributes = kept().keyAttributes();
    if (!Keys.hasRecoveryKey(attributes)) {
      throw new UserException(
          ExitCode.STORE_REFUSED,
          "this account has no recovery words",
          "it is an old one: look at the recovery key in one of Ente's apps once, which makes one, then log in here again");
    }
    try (Keys keys = new LibraryKeys(face, config).unlockByPassphrase(attributes)) {
      NewVault.lines(keys.recoveryWords(attributes)).forEach(face.terminal()::data);
    }
  }

  /** Ends the session there, as far as that can be done, and forgets it and the key here. */
  void logOut() throws IOException {
    Optional<SessionFile.Kept> kept = file.read();
    if (kept.isEmpty()) {
      face.terminal().say("nobody is logged in");
    } else {
      endThere(kept.get());
    }
    file.forget();
    try {
      KeyKeeper.of(config, face.environment()).forget();
    } catch (NoKeychainException e) {
      face.terminal().say("the key is still kept in " + KeyKeeper.KEYCHAIN_WORDS + ", which cannot be had: " + e.getMessage());
    }
    if (kept.isPresent()) {
      face.terminal().say("logged out: session and key are forgotten here; the photos stay where they are");
    }
  }

  private void endThere(SessionFile.Kept kept) {
    try (EnteAccount account = account(kept, () -> false)) {
      Optional<Keys> keys = new LibraryKeys(face, config).unlockKept(kept.keyAttributes());
      if (keys.isEmpty()) {
        sayStillOpen("its key is not kept here");
        return;
      }
      try (Keys open = keys.get(); CryptoKey masterKey = open.masterKeyCopy()) {
        account.logOut(kept.unlock(masterKey));
      }
    } catch (IOException e) {
      log.info("the session could not be ended on the server", e);
      sayStillOpen(String.valueOf(e.getMessage()));
    }
  }

  private void sayStillOpen(String why) {
    face.terminal()
        .say("the session could not be ended on the server (" + why + "): end it in one of Ente's apps, under active sessions");
  }

  private SessionFile.Kept kept() throws IOException {
    return file.read()
        .orElseThrow(
            () -> new UserException(ExitCode.STORE_REFUSED, "nobody is logged in", "log in by `stillkeep ente login`"));
  }

  private EnteAccount account(SessionFile.Kept kept, BooleanSupplier stopRequested) {
    return new EnteAccount(kept.server(), new AccountServer(config).options(stopRequested));
  }

  private static String words(SessionState state) {
    return switch (state) {
      case VALID -> "valid";
      case ENDED -> "ended";
      case PASSWORD_CHANGED -> "valid, but the password was changed elsewhere: log in again by `stillkeep ente login`";
    };
  }
}
