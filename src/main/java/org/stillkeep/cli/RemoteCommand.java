package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.agent.ControlClient;

/** Talks to the program that runs with a state folder, in whichever phase it is. */
final class RemoteCommand {

  private final ControlClient client;
  private final Path configFile;

  /** @param configFile the configuration, for messages */
  RemoteCommand(Path state, Path configFile) {
    this.configFile = configFile;
    this.client = new ControlClient(state);
  }

  /**
   * The one that the command line means. Where there is no configuration yet, it may be the one that is being set up, which
   * works with the usual state folder.
   */
  static RemoteCommand of(Face face, StillkeepCommand command) throws ConfigException, IOException {
    Path file = command.configFile(face.places());
    if (!Files.exists(file)) {
      RemoteCommand settingUp = new RemoteCommand(face.places().stateFolder(), file);
      Optional<JsonNode> answer = settingUp.trySend(ControlClient.command("status"));
      if (answer.isPresent() && answer.get().path("phase").asText().equals("set-up")) {
        return settingUp;
      }
    }
    return new RemoteCommand(face.config(command).state(), file);
  }

  /** Sends a command; empty when no agent is running. */
  Optional<JsonNode> trySend(ObjectNode command) throws IOException {
    return client.send(command);
  }

  /** Sends a command to an agent that must be running, and must agree. */
  JsonNode send(ObjectNode command) throws IOException {
    JsonNode answer =
        trySend(command)
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.UNEXPECTED, "no agent is running with " + configFile, "start one with `stillkeep run`"));
    if (!answer.path("ok").asBoolean()) {
      throw new UserException(ExitCode.UNEXPECTED, answer.path("error").asText(), answer.path("hint").asText());
    }
    return answer;
  }

  /** Asks for a one-time link that goes to people. */
  static ObjectNode pageToPrint() {
    return ControlClient.command("page").put("use", "print");
  }

  /** Asks for a one-time link that is opened here and now: only this user's browser can use it. */
  static ObjectNode pageToOpen() {
    return ControlClient.command("page").put("use", "open");
  }

  /** A one-time link into the status page, to be opened here and now; empty when none runs, or it serves none. */
  Optional<URI> pageLinkToOpen() throws IOException {
    return trySend(pageToOpen())
        .map(answer -> answer.path("link").asText(""))
        .filter(link -> !link.isEmpty())
        .map(URI::create);
  }
}
