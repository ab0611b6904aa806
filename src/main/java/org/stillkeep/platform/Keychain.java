package org.stillkeep.platform;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where this desktop keeps secrets for its user: the Secret Service on Linux (GNOME Keyring, KWallet, KeePassXC), the Keychain
 * on macOS, the Credential Manager on Windows; the latter two have not been tried on such computers. Nothing here ever asks
 * the user, so that a start at which nobody is there goes on: a keychain that is locked counts as one that is not there. Every
 * call ends within some seconds. Thread-safe.
 */
public interface Keychain {

  /** That of the desktop that a program with this environment runs on. */
  static Keychain of(Map<String, String> environment) {
    return isNative() ? new NativeKeychain() : onBusOf(environment);
  }

  /** Whether the environment is that of a desktop; elsewhere, as over SSH, the user's keychain is mostly locked. */
  static boolean hasDesktop(Map<String, String> environment) {
    return isNative()
        || !environment.getOrDefault("DISPLAY", "").isEmpty()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
  }

  private static boolean isNative() {
    String operatingSystem = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return operatingSystem.startsWith("windows") || operatingSystem.startsWith("mac");
  }

  /** The Secret Service on the session bus that this environment names. */
  static Keychain onBusOf(Map<String, String> environment) {
    return new SecretService(SessionBus.of(environment));
  }

  /**
   * Keeps a secret, in place of the one that had this name.
   *
   * @param name of the secret, unique among ours
   * @param secret stays the caller's
   * @throws NoKeychainException if there is none, or it is locked
   */
  void put(String name, byte[] secret) throws NoKeychainException;

  /**
   * Returns a secret; empty if there is none of this name. The caller wipes it.
   *
   * @throws NoKeychainException if there is no keychain, or it is locked
   */
  Optional<byte[]> get(String name) throws NoKeychainException;

  /**
   * Forgets a secret, if there is one of this name.
   *
   * @throws NoKeychainException if there is no keychain, or it is locked
   */
  void delete(String name) throws NoKeychainException;

  /** There is no keychain that can be used now; the message says why. */
  final class NoKeychainException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoKeychainException(String why) {
      super(why);
    }

    NoKeychainException(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
