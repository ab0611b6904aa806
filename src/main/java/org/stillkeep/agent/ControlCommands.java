package org.stillkeep.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The commands that a running agent understands: {@code status}, {@code pause} (with {@code seconds} or without), {@code
 * resume}, {@code scan}, {@code export} (with {@code full}) and {@code stop}. Each answer carries {@code ok} and, where
 * there is one, the {@code status}.
 */
public final class ControlCommands implements UnaryOperator<JsonNode> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Agent agent;
  private final Clock clock;

  public ControlCommands(Agent agent, Clock clock) {
    this.agent = agent;
    this.clock = clock;
  }

  @Override
  public JsonNode apply(JsonNode command) {
    String name = command.path("command").asText();
    switch (name) {
      case "status" -> {}
      case "pause" -> agent.wish(pause(command.path("seconds").asLong(0)));
      case "resume" -> agent.wish(new Wish.Resume());
      case "scan" -> agent.wish(new Wish.LookAgain());
      case "export" -> agent.wish(new Wish.ExportNow(command.path("full").asBoolean()));
      case "stop" -> agent.wish(new Wish.Stop());
      default -> {
        return JSON.createObjectNode().put("ok", false).put("error", "no such command: " + name);
      }
    }
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    answer.set("status", StatusJson.of(agent.status()));
    return answer;
  }

  private Wish pause(long seconds) {
    return new Wish.Pause(
        seconds > 0 ? Optional.of(clock.instant().plus(Duration.ofSeconds(seconds))) : Optional.empty());
  }
}
