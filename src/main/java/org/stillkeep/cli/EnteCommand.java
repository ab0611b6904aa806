package org.stillkeep.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code stillkeep ente}. */
@Command(
    name = "ente",
    header = "Logs in to an Ente account, which can hold the library instead of a vault.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "The password is asked for at a terminal. For scripts, STILLKEEP_PASSPHRASE_FILE names a file whose first line is the"
          + " password; else it is the first line of standard input, and codes are the lines after it. It is never an"
          + " argument. The session and the key are kept as a vault's key is: in the desktop's keychain, else in files that"
          + " only you can read.",
      "",
      "Examples:",
      "  stillkeep ente login --email ada@example.org",
      "  stillkeep ente login --server https://photos.example.org --email ada@example.org --sign-up",
      "  stillkeep ente whoami",
      ""
    })
final class EnteCommand implements Runnable {

  @ParentCommand private StillkeepCommand stillkeep;
  @Spec private CommandSpec spec;

  private final Face face;

  EnteCommand(Face face) {
    this.face = face;
  }

  /** Which account, where it is not the configuration's. */
  static final class AccountOptions {

    @Option(names = "--server", paramLabel = "ADDRESS", description = "Another server than library.server.")
    private String server;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Another account than library.email.")
    private String email;

    AccountConfig over(AccountConfig configured) {
      return configured.with(server == null ? configured.server() : server, email == null ? configured.email() : email);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  @Command(
      name = "login",
      header = "Logs in, and keeps session and key so that the agent can start unattended.",
      description = {
        "",
        "Where there is no configuration yet, one is made that uses this account. Takes some seconds, by intent: the password"
            + " is turned into a key as slowly as the account demands.",
        ""
      })
  int login(
      @Mixin AccountOptions options,
      @Option(names = "--sign-up", description = "Make a new account on the server, and show its 24 recovery words once.")
          boolean signUp,
      @Option(names = "--recovery-words", description = "The password is lost: log in by the 24 recovery words, and set a new one.")
          boolean recover)
      throws Exception {
    if (signUp && recover) {
      throw new ParameterException(spec.commandLine(), "a new account has no recovery words yet: --sign-up or --recovery-words");
    }
    EnteLogin login = EnteLogin.of(face, stillkeep.configFile(face.places()), options);
    if (signUp) {
      login.signUp();
    } else if (recover) {
      login.recover();
    } else {
      login.logIn();
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "logout", header = "Ends the session on the server, and forgets it and the key here. Photos stay where they are.")
  int logout() throws Exception {
    new EnteSessionKeeper(face, face.config(stillkeep)).logOut();
    return ExitCode.DONE.number();
  }

  @Command(name = "recovery-words", header = "Shows the account's 24 recovery words again; asks for the password.")
  int recoveryWords() throws Exception {
    new EnteSessionKeeper(face, face.config(stillkeep)).showRecoveryWords();
    return ExitCode.DONE.number();
  }

  @Command(name = "whoami", header = "Says which account is logged in, and how much room it has.")
  int whoami() throws Exception {
    new EnteSessionKeeper(face, face.config(stillkeep)).describe();
    return ExitCode.DONE.number();
  }
}
