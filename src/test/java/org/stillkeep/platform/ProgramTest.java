package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProgramTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @BeforeEach
  void needsAShellToRun() {
    assumeTrue(PrivateBus.has("sh"), "no sh here");
  }

  private static Program shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return new Program(command, Map.of("STILLKEEP_EXTRA", "given"));
  }

  @Test
  void argumentsAndInputArriveAsTheyAre() throws Exception {
    Program.Ending ending =
        shell("printf %s \"$1\"; cat; echo oops >&2; exit 3", "$(id); `x`; ü").run("in".getBytes(StandardCharsets.UTF_8), LONG);

    assertThat(ending.output()).isEqualTo("$(id); `x`; üinoops\n");
    assertThat(ending.exitCode()).isEqualTo(3);
  }

  @Test
  void whatIsSecretIsNotInItsEnvironment() throws Exception {
    Program.Ending ending = shell("env").run(new byte[0], LONG);

    assertThat(ending.output())
        .contains("PATH=", "STILLKEEP_EXTRA=given")
        .doesNotContain("CREDENTIALS_DIRECTORY=", "NOTIFY_SOCKET=");
    assertThat(ending.output().lines().filter(line -> line.startsWith("STILLKEEP_"))).hasSize(1);
  }

  @Test
  void whatHangsIsKilledWithItsChildren() throws Exception {
    long start = System.nanoTime();

    Program.Ending ending = shell("echo begun; sleep 60; echo done").run(new byte[0], SHORT);

    assertThat(ending.isLate()).isTrue();
    assertThat(ending.output()).isEqualTo("begun\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void whatItLeavesRunningIsNotWaitedFor() throws Exception {
    long start = System.nanoTime();

    assertThat(shell("sleep 15 & exit 0").run(new byte[0], LONG).exitCode()).isZero();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void muchOutputAndUnreadInputHarmNothing() throws Exception {
    Program.Ending ending = shell("head -c 3000000 /dev/zero | tr '\\0' x").run(new byte[1 << 20], LONG);

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.output()).hasSize(8 << 10);
  }

  @Test
  void aProgramThatIsNotThereIsToldAsSuch() {
    assertThatThrownBy(() -> new Program(List.of("/nowhere/tell-me"), Map.of()).run(new byte[0], LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere/tell-me");
  }
}
