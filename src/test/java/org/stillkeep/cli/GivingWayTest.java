package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.platform.Niceness;

/** Of a running agent, by what Linux says of its threads. */
class GivingWayTest {

  private static final Duration A_WHILE = Duration.ofSeconds(60);

  @TempDir private Path home;

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "skipped: threads are looked at in /proc, which is Linux'");
  }

  @Test
  void anAgentLeavesTheProcessorToOthersOnceItHasWork() throws Exception {
    Installation installation = Installation.withVault(home);
    installation.bePolite("nice = 7\non_battery = \"run\"\n");
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/state").asText().equals("in step"));
      takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/files").asLong() == 1);

      assertThat(Niceness.ofThreads(agent.handle().pid())).hasSizeGreaterThan(10).allMatch(nice -> nice >= 7);
    }
  }

  @Test
  void whatTheSystemHasOfItIsSaid() throws Exception {
    Installation installation = Installation.withVault(home);
    installation.bePolite("");
    assertThat(installation.run("check-config").mustSucceed().out()).contains("precedence     nice 10, disk low\n");

    installation.bePolite("nice = 0\ndisk = \"normal\"\n");
    assertThat(installation.run("check-config").mustSucceed().out()).contains("precedence     as that of all others\n");
  }
}
