package org.stillkeep.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Sends commands to a running agent. */
public final class ControlClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path stateFolder;

  /** @param stateFolder the state folder of the agent in question */
  public ControlClient(Path stateFolder) {
    this.stateFolder = stateFolder;
  }

  /**
   * Sends one command and waits for its answer.
   *
   * @return empty when no agent is listening, or it ends before it has answered
   */
  public Optional<JsonNode> send(ObjectNode command) throws IOException {
    Path socket = ControlSocket.of(stateFolder);
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Channels.newOutputStream(channel).write((command + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return answer.length == 0 ? Optional.empty() : Optional.of(JSON.readTree(answer));
    } catch (java.net.ConnectException leftOverSocket) {
      return Optional.empty();
    }
  }

  /** A command without arguments. */
  public static ObjectNode command(String name) {
    return JSON.createObjectNode().put("command", name);
  }
}
