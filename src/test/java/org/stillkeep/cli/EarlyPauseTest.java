package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.ControlClient;
import org.stillkeep.agent.Wish;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;

/** A pause that was accepted before there was an agent. */
class EarlyPauseTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Path MKFIFO = Path.of("/usr/bin/mkfifo");

  @TempDir private Path home;

  private Process program;

  @AfterEach
  void end() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void thePauseThatWasNotedLastIsFoundUntilItIsForgotten() throws IOException {
    EarlyPause pause = new EarlyPause(home);
    assertThat(pause.noted()).isEmpty();
    pause.forget();

    Wish.Pause untilThen = new Wish.Pause(Optional.of(Instant.parse("2026-11-23T06:00:00Z")));
    pause.note(untilThen);
    assertThat(pause.noted()).contains(untilThen);
    Wish.Pause lasting = new Wish.Pause(Optional.empty());
    pause.note(lasting);
    assertThat(pause.noted()).contains(lasting);
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).singleElement().satisfies(file -> assertThat(DurableFiles.readBackOwnerOnly(file)).isTrue());
    }

    pause.forget();
    assertThat(pause.noted()).isEmpty();
  }

  @Test
  void anEndThatCannotBeReadIsNoEnd() throws IOException {
    EarlyPause pause = new EarlyPause(home);
    pause.note(new Wish.Pause(Optional.empty()));
    try (Stream<Path> files = Files.list(home)) {
      Files.writeString(files.findFirst().orElseThrow(), "tomorrow");
    }
    assertThat(pause.noted()).contains(new Wish.Pause(Optional.empty()));
  }

  @Test
  @Covers("F68")
  void aPauseSurvivesAProgramThatIsKilledWhileItOpensTheVault() throws Exception {
    assumeTrue(Files.isExecutable(MKFIFO), "needs mkfifo, to let the opening wait");
    Installation installation = Installation.withVault(home);
    Path endless = nextChangeSet(installation);
    new ProcessBuilder(MKFIFO.toString(), endless.toString()).inheritIO().start().waitFor();

    startAndAwaitSocket(installation);
    assertThat(send(installation, "pause")).isTrue();
    program.destroyForcibly().waitFor();
    Files.delete(endless);

    startAndAwaitSocket(installation);
    awaitState(installation, "paused");
    // The agent keeps it now.
    await().atMost(A_WHILE).until(() -> new EarlyPause(installation.state()).noted().isEmpty());
    assertThat(send(installation, "resume")).isTrue();
    awaitState(installation, "idle");
  }

  private static Path nextChangeSet(Installation installation) throws IOException {
    Path changes = installation.vault().resolve("changes");
    try (Stream<Path> files = Files.list(changes)) {
      return changes.resolve(String.format(Locale.ROOT, "%08d", files.count() + 1));
    }
  }

  private void startAndAwaitSocket(Installation installation) throws IOException {
    program = installation.start("run", "--headless");
    await().atMost(A_WHILE).until(() -> send(installation, "status"));
  }

  private static boolean send(Installation installation, String command) throws IOException {
    return answer(installation, command).path("ok").asBoolean();
  }

  private static void awaitState(Installation installation, String state) {
    await()
        .atMost(A_WHILE)
        .until(() -> answer(installation, "status").path("status").path("state").asText().equals(state));
  }

  private static JsonNode answer(Installation installation, String command) throws IOException {
    return new ControlClient(installation.state()).send(ControlClient.command(command)).orElseGet(MissingNode::getInstance);
  }
}
