package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** A disk on which an inbox and an export folder lie hangs. */
class HungDiskTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration QUIT = Duration.ofSeconds(5);

  @TempDir private Path home;

  private Installation installation;
  private StoppableDisk network;
  private Path inbox;
  private Path export;

  @BeforeEach
  void useANetwork() throws Exception {
    network = StoppableDisk.in(home);
    inbox = Files.createDirectory(network.root().resolve("Inbox"));
    export = network.root().resolve("Export");
    installation = Installation.withVault(home);
    installation.write("", "[[export]]\npath = \"" + export + "\"\n[[export]]\npath = \"" + installation.export() + "\"\n");
    String text = Files.readString(installation.config());
    String own = "\"" + installation.inbox() + "\"";
    Files.writeString(installation.config(), text.replace("[" + own + "]", "[" + own + ", \"" + inbox + "\"]"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  @Test
  @Covers({"F16", "F44"})
  void aStartGoesOnWithoutItAndAllIsCaughtUpWithWhenItIsBack() throws Exception {
    try (RunningAgent before = RunningAgent.of(installation)) {
      before.awaitStatus(A_WHILE, status -> exportIs(0, "in step", status));
    }
    TakeoutBuilder.takeout("20240601T101010Z").photo("IMG_1.jpg").writeTo(inbox);
    TakeoutBuilder.takeout("20240602T101010Z").photo("IMG_2.jpg").writeTo(installation.inbox());
    network.stop();
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(
          A_WHILE,
          status ->
              status.path("assets").asInt() == 1
                  && exportIs(0, "not answering", status)
                  && exportIs(1, "in step", status)
                  && says(status, "the inbox " + inbox + " does not answer since "));
      assertThat(Files.readString(installation.agentLog())).contains(export + " does not answer").contains(inbox + " does not answer");
      installation.run("pause").mustSucceed();
      assertThat(agent.status().path("state").asText()).isEqualTo("paused");
      installation.run("resume").mustSucceed();

      network.goOn();
      agent.awaitStatus(
          A_WHILE,
          status ->
              status.path("assets").asInt() == 2
                  && exportIs(0, "in step", status)
                  && exportIs(1, "in step", status)
                  && status.path("problems").isEmpty());
      assertThat(Installation.files(export)).contains("Photos from 2019/IMG_1.jpg", "Photos from 2019/IMG_2.jpg");

      network.stop();
      agent.terminate(QUIT);
    }
  }

  private static boolean exportIs(int index, String state, JsonNode status) {
    return status.path("exports").path(index).path("state").asText().equals(state);
  }

  private static boolean says(JsonNode status, String words) {
    return status.path("problems").toString().contains(words);
  }
}
