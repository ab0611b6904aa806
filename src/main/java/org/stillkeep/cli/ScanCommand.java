package org.stillkeep.cli;

import java.util.concurrent.Callable;
import org.stillkeep.agent.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep scan}. */
@Command(
    name = "scan",
    header = "Lets the agent look into the inboxes now.",
    description = {"", "Example:", "  stillkeep scan", ""})
final class ScanCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  private final Face face;

  ScanCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    RemoteCommand.of(face, stillkeep).send(ControlClient.command("scan"));
    face.terminal().say("looking");
    return ExitCode.DONE.number();
  }
}
