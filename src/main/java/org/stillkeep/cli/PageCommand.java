package org.stillkeep.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.stillkeep.platform.Opener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep page}. */
@Command(
    name = "page",
    header = "Opens the status page of the running agent in your browser.",
    description = {
      "",
      "The link lets one browser in, once, within five minutes. A page that other computers can reach (page.listen) also asks"
          + " for a password; --set-password asks for it at a terminal, or takes it from standard input. It is never taken from"
          + " STILLKEEP_PASSPHRASE_FILE, which names the vault's passphrase.",
      "",
      "Examples:",
      "  stillkeep page",
      "  stillkeep page --print",
      "  stillkeep page --set-password",
      ""
    })
final class PageCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--print", description = "Only print the link.")
  private boolean print;

  @Option(names = "--set-password", description = "Set the password that the page asks for from the next start on.")
  private boolean setPassword;

  private final Face face;

  PageCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    if (setPassword) {
      return setPassword();
    }
    RemoteCommand agent = RemoteCommand.of(face, stillkeep);
    if (print) {
      face.terminal().data(link(agent, RemoteCommand.pageToPrint()));
    } else if (new Opener().openPage(URI.create(link(agent, RemoteCommand.pageToOpen())))) {
      face.terminal().say("the status page opens in your browser");
    } else {
      face.terminal().data(link(agent, RemoteCommand.pageToPrint()));
      face.terminal().say("no browser could be opened here: open this link in one, within five minutes");
    }
    return ExitCode.DONE.number();
  }

  private static String link(RemoteCommand agent, ObjectNode question) throws IOException {
    return agent.send(question).path("link").asText();
  }

  private int setPassword() throws Exception {
    Config config = face.config(stillkeep);
    Folders folders = new Folders(config, face.terminal());
    folders.refuseOverlaps();
    folders.prepareState();
    char[] password = face.passphrases().replacement();
    try {
      new PagePassword(config.state()).set(password);
    } finally {
      Arrays.fill(password, '\0');
    }
    face.terminal().say("the page asks for this password from the next start of the agent on");
    return ExitCode.DONE.number();
  }
}
