package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Tier;
import org.stillkeep.importer.TakeoutBuilder;

/**
 * An agent is killed while its thread waits for the disk of an export, which has taken the question and waits itself for a disk that
 * hangs: Linux lets nobody go who waits for such an answer.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs FUSE and proc(5)")
class EndedAndHungTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @TempDir private Path home;

  @Test
  @Covers("F17")
  void aSecondStartSaysThatTheFirstWasEndedAndWaitsForADisk() throws Exception {
    Tier.needs(2);
    Installation installation = Installation.withVault(home);
    try (StoppableDisk network = StoppableDisk.in(home);
        StoppableDisk gateway = network.behind(home.resolve("gateway"))) {
      Path export = gateway.root().resolve("Export");
      installation.write("", "[[export]]\npath = \"" + export + "\"\n");
      TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      try (RunningAgent agent = RunningAgent.of(installation)) {
        agent.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 1 && status.at("/exports/0/state").asText().equals("in step"));
        try {
          network.stop();
          agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/state").asText().equals("not answering"));
          agent.handle().destroyForcibly();
          await().atMost(A_WHILE).until(() -> hasEnded(agent.handle()));
          assertThat(installation.run("run", "--headless").mustFailWith(ExitCode.ALREADY_RUNNING).err())
              .contains("process " + agent.handle().pid() + ", which was ended and still waits for ", gateway.root().toString());
        } finally {
          network.goOn();
        }
      }
      TakeoutBuilder.takeout("20240602T101010Z").photo("IMG_2.jpg").writeTo(installation.inbox());
      try (RunningAgent next = RunningAgent.of(installation)) {
        next.awaitStatus(A_WHILE, status -> status.path("assets").asInt() == 2 && status.at("/exports/0/state").asText().equals("in step"));
        next.terminate(Duration.ofSeconds(10));
      }
      assertThat(installation.run("verify", "--read-data", "--export").mustSucceed().err()).contains("all is well");
      assertThat(Installation.files(export)).contains("Photos from 2019/IMG_1.jpg", "Photos from 2019/IMG_2.jpg");
    }
  }

  /** Not gone, but nothing of it runs any more. */
  private static boolean hasEnded(ProcessHandle process) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")).contains(") Z ");
    } catch (NoSuchFileException e) {
      throw new AssertionError("nothing held it", e);
    }
  }
}
