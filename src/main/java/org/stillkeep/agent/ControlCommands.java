package org.stillkeep.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The commands that a running program understands: {@code status}, {@code pause} (with {@code seconds} or without), {@code
 * resume}, {@code scan}, {@code export} (with {@code full}), {@code stop} and {@code page} (with {@code use}: {@code open} where
 * the link is opened by this program's own user at once, {@code print} where people get it). Each answer carries {@code ok};
 * then {@code phase} and {@code status}, or {@code error} and {@code hint}; that to {@code page} also {@code link}.
 */
public final class ControlCommands implements UnaryOperator<JsonNode> {

  /**
   * Who carries them out: the agent, and before it runs the program around it. Called on the control server's threads; returns
   * at once.
   */
  public interface Desk {

    /** How far the program has come: {@code set-up}, {@code locked} or {@code running}. */
    String phaseWord();

    /** The newest status. */
    AgentStatus status();

    /**
     * Passes a wish on.
     *
     * @throws IllegalStateException with the reason in words, while there is no agent that could grant it
     */
    void wish(Wish wish);

    /** A link into the status page that is valid once, for people; empty when no page is served. */
    Optional<URI> pageLink();

    /** The same, for a browser of this user alone, which is to be opened with it. */
    Optional<URI> pageLinkToOpenHere();
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is longer holds until somebody resumes; not every number of seconds leads to a date. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(36_500);

  private final Desk desk;
  private final Clock clock;

  public ControlCommands(Desk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public JsonNode apply(JsonNode command) {
    try {
      return carryOut(command);
    } catch (IllegalStateException notYet) {
      return refusal(notYet.getMessage(), "`stillkeep status` tells what it waits for");
    }
  }

  private JsonNode carryOut(JsonNode command) {
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    String name = command.path("command").asText();
    switch (name) {
      case "status" -> {}
      case "pause" -> desk.wish(pause(command.path("seconds").asLong(0)));
      case "resume" -> desk.wish(new Wish.Resume());
      case "scan" -> desk.wish(new Wish.LookAgain());
      case "export" -> desk.wish(new Wish.ExportNow(command.path("full").asBoolean()));
      case "stop" -> desk.wish(new Wish.Stop());
      case "page" -> {
        String use = command.path("use").asText();
        if (!use.equals("open") && !use.equals("print")) {
          return refusal("what the link is for is not said", "that was a `stillkeep` of another version: use the one that runs");
        }
        Optional<URI> link = use.equals("open") ? desk.pageLinkToOpenHere() : desk.pageLink();
        if (link.isEmpty()) {
          return refusal("no status page is served", "set page.enabled = true; if it is, what was said at the start tells why");
        }
        answer.put("link", link.get().toString());
      }
      default -> {
        return refusal("no such command: " + name, "");
      }
    }
    answer.put("phase", desk.phaseWord());
    answer.set("status", StatusJson.of(desk.status()));
    return answer;
  }

  private static ObjectNode refusal(String error, String hint) {
    return JSON.createObjectNode().put("ok", false).put("error", error).put("hint", hint);
  }

  private Wish pause(long seconds) {
    boolean ends = seconds > 0 && seconds <= LONGEST_PAUSE.toSeconds();
    return new Wish.Pause(ends ? Optional.of(clock.instant().plusSeconds(seconds)) : Optional.empty());
  }
}
