package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.stillkeep.agent.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep status}. */
@Command(
    name = "status",
    header = "Shows what the agent is doing and what it needs.",
    description = {
      "",
      "First in one sentence; then a line for the work at hand, for each set, for what is waited for, for each export folder, and for"
          + " each problem with a hint what to do. Where no agent runs, it says so, and ends with 0 all the same.",
      "",
      "Examples:",
      "  stillkeep status",
      "  stillkeep status --json --watch",
      ""
    })
final class StatusCommand implements Callable<Integer> {

  private static final long WATCH_MILLIS = 1_000;

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--json", description = "Print the whole status as JSON, one object a line; {\"state\":\"not-running\"} where no agent runs.")
  private boolean json;

  @Option(names = "--watch", description = "Print it again whenever it changes, until interrupted or the agent ends.")
  private boolean watch;

  private final Face face;

  StatusCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    RemoteCommand agent = RemoteCommand.of(face, stillkeep);
    String last = "";
    while (true) {
      Optional<JsonNode> answer = agent.trySend(ControlClient.command("status"));
      String text = answer.map(this::text).orElse(json ? "{\"state\":\"not-running\"}" : "no agent is running");
      if (!text.equals(last)) {
        print(text);
        last = text;
      }
      if (!watch || answer.isEmpty()) {
        return ExitCode.DONE.number();
      }
      TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
    }
  }

  private void print(String text) {
    if (json) {
      face.terminal().dataStream().println(text);
      face.terminal().dataStream().flush();
    } else {
      face.terminal().data(text);
    }
  }

  private String text(JsonNode answer) {
    JsonNode status = answer.path("status");
    return json ? status.toString() : StatusText.of(status, ZoneId.systemDefault());
  }
}
