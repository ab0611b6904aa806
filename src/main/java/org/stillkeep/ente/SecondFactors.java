package org.stillkeep.ente;

import java.io.IOException;
import java.net.URI;

/**
 * Asks somebody for what a password does not prove. Called on the thread that logs in. A code that was wrong is asked for
 * again, at most twice; who has none throws.
 */
public interface SecondFactors {

  /** The code that the server has just sent to this address. */
  String emailCode(String email) throws IOException;

  /**
   * The code that an authenticator app shows; empty when there is none at hand, but another way may be: a passkey, or recovery
   * words.
   */
  String totpCode() throws IOException;

  /** The code that was given is wrong, or has served before: it is about to be asked for again. */
  void codeWasWrong();

  /** Shows somebody a page on which they use their passkey, and returns at once. */
  void openPasskeyPage(URI link) throws IOException;
}
