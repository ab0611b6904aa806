package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Tier;
import org.stillkeep.importer.TakeoutBuilder;

/**
 * The session in which the agent runs ends: its terminal closes, or somebody logs out. Windows and macOS say so in other ways, and Java
 * answers all of them alike, by running what the program wants done at its end.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs the signals of Linux")
class SessionEndTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofSeconds(5);

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"HUP, 1", "INT, 2"})
  @Covers("F62")
  void theAgentEndsInOrderWithinFiveSeconds(String signal, int number) throws Exception {
    Tier.needs(2);
    assumeTrue(isHeard(number), "whoever runs the tests has SIG" + signal + " ignored");
    Installation installation = Installation.withVault(home);
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(A_WHILE, status -> status.at("/exports/0/files").asLong() == 1);
      agent.end(signal, END);
      assertThat(installation.state().resolve(RecentStarts.FILE_NAME)).as("what a crash leaves").doesNotExist();
    }
    assertThat(installation.state().resolve("agent.sock")).doesNotExist();
  }

  private static boolean isHeard(int number) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (number - 1) & 1) == 1);
  }
}
