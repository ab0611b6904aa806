package org.stillkeep.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.platform.Keychain.NoKeychainException;
import org.stillkeep.store.KeyAttributes;

/** Gets the keys of a library: from where they are kept, or by a passphrase. */
final class LibraryKeys {

  private static final Logger log = LoggerFactory.getLogger(LibraryKeys.class);

  private final Face face;
  private final Config config;
  private final LibraryPlace place;
  private final KeyKeeper keeper;

  LibraryKeys(Face face, Config config) {
    this.face = face;
    this.config = config;
    this.place = LibraryPlace.of(config);
    this.keeper = KeyKeeper.of(config, face.environment());
  }

  /** Unlocks with the kept key, else with a passphrase. The key is then kept, or forgotten, as the configuration says. */
  Keys unlock(KeyAttributes attributes) throws IOException, WrongPassphraseException {
    Optional<Keys> kept = unlockAsConfigured(attributes);
    if (kept.isPresent()) {
      return kept.get();
    }
    Keys keys = unlockByPassphrase(attributes);
    keepIfConfigured(keys);
    return keys;
  }

  /** As {@link #unlock}, where nobody can be asked: empty when neither a key is kept nor a file names the passphrase. */
  Optional<Keys> unlockUnattended(KeyAttributes attributes) throws IOException, WrongPassphraseException {
    boolean fileNamed = !face.environment().getOrDefault(Passphrases.FILE_VARIABLE, "").isEmpty();
    return fileNamed ? Optional.of(unlock(attributes)) : unlockAsConfigured(attributes);
  }

  private Optional<Keys> unlockAsConfigured(KeyAttributes attributes) throws IOException {
    if (!config.library().keepUnlocked()) {
      forget();
    }
    return unlockKept(attributes);
  }

  /** Unlocks with the kept key; empty when none is kept or can be got at, or the one kept is another library's. */
  Optional<Keys> unlockKept(KeyAttributes attributes) throws IOException {
    for (KeyKeeper.Place kept : keeper.places()) {
      try (CryptoKey key = kept.read()) {
        return Optional.of(Keys.unlockWithMasterKey(attributes, key));
      } catch (WrongPassphraseException anotherLibrarys) {
        face.terminal().say("the key kept in " + kept.name() + " is not that of " + place.home().inWords());
      } catch (NoKeychainException e) {
        face.terminal().say("the key kept in " + kept.name() + " cannot be had: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Unlocks with a passphrase from file, terminal or standard input. */
  Keys unlockByPassphrase(KeyAttributes attributes) throws IOException, WrongPassphraseException {
    char[] passphrase = face.passphrases().existing("The " + place.secret() + " of " + place.home().inWords() + ": ");
    try {
      return Keys.unlockWithPassphrase(attributes, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /**
   * Keeps the key for unattended starts, where that is wanted and can be done safely; where it is not wanted, one that was kept
   * before is forgotten.
   *
   * @return where, for people
   */
  Optional<String> keepIfConfigured(Keys keys) throws IOException {
    if (!config.library().keepUnlocked()) {
      forget();
      return Optional.empty();
    }
    try (CryptoKey masterKey = keys.masterKeyCopy()) {
      Optional<String> kept = keeper.keep(masterKey);
      if (kept.isEmpty()) {
        face.terminal()
            .say("the key is not kept: the file system of " + keeper.keyFile() + " cannot hide files from others");
      }
      return kept;
    }
  }

  /** As {@link #keepIfConfigured}, for a library that is open by now: goes on without, and says so, when the key cannot be kept. */
  void keepOrSay(Keys keys) {
    try {
      keepIfConfigured(keys);
    } catch (IOException e) {
      log.warn("the key cannot be kept", e);
      face.terminal()
          .error(
              "the key of " + place.home().inWords() + " is not kept (" + e + "): the next start asks for the " + place.secret(),
              "see to the state folder, then run `" + place.unlockCommand() + "`");
    }
  }

  private void forget() throws IOException {
    try {
      keeper.forget();
    } catch (NoKeychainException e) {
      face.terminal().say("the key is still kept in " + KeyKeeper.KEYCHAIN_WORDS + ", which cannot be had: " + e.getMessage());
    }
  }
}
