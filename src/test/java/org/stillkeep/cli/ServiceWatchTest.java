package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of a program that waits for its passphrase, works, is paused, and ends. */
class ServiceWatchTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String WATCHDOG_MICROS = "1500000";

  /** Prints each datagram on a line. */
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      while True: print(s.recv(4096).decode(), flush=True)
      """;

  @TempDir private Path home;

  private Installation installation;
  private Path heard;
  private Process listener;
  private Process program;

  @BeforeEach
  void listen() throws Exception {
    assumeThat(PYTHON).as("python3 listens").isExecutable();
    installation = Installation.withVault(home);
    heard = home.resolve("heard");
    Path socket = home.resolve("notify");
    listener = new ProcessBuilder(PYTHON.toString(), "-c", LISTENER, socket.toString()).redirectOutput(heard.toFile()).start();
    await().atMost(A_WHILE).until(() -> Files.exists(socket));
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process each : new Process[] {program, listener}) {
      if (each != null) {
        each.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void signsOfLifeComeFromAProgramThatWaitsForItsPassphrase() throws Exception {
    installation.write("", "keep_unlocked = false\n");
    start("run");
    awaitHeard("READY=1", 1);
    assertThat(heard()).contains("STATUS=the library is locked");
    awaitHeard("WATCHDOG=1", 3);
    assertEnds();
  }

  @Test
  void signsOfLifeComeFromAnAgentThatRestsAndFromOneThatIsPaused() throws Exception {
    start("run", "--headless");
    awaitHeard("READY=1", 1);
    assertThat(heard().stream().filter(line -> line.startsWith("EXTEND_TIMEOUT_USEC=")).count()).isPositive();
    awaitHeard("WATCHDOG=1", 3);

    installation.run("pause").mustSucceed();
    awaitHeard("STATUS=Paused", 1);
    awaitHeard("WATCHDOG=1", count("WATCHDOG=1") + 3);
    assertEnds();
  }

  private void start(String... arguments) throws IOException {
    program =
        installation.startUnattended(
            Map.of("NOTIFY_SOCKET", home.resolve("notify").toString(), "WATCHDOG_USEC", WATCHDOG_MICROS), arguments);
  }

  private void assertEnds() throws Exception {
    program.destroy();
    assertThat(program.waitFor(A_WHILE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    awaitHeard("STOPPING=1", 1);
    assertThat(count("STOPPING=1")).isEqualTo(1);
  }

  private void awaitHeard(String line, long times) {
    await().atMost(A_WHILE).until(() -> count(line) >= times);
  }

  private long count(String line) throws IOException {
    return heard().stream().filter(line::equals).count();
  }

  private List<String> heard() throws IOException {
    return Files.readAllLines(heard);
  }
}
