package org.stillkeep.cli;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.stillkeep.ente.SecondFactors;
import org.stillkeep.platform.Opener;

/** Asks for codes at the terminal, or reads them as the next lines of standard input. */
final class TerminalFactors implements SecondFactors {

  private final Face face;

  TerminalFactors(Face face) {
    this.face = face;
  }

  @Override
  public String emailCode(String email) throws IOException {
    return code("The code that was sent to " + email + ": ");
  }

  @Override
  public String totpCode() throws IOException {
    return code("The code in your authenticator app: ");
  }

  @Override
  public void codeWasWrong() {
    face.terminal().say("that code is wrong, or was used before; try the newest");
  }

  @Override
  public void openPasskeyPage(URI link) {
    if (new Opener().openPage(link)) {
      face.terminal().say("confirm with your passkey in the page that opens in your browser");
    } else {
      face.terminal().say("open this link in a browser and confirm with your passkey:");
      face.terminal().data(link.toString());
    }
  }

  private String code(String question) throws IOException {
    Optional<Console> console = face.terminal().console();
    if (console.isPresent()) {
      String typed = console.get().readLine("%s", question);
      return typed == null ? "" : typed.strip();
    }
    char[] line = face.passphrases().lineOfStandardInput();
    try {
      return new String(line).strip();
    } finally {
      Arrays.fill(line, '\0');
    }
  }
}
