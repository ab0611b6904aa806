package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Tier;
import org.stillkeep.importer.TakeoutBuilder;

/** The disk of an inbox, or of the vault, hangs: whoever asks gets an answer, and it says which disk hangs. See {@link HungDiskTest}. */
@Covers({"F16", "F44"})
class HungInboxTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration QUIT = Duration.ofSeconds(5);

  @TempDir private Path home;

  private StoppableDisk network;

  @BeforeEach
  void mount() throws Exception {
    Tier.needs(2);
    network = StoppableDisk.in(home);
  }

  @AfterEach
  void unmount() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  /** The first inbox lies on the network, the second on this computer. */
  private Installation withTwoInboxes(Path other) throws Exception {
    Path inbox = Files.createDirectory(network.root().resolve("Inbox"));
    Installation installation = Installation.withVault(home);
    String text = Files.readString(installation.config());
    String both = "inbox = [\"" + inbox + "\", \"" + Files.createDirectory(other) + "\"]";
    Files.writeString(installation.config(), text.replace("inbox = [\"" + installation.inbox() + "\"]", both));
    return installation;
  }

  private Path moveToTheNetwork(Installation installation) throws Exception {
    Path vault = network.root().resolve("Vault");
    Installation.copyTree(installation.vault(), vault);
    String text = Files.readString(installation.config());
    Files.writeString(installation.config(), text.replace("\"" + installation.vault() + "\"", "\"" + vault + "\""));
    return vault;
  }

  private static boolean says(JsonNode status, String words) {
    return status.path("problems").toString().contains(words);
  }

  private static boolean isInStep(JsonNode status) {
    return status.at("/exports/0/state").asText().equals("in step");
  }

  @Test
  void anInboxThatBeginsToHangIsSaidToAndThePauseAndTheEndAreGrantedAllTheSame() throws Exception {
    Path other = home.resolve("other-inbox");
    Installation installation = withTwoInboxes(other);
    Path inbox = network.root().resolve("Inbox");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, HungInboxTest::isInStep);
      network.stop();
      agent.awaitStatus(A_WHILE, status -> says(status, "the inbox " + inbox + " does not answer since "));
      TakeoutBuilder.takeout("20240602T101010Z").photo("IMG_2.jpg").writeTo(other);
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 1 && isInStep(status));

      installation.run("pause").mustSucceed();
      assertThat(agent.status().path("state").asText()).isEqualTo("paused");
      installation.run("resume").mustSucceed();
      agent.terminate(QUIT);
    }
  }

  @Test
  void aVaultThatHangsAtTheStartIsWaitedForAndNamed() throws Exception {
    Installation installation = Installation.withVault(home);
    Path vault = moveToTheNetwork(installation);
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    network.stop();
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> says(status, "the vault " + vault + " does not answer since "));
      installation.run("pause").mustSucceed();
      installation.run("resume").mustSucceed();

      network.goOn();
      agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 1 && isInStep(status));
    }
  }

  @Test
  void aCommandThatNeedsAVaultThatHangsSaysSo() throws Exception {
    Installation installation = Installation.withVault(home);
    Path vault = moveToTheNetwork(installation);
    network.stop();
    for (List<String> command : List.of(List.of("verify"), List.of("check-config"), List.of("vault", "info"))) {
      assertThat(installation.run(command.toArray(String[]::new)).mustFailWith(ExitCode.STORE_REFUSED).err())
          .contains("the disk of the vault " + vault + " does not answer");
    }
  }
}
