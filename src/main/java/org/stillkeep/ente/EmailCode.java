package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.stillkeep.ente.EnteException.What;

/** Proves that somebody reads the mail of an address. */
final class EmailCode {

  /** A code can be mistyped. */
  static final int MOST_TRIES = 3;

  /** What the code is for; the server says beforehand when that is impossible. */
  enum Purpose {
    LOGIN("login"),
    SIGN_UP("signup");

    private final String word;

    Purpose(String word) {
      this.word = word;
    }
  }

  private static final Map<Integer, What> REQUEST_MEANINGS =
      Map.of(403, What.REGISTRATION_CLOSED, 404, What.NO_SUCH_ACCOUNT, 409, What.ACCOUNT_EXISTS);
  private static final Map<Integer, What> VERIFY_MEANINGS = Map.of(401, What.WRONG_CODE, 410, What.CODE_EXPIRED);

  private final AccountApi api;

  EmailCode(AccountApi api) {
    this.api = api;
  }

  /** Has a code sent, and asks for it. */
  Authorization prove(String email, Purpose purpose, SecondFactors ask) throws IOException {
    ObjectNode wish = EnteApi.object().put("email", email).put("purpose", purpose.word);
    api.send(ApiCall.post("/users/ott", wish), REQUEST_MEANINGS);
    for (int tries = 1; ; tries++) {
      try {
        String code = digits(ask.emailCode(email));
        if (code.isEmpty()) {
          throw new EnteException(What.WRONG_CODE, "no code was given");
        }
        ObjectNode proof = EnteApi.object().put("email", email).put("ott", code);
        return Authorization.of(api.send(ApiCall.post("/users/verify-email", proof), VERIFY_MEANINGS));
      } catch (EnteException e) {
        if (e.what() != What.WRONG_CODE || tries == MOST_TRIES) {
          throw e;
        }
        ask.codeWasWrong();
      }
    }
  }

  /** People copy codes with spaces in and around them. */
  static String digits(String typed) {
    return typed.replaceAll("[\\s\\p{Cf}\\p{Z}]", "");
  }
}
