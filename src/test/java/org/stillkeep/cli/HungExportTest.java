package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** The disk of an export folder hangs, as one on a network does: what touches it waits for ever, and gets no error. */
class HungExportTest {

  private static final Duration A_WHILE = Duration.ofMinutes(2);
  private static final Duration QUIT = Duration.ofSeconds(5);
  private static final Path BINDFS = Path.of("/usr/bin/bindfs");

  @TempDir private Path home;

  private Installation installation;
  private Path network;
  private Process server;

  @BeforeEach
  void exportToANetwork() throws Exception {
    assumeThat(BINDFS).as("a file system that can be stopped").isExecutable();
    assumeThat(Path.of("/dev/fuse")).isWritable();
    installation = Installation.withVault(home);
    network = Files.createDirectory(home.resolve("network"));
    Path disk = Files.createDirectory(home.resolve("disk"));
    server =
        new ProcessBuilder(BINDFS.toString(), "-f", disk.toString(), network.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await().atMost(A_WHILE).until(() -> !server.isAlive() || !Files.getFileStore(network).equals(Files.getFileStore(disk)));
    assumeThat(server.isAlive()).as("can mount by FUSE").isTrue();
    installation.write("", "[[export]]\npath = \"" + network.resolve("Export") + "\"\n[[export]]\npath = \"" + installation.export() + "\"\n");
  }

  @AfterEach
  void unmount() throws Exception {
    if (server != null) {
      signal("CONT");
      new ProcessBuilder("umount", "-l", network.toString()).start().waitFor();
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  @Covers("F16")
  void aStartGoesOnWithoutItAndItIsBroughtInStepWhenItIsBack() throws Exception {
    try (RunningAgent before = RunningAgent.of(installation)) {
      before.awaitStatus(A_WHILE, status -> exportIs(0, "in step", status));
    }
    signal("STOP");
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(
          A_WHILE,
          status -> status.path("assets").asInt() == 1 && exportIs(0, "not answering", status) && exportIs(1, "in step", status));
      assertThat(Files.readString(installation.agentLog())).contains(network.resolve("Export") + " does not answer");

      signal("CONT");
      agent.awaitStatus(A_WHILE, status -> exportIs(0, "in step", status));
      assertThat(Installation.files(network.resolve("Export"))).contains("Photos from 2019/IMG_1.jpg");

      signal("STOP");
      agent.terminate(QUIT);
    }
  }

  private static boolean exportIs(int index, String state, JsonNode status) {
    return status.path("exports").path(index).path("state").asText().equals(state);
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
    assertThat(kill.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }
}
