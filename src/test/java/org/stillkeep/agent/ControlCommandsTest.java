package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlCommandsTest {

  private final ControlCommands commands = new ControlCommands(new Desk(), Clock.systemUTC());

  @Test
  void aLinkIsForOpeningOrForPrintingAndNothingElse() {
    assertThat(page("open").path("link").asText()).isEqualTo("http://127.0.0.1:9/#opened");
    assertThat(page("print").path("link").asText()).isEqualTo("http://127.0.0.1:9/#printed");
    assertThat(page("keep").path("ok").asBoolean()).isFalse();
    assertThat(commands.apply(ControlClient.command("page")).path("error").asText()).contains("is not said");
  }

  private JsonNode page(String use) {
    return commands.apply(ControlClient.command("page").put("use", use));
  }

  /** A program that serves a page and does nothing else. */
  static final class Desk implements ControlCommands.Desk {

    @Override
    public String phaseWord() {
      return "running";
    }

    @Override
    public AgentStatus status() {
      return AgentStatus.ofProgram(AgentStatus.State.IDLE, "Idle", Instant.EPOCH, List.of());
    }

    @Override
    public void wish(Wish wish) {
      throw new IllegalStateException("no agent runs");
    }

    @Override
    public Optional<URI> pageLink() {
      return Optional.of(URI.create("http://127.0.0.1:9/#printed"));
    }

    @Override
    public Optional<URI> pageLinkToOpenHere() {
      return Optional.of(URI.create("http://127.0.0.1:9/#opened"));
    }
  }
}
