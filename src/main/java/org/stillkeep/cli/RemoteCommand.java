package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.stillkeep.agent.ControlClient;

/** Talks to the agent that is running with a configuration's state folder. */
final class RemoteCommand {

  private final ControlClient client;
  private final Config config;

  RemoteCommand(Config config) {
    this.config = config;
    this.client = new ControlClient(config.state());
  }

  /** Sends a command; empty when no agent is running. */
  Optional<JsonNode> trySend(ObjectNode command) throws IOException {
    return client.send(command);
  }

  /** Sends a command to an agent that must be running. */
  JsonNode send(ObjectNode command) throws IOException {
    return trySend(command)
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.UNEXPECTED,
                    "no agent is running with " + config.file(),
                    "start one with `stillkeep run`"));
  }
}
