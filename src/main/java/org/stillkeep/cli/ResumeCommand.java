package org.stillkeep.cli;

import java.util.concurrent.Callable;
import org.stillkeep.agent.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep resume}. */
@Command(
    name = "resume",
    header = "Lets the agent go on after a pause.",
    description = {
      "",
      "Also where the agent waits because the computer runs on its battery (polite.on_battery): it goes on then, and waits again only"
          + " when the computer has been on mains meanwhile.",
      "",
      "Example:",
      "  stillkeep resume",
      ""
    })
final class ResumeCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  private final Face face;

  ResumeCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    RemoteCommand.of(face, stillkeep).send(ControlClient.command("resume"));
    face.terminal().say("resumed");
    return ExitCode.DONE.number();
  }
}
